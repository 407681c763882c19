// What muster-prober is told on its standard input: one line of JSON, so that no secret stands in an
// argument list or an environment variable.
#pragma once

#include "engine/measure/ProbeRequest.h"
#include "models/base/Duration.h"
#include "models/base/Error.h"
#include "models/base/Secret.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace muster::measure {

struct ProbeConfiguration {
    std::string file;
    std::string run;
    std::string client;
    std::string environment; // its name, and the service's: the log says what it is of
    std::string service;
    std::string url;     // base, without a trailing slash
    std::string request; // the template's text
    std::vector<int> statuses;
    Milliseconds interval{0};
    Milliseconds connectTimeout{0};
    Milliseconds timeout{0};
    Milliseconds linger{0};
    Milliseconds lateBound{0}; // a tick that is later than this is noted and not sent
    int maxInFlight = 0;
    std::string caFile;
    std::map<std::string, std::string> headers;
    std::map<std::string, Secret> secretHeaders;
};

// One line, without its newline. It holds the secrets: wipe it after use.
std::string toLine(const ProbeConfiguration& configuration);
// Checks every field; the error names the first that is wrong and never shows a secret.
[[nodiscard]] Result<ProbeConfiguration> parseConfiguration(std::string_view line);
[[nodiscard]] Result<> check(const ProbeConfiguration& configuration);

// `url` without user, password, query and fragment.
std::string withoutSecrets(std::string_view url);

} // namespace muster::measure
