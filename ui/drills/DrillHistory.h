// All runs of one drill on one environment: as a trend and as a table, one of them opened, two of them
// compared.
#pragma once

#include "models/ports/Desk.h"
#include "ui/charts/ChartCard.h"
#include "ui/charts/Trend.h"
#include "ui/widgets/Button.h"

#include <QScrollArea>
#include <vector>

namespace muster::ui {

class CompareRuns;
class EmptyState;

class DrillHistory : public QScrollArea {
    Q_OBJECT
public:
    DrillHistory(ports::Desk& desk, Theme& theme, QWidget* parent);

    void setRuns(std::vector<ports::RunSummary> runs); // of the drill, newest first, closed ones
    [[nodiscard]] FigureTable* table() const { return m_table; }

signals:
    void runChosen(qint64 run);

private:
    [[nodiscard]] std::vector<std::int64_t> marked() const;
    void compare();

    ports::Desk& m_desk;
    std::vector<ports::RunSummary> m_runs;
    Trend* m_trend = nullptr;
    ChartCard* m_trendCard = nullptr;
    QWidget* m_list = nullptr;
    FigureTable* m_table = nullptr;
    Button* m_open = nullptr;
    Button* m_compare = nullptr;
    CompareRuns* m_compared = nullptr;
    EmptyState* m_empty = nullptr;
};

} // namespace muster::ui
