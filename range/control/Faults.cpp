// The faults that a range can be given by hand. Drills bring their own.
#include "range/control/Range.h"

#include <array>
#include <csignal>

namespace muster::range {
namespace {

struct Fault {
    const char* name;
    const char* means;
};

constexpr std::array<Fault, 2> faults{{
    {"database", "SIGKILL to the postmaster of db-a; its child processes notice and end themselves"},
    {"application", "SIGKILL to the orchestrator of app-a; its supervisor restarts it"},
}};

Result<> known(const std::string& fault) {
    std::string all;
    for (const auto& each : faults) {
        if (fault == each.name)
            return {};
        all += std::string(all.empty() ? "" : "; ") + each.name + ": " + each.means;
    }
    return failure(
        {.what = "there is no fault '" + fault + "'", .why = "", .next = "choose one of these. " + all});
}

tl::unexpected<Error> noRange() {
    return failure({.what = "there is no range in this folder", .why = "", .next = "run `muster range up`"});
}

} // namespace

Result<std::string> Range::breakIt(const std::string& fault) {
    if (auto exists = known(fault); !exists)
        return failure(exists.error());
    if (!m_loaded)
        return noRange();
    const bool database = fault == "database";
    const auto victim = database ? m_databases.front()->postmaster() : m_applications.front()->orchestrator();
    const std::string name = database ? "the postmaster of db-a" : "the orchestrator of app-a";
    if (!victim)
        return failure({.what = "cannot kill " + name,
                        .why = "it does not run",
                        .next = "run `muster range mend " + fault + "`"});
    if (!sendSignal(*victim, SIGKILL) || !waitUntilGone({*victim}, Milliseconds(5000)))
        return failure({.what = "cannot kill " + name,
                        .why = "process " + std::to_string(victim->pid) + " is still there",
                        .next = "try again"});
    return "SIGKILL to " + name + " (process " + std::to_string(victim->pid) + ")";
}

Result<std::string> Range::mendIt(const std::string& fault) {
    if (auto exists = known(fault); !exists)
        return failure(exists.error());
    if (!m_loaded)
        return noRange();
    if (fault == "database" && !m_databases.front()->postmaster()) {
        m_databases.front()->clearLeftovers();
        if (auto started = m_databases.front()->start(); !started)
            return failure(started.error());
        if (auto ready = m_databases.front()->awaitReady(); !ready)
            return failure(ready.error());
    }
    if (!m_applications.front()->supervisor()) {
        if (auto started = m_applications.front()->start(); !started)
            return failure(started.error());
    }
    if (auto ready = m_applications.front()->awaitReady(); !ready)
        return failure(ready.error());
    return std::string(fault == "database" ? "PostgreSQL on db-a takes connections"
                                           : "the orchestrator on app-a runs") +
           "; the service is healthy";
}

} // namespace muster::range
