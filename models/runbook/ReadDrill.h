// Reads a drill (docs/RUNBOOK-FORMAT.md). Pure: the caller opens the file.
#pragma once

#include "models/base/Place.h"
#include "models/runbook/Runbook.h"

#include <string>
#include <vector>

namespace muster::runbook {

struct DrillReading {
    Drill drill;
    std::vector<Problem>
        problems; // all of the document, in its order; the drill is usable when none is an error
};

// Never throws, whatever `text` holds.
DrillReading readDrill(std::string fileName, std::string text);

} // namespace muster::runbook
