// Which of several incidents is at the front: number, title, mode and clock of each.
#pragma once

#include "models/ports/Desk.h"
#include "ui/theme/Theme.h"

#include <QFrame>
#include <QTimer>
#include <map>
#include <vector>

class QHBoxLayout;

namespace muster::ui {

class ActButton;

class RunSwitcher : public QFrame {
    Q_OBJECT
public:
    RunSwitcher(ports::Desk& desk, Theme& theme, QWidget* parent);

    void show(const std::vector<std::int64_t>& runs, std::int64_t front);

signals:
    void chosen(qint64 run);

private:
    void tell();

    ports::Desk& m_desk;
    Theme& m_theme;
    QHBoxLayout* m_row;
    QTimer m_timer;
    std::vector<std::int64_t> m_runs;
    std::map<std::int64_t, ActButton*> m_buttons;
    std::int64_t m_front = 0;
};

} // namespace muster::ui
