// Paints a run in the list: its title, its verdict as glyph and word with the figures, and what, where and
// when. Lines that are too long wrap.
#pragma once

#include "models/ports/Desk.h"
#include "ui/theme/Theme.h"

#include <QStyledItemDelegate>
#include <vector>

namespace muster::ui {

class RunDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    RunDelegate(const Theme& theme, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    struct Line {
        QString text;
        Type type;
        Role role;
        QString icon; // before it; may be empty
    };
    [[nodiscard]] std::vector<Line> linesOf(const ports::RunSummary& run) const;
    [[nodiscard]] int indentOf(const Line& line) const;
    [[nodiscard]] int heightOf(const Line& line, int width) const;

    const Theme& m_theme;
};

} // namespace muster::ui
