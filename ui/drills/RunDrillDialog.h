// Asks before something is broken: what, where, and on which environment, in the drill's own words. Cancel is
// the default; on a production system its name has to be typed.
#pragma once

#include "ui/drills/DrillWords.h"
#include "ui/widgets/Dialog.h"

class QLineEdit;

namespace muster::ui {

class RunDrillDialog : public Dialog {
    Q_OBJECT
public:
    RunDrillDialog(const Theme& theme, const ports::LibraryView::DrillEntry& drill,
                   const environment::Environment& environment, QWidget* parent);

private:
    QLineEdit* m_typed = nullptr;
};

} // namespace muster::ui
