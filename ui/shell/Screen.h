// What the main window knows of a screen. Screens are made once and live as long as the window.
#pragma once

#include "ui/shell/Navigator.h"

#include <QAction>
#include <QVariantMap>
#include <QWidget>
#include <cstdint>

namespace muster::ui {

class Screen : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    [[nodiscard]] virtual QString name() const = 0;     // "home": for Navigator and for settings
    [[nodiscard]] virtual QString title() const = 0;    // "Home": on the rail
    [[nodiscard]] virtual QString iconName() const = 0; // of resources/icons
    // What can be done here now: offered by the palette and listed with F1. QWidget::actions() holds them; an
    // action's text reads object then action, its shortcut works wherever the screen is shown.
    virtual void shown() {} // it came to the front: focus goes where work goes on
    virtual void open(std::int64_t run) { Q_UNUSED(run) } // what Navigator::openRun and openReport ask for
    virtual void declare(const QString& runbook) { Q_UNUSED(runbook) } // of "home": the dialog
    // Of "setup": brings this host of this environment into view.
    virtual void reveal(const QString& environment, const QString& host) {
        Q_UNUSED(environment)
        Q_UNUSED(host)
    }
    // The run that is on the screen now, 0: none. The frame of the window speaks of it.
    [[nodiscard]] virtual std::int64_t run() const { return 0; }
    // Unfinished text and choices, kept from one start to the next.
    [[nodiscard]] virtual QVariantMap unfinished() const { return {}; }
    virtual void restore(const QVariantMap& unfinished) { Q_UNUSED(unfinished) }

    // Set by the main window before the screen is shown; null in a test that has none.
    void setNavigator(Navigator* navigator) { m_navigator = navigator; }

signals:
    void runIsShown();                      // run() is another one now
    void badgeChanged(const QString& text); // a number beside the name on the rail; empty: none

protected:
    [[nodiscard]] Navigator* navigator() const { return m_navigator; }

private:
    Navigator* m_navigator = nullptr;
};

} // namespace muster::ui
