#include "range/control/Patroni.h"

#include "models/base/Json.h"
#include "range/processes/Launch.h"
#include "range/processes/SyncedFile.h"

#include <csignal>
#include <httplib.h>
#include <unistd.h>

namespace muster::range {
namespace {

constexpr const char* patroniProgram = "/usr/bin/patroni";
constexpr const char* controlProgram = "/usr/bin/patronictl";

std::optional<Process> living(const Layout& layout, const std::string& name) {
    const auto process = recorded(layout.processes(), name);
    return process && isAlive(*process) ? process : std::nullopt;
}

// Its status; 0: no answer. A Patroni that is stopped by a signal takes the connection and says nothing.
int ask(int port, const char* path, std::string* body = nullptr) {
    httplib::Client client("127.0.0.1", port);
    client.set_connection_timeout(2);
    client.set_read_timeout(4);
    const auto answer = client.Get(path);
    if (answer && body != nullptr)
        *body = answer->body;
    return answer ? answer->status : 0;
}

std::string text(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

Result<> Patroni::findPrograms() {
    if (::access(patroniProgram, X_OK) == 0 && ::access(controlProgram, X_OK) == 0)
        return {};
    return failure({.what = "Patroni is not installed",
                    .why = std::string("there is no ") + patroniProgram + " or no " + controlProgram,
                    .next = "apt-get install patroni, or bring up the range without --topology patroni"});
}

Result<> Patroni::configure() const {
    return writeSynced(m_layout.patroniConfiguration(m_host),
                       patroniConfiguration(m_layout, m_settings, m_host, m_postgresBin));
}

Result<> Patroni::start() const {
    if (auto configured = configure(); !configured)
        return configured;
    const auto started =
        launch({.name = supervisorName(),
                .command = {m_layout.programs() / "supervisor", "--name", partName(), "--log", log(),
                            "--records", m_layout.processes(), "--unit", m_layout.patroniUnit(m_host),
                            "--recorded-as", supervisorName(), "--restart", "never", "--", patroniProgram,
                            m_layout.patroniConfiguration(m_host)},
                .environment = m_layout.variables(m_host, m_postgresBin),
                .workingFolder = m_layout.host(m_host),
                .log = m_layout.log(m_host) / "patroni-supervisor.log",
                .records = m_layout.processes()});
    if (!started)
        return failure(started.error());
    return {};
}

void Patroni::end() const {
    std::vector<Process> all;
    for (const auto& each : {process(), supervisor()})
        if (each)
            all.push_back(*each);
    endProcesses(all, SIGKILL, Milliseconds(5000));
}

std::optional<Process> Patroni::supervisor() const {
    return living(m_layout, supervisorName());
}

std::optional<Process> Patroni::process() const {
    return living(m_layout, partName());
}

bool Patroni::answers() const {
    return ask(port(), "/liveness") == 200;
}

bool Patroni::leads() const {
    return ask(port(), "/primary") == 200;
}

std::map<std::string, Patroni::Member> Patroni::members() const {
    std::string body;
    if (ask(port(), "/cluster", &body) != 200)
        return {};
    std::map<std::string, Member> found;
    const auto json = Json::parse(body, nullptr, false);
    if (!json.is_object() || !json.contains("members") || !json["members"].is_array())
        return {};
    for (const auto& each : json["members"])
        if (each.is_object())
            found[text(each, "name")] = {text(each, "role"), text(each, "state")};
    return found;
}

} // namespace muster::range
