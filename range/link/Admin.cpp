#include "range/link/Admin.h"

#include "models/base/Json.h"
#include "range/processes/Say.h"

#include <charconv>

namespace muster::range {
namespace {

constexpr int longestDelay = 60'000; // milliseconds

void answer(httplib::Response& response, int status, const Json& body) {
    response.status = status;
    response.set_content(body.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n",
                         "application/json");
}

Json described(const Relay& relay, const Relay::State& state) {
    const auto& [faults, counters, blackHole] = state;
    return {{"link", relay.name()},
            {"listens", relay.port()},
            {"target", relay.targetPort()},
            {"faults",
             {{"dropped", faults.dropped},
              {"reset", faults.reset},
              {"delay_up_ms", faults.delayOf(Way::up).count()},
              {"delay_down_ms", faults.delayOf(Way::down).count()},
              {"stopped_up", faults.stopped[0]},
              {"stopped_down", faults.stopped[1]}}},
            {"black_hole", blackHole},
            {"connections", counters.connections},
            {"accepted", counters.accepted},
            {"reset", counters.reset},
            {"bytes_up", counters.bytes[0]},
            {"bytes_down", counters.bytes[1]}};
}

std::optional<std::vector<std::size_t>> waysOf(const httplib::Request& request) {
    const auto direction =
        request.has_param("direction") ? request.get_param_value("direction") : std::string("both");
    if (direction == "up")
        return std::vector<std::size_t>{0};
    if (direction == "down")
        return std::vector<std::size_t>{1};
    if (direction == "both")
        return std::vector<std::size_t>{0, 1};
    return std::nullopt;
}

std::optional<Milliseconds> delayOf(const httplib::Request& request) {
    const auto text = request.get_param_value("ms");
    int value = -1;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool fits = code == std::errc{} && end == text.data() + text.size() && value >= 0;
    return fits && value <= longestDelay ? std::optional(Milliseconds(value)) : std::nullopt;
}

} // namespace

void installAdmin(httplib::Server& server, Relay& relay) {
    server.set_pre_routing_handler([](const httplib::Request& request, httplib::Response&) {
        // RFC 9112, 6.3: a request that names no length has no body. The library would wait for the peer to
        // close instead, and `curl -X POST` sends none. The object behind `request` is not const.
        if (request.method == "POST" && !request.has_header("Content-Length") &&
            !request.has_header("Transfer-Encoding"))
            const_cast<httplib::Request&>(request).headers.emplace("Content-Length", "0");
        return httplib::Server::HandlerResponse::Unhandled;
    });
    const auto change = [&relay](httplib::Response& response, const std::string& what,
                                 const std::function<void(Faults&)>& how) {
        const auto state = relay.change(how);
        say("link", relay.name() + ": " + what);
        answer(response, 200, described(relay, state));
    };
    server.Get("/", [&relay](const httplib::Request&, httplib::Response& response) {
        answer(response, 200, described(relay, relay.state()));
    });
    server.Post("/reset", [change](const httplib::Request&, httplib::Response& response) {
        change(response, "reset", [](Faults& faults) { faults.reset = true; });
    });
    server.Post("/drop", [change](const httplib::Request&, httplib::Response& response) {
        change(response, "dropping every packet", [](Faults& faults) { faults.dropped = true; });
    });
    server.Post("/mend", [change](const httplib::Request&, httplib::Response& response) {
        change(response, "mended", [](Faults& faults) { faults = {}; });
    });
    server.Post("/stop", [change](const httplib::Request& request, httplib::Response& response) {
        const auto ways = waysOf(request);
        if (!ways)
            return answer(response, 400,
                          {{"error", "there is no such direction"}, {"next", "say up, down or both"}});
        change(response, "stopped " + request.get_param_value("direction"), [&](Faults& faults) {
            for (const auto way : *ways)
                faults.stopped[way] = true;
        });
    });
    server.Post("/delay", [change](const httplib::Request& request, httplib::Response& response) {
        const auto ways = waysOf(request);
        const auto delay = delayOf(request);
        if (!ways || !delay)
            return answer(response, 400,
                          {{"error", "that is no delay"},
                           {"next", "say ms=0..60000 and, if you like, direction=up, down or both"}});
        change(response, "delayed by " + std::to_string(delay->count()) + " ms", [&](Faults& faults) {
            for (const auto way : *ways)
                faults.delay[way] = *delay;
        });
    });
    server.set_error_handler([](const httplib::Request& request, httplib::Response& response) {
        if (response.body.empty())
            answer(response, response.status,
                   {{"error", response.status == 404 ? "there is nothing at " + request.path
                                                     : "the request cannot be served"},
                    {"next", "GET /, or POST /reset, /drop, /delay, /stop or /mend"}});
    });
}

} // namespace muster::range
