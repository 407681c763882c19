// What the palette offers beside actions: the documents, hosts, runs and environments that there are.
#pragma once

#include "models/ports/Desk.h"
#include "ui/shell/CommandPalette.h"

#include <QAction>

namespace muster::ui {

class Navigator;

// Actions that can be done now; `where` says which screen they belong to, empty: the window.
[[nodiscard]] std::vector<PaletteEntry> entriesOf(const QList<QAction*>& actions, const QString& icon,
                                                  const QString& where, std::function<void()> before);
[[nodiscard]] std::vector<PaletteEntry> entriesOf(ports::Desk& desk, Navigator& navigator);

} // namespace muster::ui
