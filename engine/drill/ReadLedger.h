// Reads back which acknowledged writes exist, from every node that holds them.
#pragma once

#include "engine/run/ActRunner.h"
#include "models/metrics/Ledger.h"

#include <string>
#include <vector>

namespace muster::drill {

// By the `ledger` of the service: an HTTP request or a query on each host. Each answer is kept in the journal
// (ledger.read). On error nothing is concluded from what was read so far.
[[nodiscard]] Result<std::vector<metrics::NodeContents>>
readLedger(const run::World& world, const run::Documents& documents, run::RunLog& log,
           const environment::Service& service, const std::string& probeRun);

} // namespace muster::drill
