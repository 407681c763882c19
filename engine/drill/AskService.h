// One request to a service of the environment, with its headers and its secrets.
#pragma once

#include "engine/run/ActRunner.h"

namespace muster::drill {

struct ServiceRequest {
    std::string key; // of the act
    std::string method;
    std::string url; // absolute
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    Milliseconds timeout{60'000};
};

struct ServiceAnswer {
    int status = 0;
    std::string body; // secrets are starred out
};

// On the thread that calls it. An error where nothing answered, with why; any status is an answer.
[[nodiscard]] Result<ServiceAnswer> askService(const run::World& world, const run::Documents& documents,
                                               const environment::Service& service, ServiceRequest request);

} // namespace muster::drill
