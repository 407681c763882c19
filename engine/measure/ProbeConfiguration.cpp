#include "engine/measure/ProbeConfiguration.h"

#include "models/base/Json.h"

namespace muster::measure {

namespace {

tl::unexpected<Error> wrong(std::string why) {
    return failure({.what = "cannot start the prober",
                    .why = std::move(why),
                    .next = "correct the service's `probe`, `url` and `headers` in the environment file",
                    .target = {},
                    .retry = Retry::safe});
}

bool oneLine(std::string_view text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

bool between(Milliseconds value, Milliseconds least, Milliseconds most) {
    return value >= least && value <= most;
}

constexpr Milliseconds tenMinutes{600'000};

} // namespace

std::string toLine(const ProbeConfiguration& configuration) {
    Json secrets = Json::object();
    for (const auto& [name, value] : configuration.secretHeaders)
        secrets[name] = value.reveal();
    const Json json{{"file", configuration.file},
                    {"run", configuration.run},
                    {"client", configuration.client},
                    {"environment", configuration.environment},
                    {"service", configuration.service},
                    {"url", configuration.url},
                    {"request", configuration.request},
                    {"statuses", configuration.statuses},
                    {"interval_ms", configuration.interval.count()},
                    {"connect_timeout_ms", configuration.connectTimeout.count()},
                    {"timeout_ms", configuration.timeout.count()},
                    {"linger_ms", configuration.linger.count()},
                    {"late_bound_ms", configuration.lateBound.count()},
                    {"max_in_flight", configuration.maxInFlight},
                    {"ca_file", configuration.caFile},
                    {"headers", configuration.headers},
                    {"secret_headers", std::move(secrets)}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<ProbeConfiguration> parseConfiguration(std::string_view line) {
    ProbeConfiguration result;
    try {
        const auto json = Json::parse(line);
        const auto duration = [&](const char* key) { return Milliseconds{json.at(key).get<std::int64_t>()}; };
        result.file = json.at("file").get<std::string>();
        result.run = json.at("run").get<std::string>();
        result.client = json.at("client").get<std::string>();
        result.environment = json.at("environment").get<std::string>();
        result.service = json.at("service").get<std::string>();
        result.url = json.at("url").get<std::string>();
        result.request = json.at("request").get<std::string>();
        result.statuses = json.at("statuses").get<std::vector<int>>();
        result.interval = duration("interval_ms");
        result.connectTimeout = duration("connect_timeout_ms");
        result.timeout = duration("timeout_ms");
        result.linger = duration("linger_ms");
        result.lateBound = duration("late_bound_ms");
        result.maxInFlight = json.at("max_in_flight").get<int>();
        result.caFile = json.at("ca_file").get<std::string>();
        result.headers = json.at("headers").get<std::map<std::string, std::string>>();
        for (const auto& [name, value] : json.at("secret_headers").items())
            result.secretHeaders.emplace(name, Secret{value.get<std::string>()});
    } catch (const Json::parse_error&) {
        return wrong("its configuration on standard input is no line of JSON"); // the parser's words may
                                                                                // quote a secret
    } catch (const Json::exception& error) {
        return wrong(std::string("its configuration on standard input is incomplete: ") + error.what());
    }
    if (auto checked = check(result); !checked)
        return tl::unexpected(checked.error());
    return result;
}

Result<> check(const ProbeConfiguration& configuration) {
    if (configuration.file.empty())
        return wrong("there is no file for its answers");
    if (!isProbeName(configuration.run) || !isProbeName(configuration.client))
        return wrong("run and client may hold only A-Z a-z 0-9 . _ - and at most 100 of them");
    if (!configuration.url.starts_with("http://") && !configuration.url.starts_with("https://"))
        return wrong("the service's url begins with neither http:// nor https://");
    if (!oneLine(configuration.url))
        return wrong("the service's url has more than one line");
    if (configuration.url.find_first_of("?#") != std::string::npos)
        return wrong("the service's url has a query or fragment, which belongs into the probe's request");
    if (configuration.statuses.empty())
        return wrong("no status counts as success");
    if (!between(configuration.interval, Milliseconds{10}, tenMinutes))
        return wrong("its interval is not between 10 ms and 10 minutes");
    if (!between(configuration.timeout, Milliseconds{10}, tenMinutes) ||
        !between(configuration.connectTimeout, Milliseconds{10}, tenMinutes))
        return wrong("its timeout is not between 10 ms and 10 minutes");
    if (!between(configuration.linger, Milliseconds{0}, 6 * tenMinutes))
        return wrong("its linger time is not between 0 and an hour");
    if (!between(configuration.lateBound, Milliseconds{1}, tenMinutes))
        return wrong("its bound for late probes is not between 1 ms and 10 minutes");
    if (configuration.maxInFlight < 1 || configuration.maxInFlight > 1000)
        return wrong("its bound for requests on the way is not between 1 and 1000");
    for (const auto& [name, value] : configuration.headers)
        if (!oneLine(name) || !oneLine(value) || name.empty())
            return wrong("a header of the service has more than one line or no name");
    for (const auto& [name, value] : configuration.secretHeaders)
        if (!oneLine(name) || name.empty() || !oneLine(value.reveal()))
            return wrong("the secret for the header '" + name + "' has more than one line");
    auto request = parseProbeRequest(configuration.request, configuration.run, configuration.client);
    if (!request)
        return tl::unexpected(request.error());
    return {};
}

std::string withoutSecrets(std::string_view url) {
    url = url.substr(0, url.find_first_of("?#"));
    const auto scheme = url.find("://");
    const auto authority = scheme == std::string_view::npos ? 0 : scheme + 3;
    const auto path = std::min(url.find('/', authority), url.size());
    const auto at = url.substr(0, path).rfind('@');
    std::string shown(url.substr(0, authority));
    shown += url.substr(at == std::string_view::npos || at < authority ? authority : at + 1);
    return shown;
}

} // namespace muster::measure
