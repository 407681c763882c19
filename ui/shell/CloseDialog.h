// Before the window closes over something that runs: says what, and what becomes of it.
#pragma once

#include "models/ports/Desk.h"
#include "ui/widgets/Dialog.h"

#include <vector>

namespace muster::ui {

struct RunningNow {
    std::int64_t run = 0;
    bool drill = false;
    QString what; // "Restart PostgreSQL on db-a, for 14 s"
};

// Everything that acts on a host now, or is a drill under way.
[[nodiscard]] std::vector<RunningNow> runningNow(const ports::Desk& desk, std::int64_t nowUtcMs);

class CloseDialog : public Dialog {
    Q_OBJECT
public:
    enum Choice { stay, stopAndClose, leaveAndClose };

    CloseDialog(const Theme& theme, const std::vector<RunningNow>& running, QWidget* parent);

    [[nodiscard]] Choice choice() const { return m_choice; }

private:
    Choice m_choice = stay;
};

} // namespace muster::ui
