// Finds every process of a range, also those nobody has a record of: orphans of a killed run, children of
// SSH sessions, programs that detached themselves. Looks only at processes of the calling user.
#pragma once

#include "range/control/Layout.h"
#include "range/processes/Process.h"

namespace muster::range {

// Processes of the range in `layout`, with all their descendants; never this process or its ancestors.
// A process belongs to it if it was started from the range's programs, carries its MUSTER_RANGE, is a
// PostgreSQL in its data folder or an sshd with its configuration or log.
std::vector<Process> processesOf(const Layout& layout);

// PostgreSQL processes whose working folder is `data`.
std::vector<Process> processesWorkingIn(const fs::path& data);

// PostgreSQL of that host and what makes its cluster, with all their descendants.
std::vector<Process> databaseProcessesOf(const Layout& layout, const std::string& host);

// Processes that run a program from the folder `programs`.
std::vector<Process> processesFrom(const fs::path& programs);

} // namespace muster::range
