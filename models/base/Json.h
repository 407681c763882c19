// The JSON type of the project. Objects keep their keys sorted, so that a dump is canonical.
#pragma once

#include <nlohmann/json.hpp>

namespace muster {
using Json = nlohmann::json;
}
