// Paints a run in the list: verdict as glyph and word, title, and below it what, where, when and the figures.
#pragma once

#include <QStyledItemDelegate>

namespace muster::ui {

class Theme;

class RunDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    RunDelegate(const Theme& theme, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    // The whole row, where its lines are cut.
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

private:
    const Theme& m_theme;
};

} // namespace muster::ui
