// The window: assembles the rail, the screens, the frame that says environment and mode, and what lies
// over them. Knows what is shown, and nothing of what a screen does.
#pragma once

#include "models/ports/Desk.h"
#include "ui/shell/CommandPalette.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/Screens.h"

#include <QMainWindow>
#include <deque>
#include <map>
#include <set>

class QMenu;
class QStackedWidget;
class QTimer;

namespace muster::ui {

class ErrorBar;
class Frame;
class Rail;
class StatusLine;
class Toasts;
class WindowState;

class MainWindow : public QMainWindow, public Navigator {
    Q_OBJECT
public:
    MainWindow(ports::Desk& desk, DeskEvents& events, Theme& theme, WindowState& state,
               std::vector<ScreenEntry> screens = allScreens());

    void openScreen(const QString& name) override;
    void openRun(std::int64_t run) override;
    void openReport(std::int64_t run) override;
    void openHost(const QString& environment, const QString& host) override;
    void declare(const QString& runbook = {}) override;
    void say(const QString& text) override;
    void complain(const QString& what, const QString& why, const QString& next) override;

    [[nodiscard]] QString shownScreen() const { return m_shown; }
    [[nodiscard]] Screen* screen(const QString& name); // made if it is not there yet; null: no such name
    void openFirst(const QString& wanted = {});        // the screen that was shown last, or the first
    void comeForward();                                // somebody started Muster again on the same journal

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void moveEvent(QMoveEvent* event) override;

private:
    void addActions();
    QAction* addWindowAction(const QString& text, const char* name, const QList<QKeySequence>& keys,
                             std::function<void()> act);
    void addViewMenu();
    void refreshFrame();
    void openPalette();
    void openShortcuts();
    void askHostKey(const ports::HostKeyAsk& ask);
    void nextHostKey();
    void keepGeometry();
    void keepUnfinished();
    void closeWhenQuiet();

    ports::Desk& m_desk;
    DeskEvents& m_events;
    Theme& m_theme;
    WindowState& m_state;
    std::vector<ScreenEntry> m_entries;
    std::map<QString, Screen*> m_made;
    QString m_shown;
    QStackedWidget* m_stack = nullptr;
    Rail* m_rail = nullptr;
    Frame* m_frame = nullptr;
    ErrorBar* m_errors = nullptr;
    StatusLine* m_status = nullptr;
    Toasts* m_toasts = nullptr;
    QMenu* m_viewMenu = nullptr;
    QTimer* m_unfinishedTimer = nullptr;
    QTimer* m_textTimer = nullptr;
    int m_wantedText = 100; // percent
    std::deque<ports::HostKeyAsk> m_hostKeys;
    bool m_hostKeyShown = false;
    bool m_closing = false; // it closes as soon as nothing runs any more
};

} // namespace muster::ui
