// The environment file through which Muster knows a range, exactly as it knows any other system.
#pragma once

#include "range/control/Settings.h"

#include <cstdint>

namespace muster::range {

// The YAML text; docs/ENVIRONMENT-FILE.md says what it means. It holds no secret.
std::string environmentText(const Layout& layout, const Settings& settings, const fs::path& postgresBin,
                            std::int64_t databaseBytes);

} // namespace muster::range
