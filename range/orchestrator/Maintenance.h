// Maintenance mode: new workflows are refused while it is on. It is the one thing the service keeps outside
// of the database, in a synced file, because it is switched on while the database is gone. Thread-safe.
#pragma once

#include "models/base/Error.h"
#include "models/base/Json.h"

#include <filesystem>
#include <mutex>

namespace muster::range {

class Maintenance {
public:
    // Reads what was set before a restart; a file that cannot be read counts as "on": the safe side.
    explicit Maintenance(std::filesystem::path file);

    // Durable when it returns. Setting what is set already changes nothing.
    [[nodiscard]] Result<> set(bool on);
    [[nodiscard]] bool on() const;
    // {"enabled", "since" (UTC seconds or null), "seconds_total"}: the time new workflows were refused.
    [[nodiscard]] Json describe() const;

private:
    const std::filesystem::path m_file;
    mutable std::mutex m_mutex;
    bool m_on = false;
    std::int64_t m_since = 0;   // UTC seconds
    std::int64_t m_seconds = 0; // of all the times it was on, without the current one
};

} // namespace muster::range
