// Where the time of incidents went, as one bar a group: machine, people, approvals, messages, console away.
#pragma once

#include "models/report/Report.h"
#include "ui/charts/ChartSurface.h"
#include "ui/charts/Patterns.h"

#include <QBarSet>
#include <QHorizontalStackedBarSeries>
#include <array>
#include <vector>

namespace muster::ui {

class TimeKinds : public ChartSurface {
    Q_OBJECT
public:
    struct Group {
        QString name;
        report::TimeByKind times;
    };
    TimeKinds(Theme& theme, QWidget* parent);

    void setGroups(std::vector<Group> groups);

    [[nodiscard]] QString sentence() const override;
    [[nodiscard]] report::TableOf table() const override;
    [[nodiscard]] static QList<Legend::Entry> legend();
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void arrange() override;
    void restyle() override;
    void paintOver(QPainter& painter) override;

private:
    std::vector<Group> m_groups;
    QHorizontalStackedBarSeries* m_series = nullptr;
    std::array<QBarSet*, 5> m_sets{};
    QValueAxis* m_axis = nullptr;
    QValueAxis* m_rows = nullptr;
};

} // namespace muster::ui
