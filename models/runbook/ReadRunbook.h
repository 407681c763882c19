// Reads a runbook (docs/RUNBOOK-FORMAT.md). Pure: the caller opens the file.
#pragma once

#include "models/base/Place.h"
#include "models/runbook/Runbook.h"

#include <string>
#include <vector>

namespace muster::runbook {

struct RunbookReading {
    Runbook runbook;
    std::vector<Problem>
        problems; // all of the document, in its order; the runbook is usable when none is an error
};

// Never throws, whatever `text` holds. `fileName` is what places say, and what the document is known by.
// Reads form only: whether links, targets and names lead anywhere is lint's question (Lint.h).
RunbookReading readRunbook(std::string fileName, std::string text);

} // namespace muster::runbook
