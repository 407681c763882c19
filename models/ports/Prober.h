// Asks a service what its users ask, on a schedule of its own, from outside of the run.
#pragma once

#include "models/base/Error.h"
#include "models/base/Secret.h"
#include "models/environment/Environment.h"
#include "models/metrics/Availability.h"
#include "models/metrics/Sample.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace muster::ports {

// Belongs to one thread. Ends its probing when it goes.
class Prober {
public:
    virtual ~Prober() = default;
    [[nodiscard]] virtual Result<std::vector<metrics::Sample>> samples() = 0; // all so far
    [[nodiscard]] virtual Result<std::vector<metrics::Sample>> fresh() = 0;   // those since the last call
    [[nodiscard]] virtual Result<> stop() = 0;
    [[nodiscard]] virtual metrics::Conditions conditions() const = 0;
    [[nodiscard]] virtual std::string file() const = 0; // its log, readable after stop()
};

struct ProbeRequest {
    std::string run;    // of this run and no other, in any journal: [A-Za-z0-9._-]+
    std::string client; // of this prober and no other of the run
    environment::Service service;
    std::map<std::string, Secret> secretHeaders; // header -> value
};

class ProberSource {
public:
    virtual ~ProberSource() = default;
    [[nodiscard]] virtual Result<std::unique_ptr<Prober>> start(const ProbeRequest& request) = 0;
};

} // namespace muster::ports
