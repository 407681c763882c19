// F1: every shortcut of the shown screen and of the window, taken from the actions themselves, so that the
// list cannot be wrong.
#pragma once

#include "ui/theme/Theme.h"

#include <QAction>
#include <QDialog>

namespace muster::ui {

struct ShortcutGroup {
    QString title;
    QList<QAction*> actions; // those without a shortcut are left out
};

class ShortcutSheet : public QDialog {
    Q_OBJECT
public:
    ShortcutSheet(const Theme& theme, const QList<ShortcutGroup>& groups, QWidget* parent);

    void done(int result) override;
};

} // namespace muster::ui
