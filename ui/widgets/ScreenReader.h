// What Qt 6.4 leaves unsaid to screen readers: that a scrolled page is a panel, and a chart a chart; and
// that the cross in a field clears it.
#pragma once

class QLineEdit;

namespace muster::ui {

// For the whole application; more than once does no harm.
void installScreenReaderRoles();

// A button in the field that clears it, with its name.
void addClearButton(QLineEdit& field);

} // namespace muster::ui
