// Which screens there are, in the order of the rail. A screen is made when it is first shown.
#pragma once

#include "ui/shell/Screen.h"

#include <QString>
#include <functional>
#include <vector>

namespace muster::ports {
class Desk;
}

namespace muster::ui {

class DeskEvents;
class Theme;

struct ScreenEntry {
    QString name;  // Screen::name()
    QString title; // the word on the rail
    QString icon;
    std::function<Screen*(ports::Desk&, DeskEvents&, Theme&, QWidget* parent)> make;
};

[[nodiscard]] std::vector<ScreenEntry> allScreens();

} // namespace muster::ui
