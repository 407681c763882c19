#include "range/control/Link.h"

#include "models/base/Json.h"
#include "models/base/Printable.h"
#include "range/control/AwaitReady.h"
#include "range/processes/Launch.h"
#include "range/processes/SyncedFile.h"

#include <httplib.h>

namespace muster::range {
namespace {

httplib::Client clientOf(int port) {
    httplib::Client client("127.0.0.1", port);
    client.set_connection_timeout(2);
    client.set_read_timeout(5);
    return client;
}

std::string describe(const Json& faults) {
    std::string text;
    const auto add = [&](const std::string& more) { text += (text.empty() ? "" : ", ") + more; };
    if (faults.value("dropped", false))
        add("dropped: no packet gets through");
    if (faults.value("reset", false))
        add("reset: it refuses connections");
    for (const char* way : {"up", "down"}) {
        const std::string name = way;
        if (faults.value("stopped_" + name, false))
            add("stopped " + name);
        if (const auto delay = faults.value("delay_" + name + "_ms", 0); delay > 0)
            add("delayed " + name + " by " + std::to_string(delay) + " ms");
    }
    return text;
}

} // namespace

Result<> Link::start() const {
    const auto started = launch(
        {.name = partName(),
         .command = {m_layout.programs() / "range-link", "--name", partName(), "--listen",
                     std::to_string(port()), "--target", std::to_string(m_settings.port(m_plan.target)),
                     "--admin", std::to_string(adminPort())},
         .environment = m_layout.variables(m_plan.host, m_postgresBin),
         .workingFolder = m_layout.host(m_plan.host),
         .log = log(),
         .records = m_layout.processes()});
    if (!started)
        return failure(started.error());
    return {};
}

std::optional<Process> Link::process() const {
    const auto process = recorded(m_layout.processes(), partName());
    return process && isAlive(*process) ? process : std::nullopt;
}

std::string Link::trouble() const {
    auto client = clientOf(adminPort());
    const auto answer = client.Get("/");
    const auto json = answer ? Json::parse(answer->body, nullptr, false) : Json();
    if (!json.is_object() || !json.contains("faults") || !json["faults"].is_object())
        return "its administration does not answer on port " + std::to_string(adminPort());
    return describe(json["faults"]);
}

Result<> Link::ask(const std::string& path) const {
    auto client = clientOf(adminPort());
    const auto answer = client.Post(path);
    if (answer && answer->status == 200)
        return {};
    const auto json = answer ? Json::parse(answer->body, nullptr, false) : Json();
    const auto said = [&](const char* key) {
        return json.is_object() && json.contains(key) && json[key].is_string()
                   ? printableLine(json[key].get<std::string>(), 200)
                   : std::string();
    };
    return failure({.what = "the link " + partName() + " did not take the fault",
                    .why = answer ? said("error")
                                  : "no answer from port " + std::to_string(adminPort()) + " of 127.0.0.1",
                    .next = answer ? said("next") : "run `muster range mend " + partName() + "`",
                    .target = partName()});
}

Result<> Link::awaitReady() const {
    return range::awaitReady(
        {.what = "the link " + partName(), .part = partName(), .log = log()},
        [this] {
            auto client = clientOf(adminPort());
            const auto answer = client.Get("/");
            return answer && answer->status == 200;
        },
        [this] { return process().has_value(); });
}

} // namespace muster::range
