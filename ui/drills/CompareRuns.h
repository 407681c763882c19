// Two runs of a drill beside each other: their figures against the targets, and what differs.
#pragma once

#include "models/ports/Desk.h"
#include "ui/charts/ChartCard.h"
#include "ui/charts/TargetBars.h"

#include <QLabel>
#include <QWidget>

namespace muster::ui {

class CompareRuns : public QWidget {
    Q_OBJECT
public:
    CompareRuns(ports::Desk& desk, Theme& theme, QWidget* parent);

    void compare(std::int64_t earlier, std::int64_t later); // reads what is not there yet

private:
    void refresh();

    ports::Desk& m_desk;
    std::int64_t m_earlier = 0, m_later = 0;
    TargetBars* m_bars = nullptr;
    FigureTable* m_table = nullptr;
    QLabel* m_title = nullptr;
};

// The rows of the comparison: figure, earlier, later, difference.
[[nodiscard]] report::TableOf comparison(const report::Report& earlier, const report::Report& later);

} // namespace muster::ui
