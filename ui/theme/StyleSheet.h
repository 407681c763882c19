// The style sheet of the application, written from the theme's roles.
//
// What widgets say of themselves by dynamic properties (Theme::setType and its like, and ui/widgets do):
//   type, tone, panel     words of ui/theme/Words.h, on the kinds of widgets that stand there
//   kind                  of QPushButton: "primary" (the one thing to do next), "danger", "quiet", ""
//   (secondary) card                  true: rounded corners and an outline round a QFrame
#pragma once

#include <QString>

namespace muster::ui {

class Theme;

[[nodiscard]] QString styleSheet(const Theme& theme);

} // namespace muster::ui
