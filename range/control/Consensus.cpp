#include "range/control/Consensus.h"

#include "models/base/Json.h"
#include "range/control/AwaitReady.h"
#include "range/processes/Launch.h"
#include "range/processes/SyncedFile.h"

#include <httplib.h>
#include <unistd.h>

namespace muster::range {
namespace {

constexpr const char* etcdProgram = "/usr/bin/etcd";

} // namespace

Result<> Consensus::findPrograms() {
    if (::access(etcdProgram, X_OK) == 0)
        return {};
    return failure({.what = "etcd is not installed",
                    .why = std::string("there is no ") + etcdProgram,
                    .next = "apt-get install etcd-server, or bring up the range without --topology patroni"});
}

Result<> Consensus::start() const {
    const auto at = [&](const std::string& part) {
        return "http://127.0.0.1:" + std::to_string(m_settings.port(part));
    };
    const auto started = launch({.name = partName(),
                                 .command = {etcdProgram,
                                             "--name",
                                             consensusHost,
                                             "--data-dir",
                                             data(),
                                             "--enable-v2",
                                             "--listen-client-urls",
                                             at(consensusPart),
                                             "--advertise-client-urls",
                                             at(consensusPart),
                                             "--listen-peer-urls",
                                             at(consensusPeer),
                                             "--initial-advertise-peer-urls",
                                             at(consensusPeer),
                                             "--initial-cluster",
                                             std::string(consensusHost) + "=" + at(consensusPeer),
                                             "--logger",
                                             "zap",
                                             "--log-level",
                                             "warn"},
                                 .environment = m_layout.variables(consensusHost, m_postgresBin),
                                 .workingFolder = m_layout.host(consensusHost),
                                 .log = log(),
                                 .records = m_layout.processes()});
    if (!started)
        return failure(started.error());
    return {};
}

std::optional<Process> Consensus::process() const {
    const auto process = recorded(m_layout.processes(), partName());
    return process && isAlive(*process) ? process : std::nullopt;
}

bool Consensus::isHealthy() const {
    httplib::Client client("127.0.0.1", port());
    client.set_connection_timeout(2);
    client.set_read_timeout(5);
    const auto answer = client.Get("/health");
    const auto json = answer ? Json::parse(answer->body, nullptr, false) : Json();
    return json.is_object() && json.value("health", Json()) == "true";
}

Result<> Consensus::awaitReady() const {
    return range::awaitReady(
        {.what = "etcd on lb", .part = partName(), .log = log(), .patience = std::chrono::seconds(30)},
        [this] { return isHealthy(); }, [this] { return process().has_value(); });
}

void Consensus::forgetEverything() const {
    std::error_code error;
    fs::remove_all(data(), error);
}

} // namespace muster::range
