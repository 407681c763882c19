#include "app/desk/IncidentFigures.h"

#include "app/workshop/Places.h"
#include "engine/drill/ReadLedger.h"
#include "models/base/Utc.h"
#include "models/metrics/Measured.h"

#include <algorithm>

namespace muster::app {
namespace {

constexpr std::int64_t nsPerMs = 1'000'000;

metrics::Conditions conditionsOf(const environment::Service& service) {
    metrics::Conditions out;
    out.stabilityWindow = metrics::stabilityWindow(service.restartBackoff);
    return out;
}

using Records = std::vector<metrics::ProberRecord>;

// What the service's data holds of each prober's writes, as one. The sentence says why it does not.
tl::expected<std::vector<metrics::NodeContents>, std::string> contentsOf(IncidentSession& session,
                                                                         const environment::Service& service,
                                                                         const Records& records,
                                                                         const metrics::Observation& seen) {
    std::vector<std::vector<metrics::NodeContents>> read;
    for (const auto& record : records) {
        auto nodes =
            drill::readLedger(session.world(), session.documents(), session.log(), service, record.run);
        if (!nodes)
            return tl::unexpected("The ledger was not compared: " + nodes.error().text());
        read.push_back(std::move(*nodes));
    }
    auto nodes = metrics::together(seen, records, std::move(read));
    if (!nodes)
        return tl::unexpected(std::string("The ledger was not compared: its nodes were other ones for some "
                                          "of the probers than for the rest."));
    return std::move(*nodes);
}

} // namespace

std::vector<ports::Entry> figuresOf(IncidentSession& session, const std::string& writer) {
    const auto state = session.log().state();
    const auto fault = state.stampsNs.find("fault");
    const auto* service = session.documents().service(state.service);
    if (state.mode != incident::Mode::live || fault == state.stampsNs.end() || service == nullptr)
        return {};
    const auto base = conditionsOf(*service);
    const auto found = measure::readWatchLogs(probesFolder(), writer, state.environment, state.service);
    Records records;
    for (const auto& log : found.logs)
        records.push_back(log.record);
    records = metrics::covering(std::move(records), fault->second, base);
    const auto observation = metrics::observe(records, base);
    const auto seen = metrics::availability(observation.samples, fault->second, observation.conditions);
    if (!seen.faultObserved)
        return {}; // no probe saw an outage: there is nothing to measure

    Json caveats = Json::array();
    const auto stamp = state.stampsUtc.find("fault");
    const auto faultUtcMs = stamp == state.stampsUtc.end() ? 0 : parseUtc(stamp->second).value_or(0);
    for (const auto& each : found.unusable)
        if (each.writtenUtcMs >= faultUtcMs - base.steadyBefore.count())
            caveats.push_back(each.why);
    auto nodes = contentsOf(session, *service, records, observation);
    if (!nodes)
        caveats.push_back(nodes.error());
    const auto ledger = metrics::compareLedger(observation.samples,
                                               nodes ? *nodes : std::vector<metrics::NodeContents>{}, seen);
    Json body = metrics::measuredBody(seen, ledger, observation.conditions, {faultUtcMs, std::nullopt});
    for (const char* name : {"work_lost_seconds", "workflows_affected", "workflows_recovered"})
        body[name] = nullptr;
    body["gaps"] = metrics::gapsBody(observation, seen);
    body["probe_log"] = nullptr;
    Json logs = Json::array();
    for (const auto& record : records) {
        const auto log = std::find_if(found.logs.begin(), found.logs.end(),
                                      [&](const auto& each) { return each.record.run == record.run; });
        auto kept = session.log().keep(log->bytes);
        if (!kept) {
            caveats.push_back("A probe log is not kept: " + kept.error().text());
            continue;
        }
        body["probe_log"] = *kept; // of the last one
        (*kept)["run"] = record.run;
        logs.push_back(std::move(*kept));
    }
    body["probe_logs"] = std::move(logs);
    body["caveats"] = std::move(caveats);
    return {{state.number, "measured", std::move(body)}};
}

RecoveryWatch::RecoveryWatch(const std::string& writer) : m_logs(probesFolder(), writer) {}

std::optional<RecoveryWatch::Recovery> RecoveryWatch::look(const ports::RunView& view,
                                                           const ports::Instant& now) {
    const auto& state = *view.state;
    const auto fault = state.stampsNs.find("fault");
    const auto service = view.documents->environment.services.find(state.service);
    if (view.stage == ports::Stage::closed || state.mode != incident::Mode::live ||
        fault == state.stampsNs.end() || service == view.documents->environment.services.end())
        return std::nullopt;
    const auto base = conditionsOf(service->second);
    const auto records =
        metrics::covering(m_logs.read(state.environment, state.service), fault->second, base);
    if (records.empty())
        return std::nullopt;
    const auto observation = metrics::observe(records, base);
    const auto seen = metrics::availability(observation.samples, fault->second, observation.conditions);
    if (!seen.faultObserved || !seen.recovered || !seen.recoveredNs)
        return Recovery{};
    return Recovery{now.utcMs - (now.monotonicNs - *seen.recoveredNs) / nsPerMs, seen.stable};
}

} // namespace muster::app
