#include "engine/drill/PagerSilence.h"

#include "engine/drill/AskService.h"
#include "models/base/Utc.h"

#include <algorithm>

namespace muster::drill {
namespace {

constexpr Milliseconds answerWithin{10'000};
constexpr std::int64_t clocksDifferMs = 86'400'000; // it begins in the past, by a clock behind ours too
constexpr int ok = 200;

// It becomes a part of an address: nothing else that a server says may stand there.
bool isId(const std::string& id) {
    return !id.empty() && id.size() <= 64 &&
           std::all_of(id.begin(), id.end(), [](unsigned char c) { return std::isalnum(c) || c == '-'; });
}

std::string refusal(const ServiceAnswer& answer) {
    constexpr std::size_t longest = 200;
    return "it answered " + std::to_string(answer.status) +
           (answer.body.empty() ? "" : ": " + answer.body.substr(0, longest));
}

std::string keyOf(const run::World& world, const run::RunLog& log, const std::string& what) {
    return world.writer + "-" + std::to_string(log.state().number) + "." + what;
}

Json silenceBody(const environment::Pager& pager, const run::RunLog& log, std::int64_t nowUtcMs,
                 const std::string& until) {
    Json matchers = Json::array();
    for (const auto& [label, value] : pager.match)
        matchers.push_back({{"name", label}, {"value", value}, {"isRegex", false}, {"isEqual", true}});
    const auto state = log.state();
    return {{"matchers", std::move(matchers)},
            {"startsAt", formatUtc(nowUtcMs - clocksDifferMs)},
            {"endsAt", until},
            {"createdBy", "muster"},
            {"comment", "drill " + std::to_string(state.number) + ": " + state.title}};
}

} // namespace

Result<std::string> silencePager(const run::World& world, const run::Documents& documents, run::RunLog& log,
                                 Milliseconds atMost) {
    const auto& pager = documents.environment.pager;
    if (!pager)
        return std::string();
    const auto now = world.clock.now().utcMs;
    const auto until = formatUtc(now + atMost.count());
    const auto body = silenceBody(*pager, log, now, until);
    auto written = log.append("pager.silencing",
                              Json{{"service", pager->service}, {"match", pager->match}, {"until", until}});
    if (!written)
        return failure(std::move(written.error()));
    std::string why;
    std::string id;
    const auto* service = documents.service(pager->service);
    if (service == nullptr) {
        why = "the environment declares no service '" + pager->service + "'";
    } else {
        const auto answer = askService(world, documents, *service,
                                       {keyOf(world, log, "silence"),
                                        "POST",
                                        service->url + "/api/v2/silences",
                                        {{"Content-Type", "application/json"}},
                                        body.dump(),
                                        answerWithin});
        if (!answer)
            why = answer.error().text();
        else if (answer->status != ok)
            why = refusal(*answer);
        else if (const Json said = Json::parse(answer->body, nullptr, false);
                 said.is_object() && said.value("silenceID", Json()).is_string())
            id = said.at("silenceID").get<std::string>();
        if (why.empty() && !isId(id))
            why = "it answered without the number of a silence";
    }
    written = why.empty() ? log.append("pager.silenced", Json{{"id", id}, {"until", until}})
                          : log.append("pager.failed", Json{{"why", why}});
    if (!written)
        return failure(std::move(written.error()));
    return why;
}

Result<std::string> letPagerSpeak(const run::World& world, const run::Documents& documents,
                                  run::RunLog& log) {
    const auto id = log.state().pagerSilence;
    const auto& pager = documents.environment.pager;
    if (id.empty() || !pager || documents.service(pager->service) == nullptr)
        return std::string();
    if (auto written = log.append("pager.restoring", Json{{"id", id}}); !written)
        return failure(std::move(written.error()));
    const auto& service = *documents.service(pager->service);
    const auto answer = askService(
        world, documents, service,
        {keyOf(world, log, "speak"), "DELETE", service.url + "/api/v2/silence/" + id, {}, {}, answerWithin});
    const std::string why = !answer ? answer.error().text() : answer->status != ok ? refusal(*answer) : "";
    if (auto written = log.append("pager.restored", Json{{"ok", why.empty()}, {"why", why}}); !written)
        return failure(std::move(written.error()));
    return why;
}

} // namespace muster::drill
