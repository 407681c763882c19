// The faults that a range can be given by hand. Drills bring their own.
#include "range/control/FaultList.h"
#include "range/control/Range.h"

#include <csignal>

namespace muster::range {
namespace {

tl::unexpected<Error> noRange() {
    return failure({.what = "there is no range in this folder", .why = "", .next = "run `muster range up`"});
}

tl::unexpected<Error> noFault(const std::string& fault) {
    return failure({.what = "there is no fault '" + fault + "'",
                    .why = "",
                    .next = "choose one of these.\n" + faultList()});
}

Result<std::string> kill(const std::string& what, const std::optional<Process>& victim,
                         const std::string& fault) {
    if (!victim)
        return failure({.what = "cannot kill " + what,
                        .why = "it does not run",
                        .next = "run `muster range mend " + fault + "`"});
    if (!sendSignal(*victim, SIGKILL) || !waitUntilGone({*victim}, Milliseconds(5000)))
        return failure({.what = "cannot kill " + what,
                        .why = "process " + std::to_string(victim->pid) + " is still there",
                        .next = "try again"});
    return "SIGKILL to " + what + " (process " + std::to_string(victim->pid) + ")";
}

// What a link is asked for by the words behind its name; empty: they make no sense.
std::string requestFor(const std::vector<std::string>& words) {
    const auto isWay = [](const std::string& word) {
        return word == "up" || word == "down" || word == "both";
    };
    if (words.size() == 1 && (words[0] == "reset" || words[0] == "drop"))
        return "/" + words[0];
    if (!words.empty() && words.size() <= 2 && words[0] == "stop" && (words.size() == 1 || isWay(words[1])))
        return "/stop?direction=" + (words.size() == 2 ? words[1] : "both");
    if (words.size() < 2 || words.size() > 3 || words[0] != "delay" ||
        (words.size() == 3 && !isWay(words[2])))
        return {};
    const auto delay = parseDuration(words[1]);
    if (!delay)
        return {};
    return "/delay?ms=" + std::to_string(delay->count()) +
           "&direction=" + (words.size() == 3 ? words[2] : "both");
}

Application& byHost(const std::vector<std::unique_ptr<Application>>& all, bool second) {
    return *(second ? all.back() : all.front());
}

} // namespace

Result<std::string> Range::breakIt(const std::vector<std::string>& fault) {
    if (!m_loaded)
        return noRange();
    const auto& name = fault.front();
    if (const auto* way = link(name)) {
        const auto request = requestFor({fault.begin() + 1, fault.end()});
        if (request.empty())
            return failure(
                {.what = "that cannot be done to a link",
                 .why = "",
                 .next = "say `reset`, `drop`, `delay 200ms`, `stop`, and after the last two `up`, `down` or "
                         "`both`"});
        if (auto asked = way->ask(request); !asked)
            return failure(asked.error());
        return "the link " + name + ": " + way->trouble();
    }
    if (!isFault(name) || fault.size() > 1)
        return noFault(fault.size() > 1 ? name + " " + fault[1] : name);
    if (name == "patroni" || name == "consensus")
        return breakAutomatic(name);
    if (name == "database" || name == "standby") {
        const auto* database = name == "database" ? primary() : standby();
        if (database == nullptr)
            return failure({.what = "there is no " + name + " to kill",
                            .why = "its cluster is not whole",
                            .next = "run `muster range up`"});
        return kill("the postmaster of " + database->host(), database->postmaster(), name);
    }
    if (name == "balancer")
        return kill("HAProxy on lb", m_balancer->process(), name);
    const auto& application = byHost(m_applications, name.ends_with("-b"));
    if (name.starts_with("application"))
        return kill("the orchestrator of " + application.host(), application.orchestrator(), name);
    // A region: the supervisor first, so that nothing restarts; its program ends with it.
    const auto orchestrator = application.orchestrator();
    auto killed = kill("the supervisor of " + application.host(), application.supervisor(), name);
    if (!killed)
        return killed;
    if (orchestrator && isAlive(*orchestrator)) {
        if (auto also = kill("the orchestrator of " + application.host(), orchestrator, name); also)
            *killed += ", " + *also;
    }
    return killed;
}

Result<> Range::mendLink(const Link& link) const {
    if (!link.process()) {
        if (auto started = link.start(); !started)
            return started;
    }
    if (auto ready = link.awaitReady(); !ready)
        return ready;
    return link.ask("/mend");
}

Result<std::string> Range::mendStandby() {
    const auto* database = standby();
    for (const auto& each : m_databases) {
        if (each.get() == primary())
            continue;
        if (auto mended = mendLink(*link(each->host() + ".replication")); !mended)
            return failure(mended.error());
    }
    if (database == nullptr) {
        if (auto made = bringUpStandby([](const std::string&) {}); !made)
            return failure(made.error());
        database = standby();
    } else if (!database->isStandby()) {
        if (auto made = rebuildStandby(*database); !made)
            return failure(made.error());
    } else if (!database->postmaster()) {
        if (auto started = startDatabase(*database); !started)
            return failure(started.error());
    }
    if (!database->awaitReady() || !database->awaitStreaming()) {
        if (auto made = rebuildStandby(*database); !made)
            return failure(made.error());
        if (auto ready = database->awaitReady(); !ready)
            return failure(ready.error());
        if (auto streams = database->awaitStreaming(); !streams)
            return failure(streams.error());
    }
    return "PostgreSQL on " + database->host() + " receives from its primary";
}

Result<std::string> Range::mendIt(const std::string& fault) {
    if (!m_loaded)
        return noRange();
    if (!isFault(fault) && link(fault) == nullptr)
        return noFault(fault);
    const auto quiet = [](const std::string&) {};
    const std::string service = "; the service is healthy";
    if (const auto* way = link(fault)) {
        if (auto mended = mendLink(*way); !mended)
            return failure(mended.error());
        return "the link " + fault + " leads to " + way->plan().target;
    }
    const bool ofDatabases =
        fault == "database" || fault == "standby" || fault == "patroni" || fault == "consensus";
    if (ofDatabases && m_settings.isAutomatic())
        return mendAutomatic();
    if (fault == "patroni" || fault == "consensus")
        return breakAutomatic(fault); // which says why there is nothing to mend
    if (fault == "standby")
        return mendStandby();
    if (fault == "database") {
        const auto* database = primary();
        if (database != nullptr && !database->postmaster()) {
            if (auto started = startDatabase(*database); !started)
                return failure(started.error());
        }
        if (database != nullptr) {
            if (auto ready = database->awaitReady(); !ready)
                return failure(ready.error());
        }
    }
    if (auto balanced = bringUpBalancer(); !balanced)
        return failure(balanced.error());
    if (auto started = bringUpApplications(quiet); !started)
        return failure(started.error());
    for (const auto& application : m_applications) {
        if (!link(application->host() + ".db")->trouble().empty())
            continue; // broken as well, and that was not to be mended
        if (auto ready = application->awaitReady(); !ready)
            return failure(ready.error());
    }
    if (auto ready = awaitService(); !ready)
        return failure(ready.error());
    if (fault == "database")
        return "PostgreSQL on " + primary()->host() + " takes connections" + service;
    return (fault == "balancer"
                ? std::string("HAProxy on lb runs")
                : "the orchestrator on " + byHost(m_applications, fault.ends_with("-b")).host() + " runs") +
           service;
}

} // namespace muster::range
