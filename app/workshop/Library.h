// Finds documents and reads them from disk: runbooks, the runbooks they lead to, drills, environments.
#pragma once

#include "engine/run/Documents.h"
#include "models/base/Error.h"
#include "models/base/Place.h"

#include <filesystem>
#include <string>
#include <vector>

namespace muster::app {

// All files below the runbook folders that end so: ".drill.md", or ".md" without the drills. Sorted; a
// folder that comes first hides files of the same name in later ones.
std::vector<std::filesystem::path> allRunbooks();
std::vector<std::filesystem::path> allDrills();

// A name ("database-crash") or a path. Errors say what there is.
Result<std::filesystem::path> findRunbook(const std::string& name);
Result<std::filesystem::path> findDrill(const std::string& name);

// Name or file; empty: the only registered one. Registered are the files in <configuration>/environments.
Result<std::filesystem::path> findEnvironment(const std::string& nameOrFile);
std::vector<std::filesystem::path> registeredEnvironments();

// At most 4 MiB: what is larger is no document.
Result<std::string> readDocument(const std::filesystem::path& file);

struct Loaded {
    run::Documents documents;
    std::vector<Problem> problems; // of all documents together; with an error among them nothing may run
};

// The runbook, every runbook that its links reach, the environment; with a drill: the drill and its runbook.
Result<Loaded> loadRunbook(const std::filesystem::path& file, const std::filesystem::path& environment);
Result<Loaded> loadDrill(const std::filesystem::path& file, const std::filesystem::path& environment);

bool hasErrors(const std::vector<Problem>& problems);
std::string todayUtc(); // "2026-11-24"

} // namespace muster::app
