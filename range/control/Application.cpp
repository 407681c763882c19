#include "range/control/Application.h"

#include "models/base/Json.h"
#include "models/base/Printable.h"
#include "range/control/Topology.h"
#include "range/processes/Launch.h"
#include "range/processes/MemoryGroup.h"
#include "range/processes/SyncedFile.h"

#include <httplib.h>
#include <thread>

namespace muster::range {
namespace {

using Clock = std::chrono::steady_clock;

// More than twice what it needs, and little enough that practising costs the machine nothing.
constexpr const char* applicationMemory = "768M"; // of addresses, at which it ends itself
// At which the kernel ends it, where it can be made to.
#if defined(__SANITIZE_ADDRESS__)
constexpr const char* kernelMemory = "2G"; // the sanitizer keeps what was freed
#else
constexpr const char* kernelMemory = "256M";
#endif

std::optional<Process> living(const Layout& layout, const std::string& name) {
    const auto process = recorded(layout.processes(), name);
    return process && isAlive(*process) ? process : std::nullopt;
}

} // namespace

Result<> Application::start() const {
    const auto folder = m_layout.host(m_host);
    const auto database = "host=127.0.0.1 port=" + std::to_string(m_settings.port(m_host + ".db")) +
                          " dbname=workflows user=orchestrator passfile='" +
                          m_layout.passwords(m_host).string() + "'";
    std::vector<std::string> command{m_layout.programs() / "supervisor", "--name", partName()};
    const auto add = [&](const std::vector<std::string>& words) {
        command.insert(command.end(), words.begin(), words.end());
    };
    add({"--log", m_layout.applicationLog(m_host), "--records", m_layout.processes()});
    add({"--unit", m_layout.unit(m_host), "--recorded-as", supervisorName()});
    if (const auto group = memoryGroupOf(m_layout.folder))
        add({"--memory-group", *group, "--memory-limit", kernelMemory});
    add({"--", m_layout.programs() / "orchestrator", "--database", database});
    add({"--port", std::to_string(port()), "--maintenance-file", folder / "state" / "maintenance.json"});
    add({"--checkpoint-every", m_settings.checkpointEvery, "--takeover-after"});
    add({m_host == applicationHosts.front() ? "0s" : m_settings.takeoverAfter});
    add({"--practice", "--memory-limit", applicationMemory});
    const auto started = launch({.name = supervisorName(),
                                 .command = command,
                                 .environment = m_layout.variables(m_host, m_postgresBin),
                                 .workingFolder = folder,
                                 .log = supervisorLog(),
                                 .records = m_layout.processes()});
    if (!started)
        return failure(started.error());
    return {};
}

Result<> Application::awaitReady() const {
    const auto deadline = Clock::now() + Milliseconds(20'000);
    for (;;) {
        const auto now = health();
        if (now.working || now.standby)
            return {};
        const bool gone = !supervisor();
        if (gone || Clock::now() >= deadline)
            return failure({.what = "the orchestrator on " + m_host + " did not become healthy",
                            .why = now.why + "; the end of its logs:\n" + tailOf(supervisorLog(), 5) + "\n" +
                                   tailOf(m_layout.applicationLog(m_host)),
                            .next = "read the logs in " + m_layout.log(m_host).string(),
                            .target = partName()});
        std::this_thread::sleep_for(Milliseconds(20));
    }
}

std::optional<Process> Application::supervisor() const {
    return living(m_layout, supervisorName());
}

std::optional<Process> Application::orchestrator() const {
    return living(m_layout, partName());
}

Application::Health Application::health() const {
    httplib::Client client("127.0.0.1", port());
    client.set_connection_timeout(2);
    client.set_read_timeout(5);
    const auto answer = client.Get("/health");
    if (!answer)
        return {.working = false,
                .standby = false,
                .why = "no answer from http://127.0.0.1:" + std::to_string(port()) + "/health"};
    if (answer->status == 200)
        return {.working = true, .standby = false, .why = ""};
    const auto json = Json::parse(answer->body, nullptr, false);
    std::string reasons;
    int count = 0;
    if (json.is_object() && json.contains("reasons") && json["reasons"].is_array()) {
        for (const auto& reason : json["reasons"]) {
            reasons += (reasons.empty() ? "" : "; ") +
                       (reason.is_string() ? reason.get<std::string>() : reason.dump());
            ++count;
        }
    }
    return {.working = false,
            .standby = count == 1 && reasons.find("another orchestrator") != reasons.npos,
            .why = printableLine("status " + std::to_string(answer->status) + ": " + reasons, 500)};
}

} // namespace muster::range
