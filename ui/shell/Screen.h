// What the main window knows of a screen. Screens are made once and live as long as the window.
#pragma once

#include <QAction>
#include <QList>
#include <QWidget>

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
    // Unfinished text and choices, kept from one start to the next.
    [[nodiscard]] virtual QVariantMap unfinished() const { return {}; }
    virtual void restore(const QVariantMap& unfinished) { Q_UNUSED(unfinished) }

signals:
    void badgeChanged(const QString& text); // a number beside the name on the rail; empty: none
};

} // namespace muster::ui
