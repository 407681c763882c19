#include "range/control/FaultList.h"

#include "range/control/Topology.h"

#include <algorithm>

namespace muster::range {
namespace {

struct Fault {
    const char* name;
    const char* means;
};

constexpr std::array<Fault, 9> faults{{
    {"database", "SIGKILL to the postmaster of the primary; its child processes notice and end themselves"},
    {"standby", "SIGKILL to the postmaster of the standby"},
    {"application", "SIGKILL to the orchestrator of app-a; its supervisor restarts it"},
    {"application-b", "the same on app-b"},
    {"region-a", "SIGKILL to the supervisor of app-a and its orchestrator: nothing restarts them"},
    {"region-b", "the same on app-b"},
    {"balancer", "SIGKILL to HAProxy on lb"},
    {"patroni", "with --topology patroni: SIGKILL to the leader's Patroni; its PostgreSQL goes on"},
    {"consensus", "with --topology patroni: SIGKILL to etcd; without it nobody may be the primary"},
}};

} // namespace

bool isFault(const std::string& name) {
    return std::any_of(faults.begin(), faults.end(), [&](const auto& fault) { return name == fault.name; });
}

std::string faultList() {
    std::string text;
    for (const auto& fault : faults)
        text += std::string("  ") + fault.name + ": " + fault.means + "\n";
    text += "  LINK reset | drop | delay 200ms [up|down|both] | stop [up|down|both], where LINK is one of";
    for (const auto& link : allLinks())
        text += " " + link.partName();
    text += ", and with --topology patroni";
    for (const auto& link : consensusLinks())
        text += " " + link.partName();
    return text + "\n";
}

} // namespace muster::range
