// The window: assembles the rail, the screens, the frame that says environment and mode, and what lies
// over them. Knows what is shown, and nothing of what a screen does.
#pragma once

#include "ui/shell/Navigator.h"
#include "ui/shell/Screens.h"

#include <QMainWindow>
#include <map>

class QStackedWidget;

namespace muster::ui {

class Frame;
class Rail;
class StatusLine;
class Toasts;

class MainWindow : public QMainWindow, public Navigator {
    Q_OBJECT
public:
    MainWindow(ports::Desk& desk, DeskEvents& events, Theme& theme,
               std::vector<ScreenEntry> screens = allScreens());

    void openScreen(const QString& name) override;
    void openRun(std::int64_t run) override;
    void openReport(std::int64_t run) override;
    void declare(const QString& runbook = {}) override;
    void say(const QString& text) override;
    void complain(const QString& what, const QString& why, const QString& next) override;

    [[nodiscard]] QString shownScreen() const { return m_shown; }
    [[nodiscard]] Screen* screen(const QString& name); // made if it is not there yet; null: no such name

private:
    void refreshFrame();

    ports::Desk& m_desk;
    DeskEvents& m_events;
    Theme& m_theme;
    std::vector<ScreenEntry> m_entries;
    std::map<QString, Screen*> m_made;
    QString m_shown;
    QStackedWidget* m_stack = nullptr;
    Rail* m_rail = nullptr;
    Frame* m_frame = nullptr;
    StatusLine* m_status = nullptr;
    Toasts* m_toasts = nullptr;
};

} // namespace muster::ui
