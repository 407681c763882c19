// The pgBackRest repository of the range: the archive of the databases' log and their backups. One stanza for
// both clusters, which are copies of each other: whichever is the primary archives. Stands for storage that
// every database host reaches. The first backup is taken by whoever needs one, not when the range comes up.
#pragma once

#include "models/base/Error.h"
#include "range/control/Settings.h"

#include <optional>

namespace muster::range {

class Repository {
public:
    static constexpr const char* stanza = "main";

    Repository(const Layout& layout, const Settings& settings) : m_layout(layout), m_settings(settings) {}

    // Is pgBackRest installed?
    [[nodiscard]] static Result<> findPrograms();

    // Writes what pgBackRest on that database host has to know.
    [[nodiscard]] Result<> configure(const std::string& host) const;
    // Empties the repository and makes the stanza for that host's cluster, which need not run.
    [[nodiscard]] Result<> create(const std::string& host, const fs::path& postgresBin) const;
    // What PostgreSQL on that host runs for each segment of its log.
    [[nodiscard]] std::string archiveCommand(const std::string& host) const;
    // Removes the log of timelines after `newest`. They were given up, and their numbers are given away
    // again: a segment of the same name and other content would stop the archive for good. 1 is the first
    // timeline.
    void forgetTimelinesAfter(unsigned newest) const;

    // Label of the newest backup; nullopt: there is none yet.
    [[nodiscard]] std::optional<std::string> newestBackup() const;
    [[nodiscard]] bool exists() const;

private:
    const Layout& m_layout;
    const Settings& m_settings;
};

} // namespace muster::range
