// Paints a row of the outline: the state as an icon and, where it is more than done or to come, as a word;
// the title, which wraps; the time at the right.
#pragma once

#include "ui/theme/Theme.h"

#include <QStyledItemDelegate>

namespace muster::ui {

class OutlineModel;

class OutlineDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    OutlineDelegate(Theme& theme, const OutlineModel& model, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    struct Parts;
    [[nodiscard]] Parts partsOf(int row, int width) const;

    Theme& m_theme;
    const OutlineModel& m_model;
};

} // namespace muster::ui
