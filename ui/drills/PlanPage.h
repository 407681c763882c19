// Many drills that run one after another: which of them runs, how long it still takes, and at the end the
// result of all. Asks the desk for nothing but to show; what acts are its signals.
#pragma once

#include "models/ports/Desk.h"
#include "ui/charts/FigureTable.h"
#include "ui/widgets/Button.h"

#include <QScrollArea>

namespace muster::ui {

class Facts;
class StatusChip;
class WrapLabel;

class PlanPage : public QScrollArea {
    Q_OBJECT
public:
    PlanPage(ports::Desk& desk, Theme& theme, QWidget* parent);

    void refresh(std::int64_t nowUtcMs); // what the desk's plan is now
    [[nodiscard]] FigureTable* table() const { return m_table; }
    [[nodiscard]] Button* stopButton() const { return m_stop; }

signals:
    void stopAsked();
    void runChosen(qint64 run);
    void saveAsked(qint64 plan);

private:
    void build();
    void head(const ports::PlanView& view, std::int64_t nowUtcMs);
    void openMarked();

    ports::Desk& m_desk;
    Theme& m_theme;
    std::vector<std::int64_t> m_runs; // of the table's rows; 0: none
    WrapLabel* m_title = nullptr;
    StatusChip* m_state = nullptr;
    WrapLabel* m_now = nullptr;
    WrapLabel* m_left = nullptr;
    Button* m_stop = nullptr;
    Button* m_open = nullptr;
    Button* m_save = nullptr;
    FigureTable* m_table = nullptr;
    Facts* m_totals = nullptr;
    Facts* m_reasons = nullptr;
};

} // namespace muster::ui
