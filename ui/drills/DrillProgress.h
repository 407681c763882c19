// A drill as it runs: where it is among its phases, the clock against the targets, and how to stop it.
#pragma once

#include "models/ports/Desk.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Card.h"
#include "ui/widgets/ClockLabel.h"

#include <vector>

namespace muster::ui {

class FlowLayout;
class StatusChip;
class WrapLabel;

class DrillProgress : public Card {
    Q_OBJECT
public:
    DrillProgress(Theme& theme, QWidget* parent);

    void showView(const ports::RunView& view);
    void tick(std::int64_t nowUtcMs); // the clocks

    [[nodiscard]] static QString phaseTitle(const std::string& phase); // "Break it"

signals:
    void stopAsked();

private:
    void resizeEvent(QResizeEvent* event) override;

    Theme& m_theme;
    QBoxLayout* m_row = nullptr; // clocks, words and the button: below each other where it is narrow
    std::shared_ptr<const report::Report> m_report;
    std::int64_t m_faultUtcMs = 0, m_recoveredUtcMs = 0;
    bool m_stable = false;
    std::vector<StatusChip*> m_chips;
    WrapLabel* m_now = nullptr;
    ClockLabel* m_left = nullptr;
    ClockLabel* m_elapsed = nullptr;
    QLabel* m_leftWord = nullptr;
    WrapLabel* m_targets = nullptr;
    Button* m_stop = nullptr;
};

} // namespace muster::ui
