// The accessibility tree of windows in this process: what a screen reader would miss, in words.
#pragma once

#include <QStringList>
#include <QWidget>

namespace muster::tests {

// Of every control on screen that can have the focus or acts: it has a name and a role. Empty: all is well.
QStringList namelessControls();
// Widgets on screen that can have the focus by Tab and that Tab does not reach from where the focus is.
QStringList beyondTab(QWidget& window);

} // namespace muster::tests
