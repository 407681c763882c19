// The passwords of a range's PostgreSQL roles, made anew for each range and kept in passfiles alone.
#pragma once

#include "models/base/Error.h"
#include "range/control/Layout.h"

namespace muster::range {

// New passwords for every role, in the passfile of each host: all of them on the database hosts, the
// service's own on the application hosts.
[[nodiscard]] Result<> createPasswords(const Layout& layout);

// The password of `role` in the passfile; empty: it holds none.
std::string passwordIn(const fs::path& passfile, const std::string& role);

} // namespace muster::range
