// Where things are on this machine: XDG folders, the programs beside this one, the runbooks that ship.
#pragma once

#include "models/incident/Event.h"

#include <filesystem>
#include <string>
#include <vector>

namespace muster::app {

std::filesystem::path programFolder();       // of the running program
std::filesystem::path stateFolder();         // $XDG_STATE_HOME/muster
std::filesystem::path configurationFolder(); // $XDG_CONFIG_HOME/muster
std::filesystem::path probesFolder();        // <state>/probes: the logs of probers
std::filesystem::path defaultJournal();      // <state>/journal.db
std::vector<std::filesystem::path>
runbookFolders(); // $MUSTER_RUNBOOKS, the user's, those that ship; existing ones

// The user's own folder of this kind, then the one that ships: "templates", "checklists"; existing ones.
std::vector<std::filesystem::path> resourceFolders(const std::string& kind);

// Creates it, readable by its owner only, when it is not there. False: it is not there afterwards either.
bool ensureFolder(const std::filesystem::path& folder);

incident::Actor whoActs();      // from the password file and the host name
std::string describeHardware(); // "2 cores, 23 GiB, Linux 6.1.0"

} // namespace muster::app
