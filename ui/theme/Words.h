// The words by which the style sheet knows types and roles.
#pragma once

#include "ui/theme/Theme.h"

#include <array>
#include <utility>

namespace muster::ui {

inline constexpr std::array<std::pair<Type, const char*>, 10> typeWords{{{Type::body, "body"},
                                                                         {Type::small, "small"},
                                                                         {Type::strong, "strong"},
                                                                         {Type::heading, "heading"},
                                                                         {Type::title, "title"},
                                                                         {Type::caption, "caption"},
                                                                         {Type::mono, "mono"},
                                                                         {Type::monoSmall, "monoSmall"},
                                                                         {Type::figure, "figure"},
                                                                         {Type::clock, "clock"}}};

inline constexpr std::array<std::pair<Role, const char*>, 18> roleWords{{{Role::window, "window"},
                                                                         {Role::surface, "surface"},
                                                                         {Role::raised, "raised"},
                                                                         {Role::sunken, "sunken"},
                                                                         {Role::line, "line"},
                                                                         {Role::edge, "edge"},
                                                                         {Role::text, "text"},
                                                                         {Role::faint, "faint"},
                                                                         {Role::accent, "accent"},
                                                                         {Role::onAccent, "onAccent"},
                                                                         {Role::good, "good"},
                                                                         {Role::warning, "warning"},
                                                                         {Role::bad, "bad"},
                                                                         {Role::onStatus, "onStatus"},
                                                                         {Role::live, "live"},
                                                                         {Role::onLive, "onLive"},
                                                                         {Role::practice, "practice"},
                                                                         {Role::onPractice, "onPractice"}}};

// The kinds of widgets that bear each word. A rule for any widget would be tried on all of them, whenever the
// theme or the size of the text changes.
inline constexpr std::array<const char*, 4> typeKinds{"QLabel", "QLineEdit", "QPlainTextEdit", "QToolButton"};
inline constexpr std::array<const char*, 1> toneKinds{"QLabel"};
inline constexpr std::array<const char*, 2> panelKinds{"QFrame", "QDialog"};

} // namespace muster::ui
