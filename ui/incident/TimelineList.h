// The lines of the timeline, newest first, in UTC or in the time of this machine.
#pragma once

#include "models/report/Report.h"
#include "ui/theme/Theme.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>
#include <vector>

namespace muster::ui {

class TimelineModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void set(const std::vector<report::TimelineLine>& lines); // oldest first, as the report has them
    void setLocal(bool local);
    [[nodiscard]] bool local() const { return m_local; }
    [[nodiscard]] const report::TimelineLine& line(int row) const; // newest first
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<report::TimelineLine> m_lines;
    bool m_local = false;
};

class TimelineDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    TimelineDelegate(Theme& theme, const TimelineModel& model, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    [[nodiscard]] QRect textRect(int row, int width) const;

    Theme& m_theme;
    const TimelineModel& m_model;
};

} // namespace muster::ui
