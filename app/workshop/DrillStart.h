// From a drill's name to a run that may begin: the same for the command line and for the window.
#pragma once

#include "app/workshop/Library.h"
#include "models/incident/Incident.h"
#include "models/ports/Journal.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace muster::app {

struct PreparedDrill {
    std::string id, title;
    run::Documents documents; // read once: the files may change while earlier drills run
    std::vector<Problem> problems;
    std::optional<Error> obstacle;         // why it may not run here
    bool documentsAreWrong = false;        // that is because of an error in its documents
    [[nodiscard]] std::string why() const; // the obstacle as one sentence; empty: it may run
};

// Reads and judges; nothing is broken by it. An Error: the files cannot be read.
[[nodiscard]] Result<PreparedDrill> prepareDrill(const std::filesystem::path& file,
                                                 const std::filesystem::path& environment);

// Takes the next run number. `plan`: what the plan says of it; null: it runs alone.
[[nodiscard]] Result<incident::Incident> openDrill(ports::Journal& journal, const run::Documents& documents,
                                                   const Json& plan);

} // namespace muster::app
