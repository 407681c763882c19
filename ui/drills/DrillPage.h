// One drill on the watched environment: what it is, whether it may run and why not, its run or last result,
// its history, and what it does. Asks the desk for nothing but to show; what acts are its signals.
#pragma once

#include "models/ports/Desk.h"
#include "ui/drills/DrillWords.h"
#include "ui/widgets/Button.h"

#include <QWidget>

class QStackedWidget;
class QTabBar;

namespace muster::ui {

class DeskEvents;
class DrillAbout;
class DrillHistory;
class DrillRunView;
class EmptyState;
class WrapLabel;

class DrillPage : public QWidget {
    Q_OBJECT
public:
    DrillPage(ports::Desk& desk, DeskEvents& events, Theme& theme, QWidget* parent);

    void setLine(const DrillLine& line);
    void openRun(std::int64_t run); // of this drill: its result to the front
    [[nodiscard]] std::int64_t run() const;
    [[nodiscard]] Button* runButton() const { return m_runIt; }

signals:
    void runAsked();
    void stopAsked(qint64 run);
    void putBackAsked(qint64 run);
    void reportAsked(qint64 run);
    void runIsShown();
    void failed(const muster::Error& error);

private:
    void build(DeskEvents& events);
    void header(const DrillLine& line);
    void showTab(int tab);

    ports::Desk& m_desk;
    Theme& m_theme;
    DrillLine m_line;
    std::int64_t m_asked = 0; // the run that was opened by hand
    WrapLabel* m_title = nullptr;
    WrapLabel* m_about = nullptr;
    QLabel* m_freshIcon = nullptr;
    WrapLabel* m_fresh = nullptr;
    QLabel* m_obstacleIcon = nullptr;
    WrapLabel* m_obstacle = nullptr;
    Button* m_runIt = nullptr;
    QWidget* m_interrupted = nullptr;
    WrapLabel* m_interruptedText = nullptr;
    Button* m_putBack = nullptr;
    QTabBar* m_tabs = nullptr;
    QStackedWidget* m_stack = nullptr;
    DrillRunView* m_run = nullptr;
    QStackedWidget* m_result = nullptr; // the run, or that there is none
    DrillHistory* m_history = nullptr;
    DrillAbout* m_what = nullptr;
};

} // namespace muster::ui
