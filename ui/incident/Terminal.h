// The person's own terminal, opened on a host.
#pragma once

#include "models/base/Error.h"

#include <QProcessEnvironment>
#include <QStringList>

namespace muster::ui {

// The whole argument list: the terminal of $MUSTER_TERMINAL (which may carry arguments), else the desktop's
// x-terminal-emulator, else the first usual one that is installed; then `command`. An Error says what is
// missing.
Result<QStringList> terminalWords(const QProcessEnvironment& environment, const QStringList& command);

// Starts it, apart from this program.
Result<> openTerminal(const QProcessEnvironment& environment, const QStringList& command);

} // namespace muster::ui
