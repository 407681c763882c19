// The probe logs that a console leaves while it watches services all day: in one folder, beside those of
// drills and of other consoles. A console that is killed leaves its last ones, and the next one measures with
// them.
#pragma once

#include "engine/measure/ProbeLog.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace muster::measure {

// Marks the writes of one prober of the console with the journal `writer`: "<writer>-w<UTC in ms>".
std::string watchRun(const std::string& writer, std::int64_t utcMs);
// Its log's name in the folder.
std::string watchLogName(const std::string& run, const std::string& service);

struct WatchLog {
    std::string path;
    std::string bytes; // as they were read: what the figures are computed from is what is kept
    metrics::ProberRecord record;
};

// One that is there and cannot be used: it is damaged, or of an earlier start of the machine.
struct UnusableLog {
    std::string why; // a sentence that names it
    std::int64_t writtenUtcMs = 0;
};

struct WatchLogs {
    std::vector<WatchLog> logs;
    std::vector<UnusableLog> unusable;
};

// All of this writer, environment and service as they are now, in no order. Reads the disk.
[[nodiscard]] WatchLogs readWatchLogs(const std::filesystem::path& folder, const std::string& writer,
                                      const std::string& environment, const std::string& service);

// The same again and again, where only what is new is read. What cannot be used is left out. Not thread-safe.
class WatchLogReader {
public:
    WatchLogReader(std::filesystem::path folder, std::string writer)
        : m_folder(std::move(folder)), m_writer(std::move(writer)) {}
    [[nodiscard]] std::vector<metrics::ProberRecord> read(const std::string& environment,
                                                          const std::string& service);

private:
    std::filesystem::path m_folder;
    std::string m_writer;
    struct Opened {
        ProbeLogReader reader;
        bool damaged = false;
    };
    std::map<std::string, Opened> m_opened; // by path
};

// Removes those of `writer` that nothing was written to for `keep`, unless `needed` says so of the name of
// their environment ("" where the log does not say it). Files of others are not touched. Returns what was
// removed.
std::vector<std::string> removeWatchLogs(const std::filesystem::path& folder, const std::string& writer,
                                         std::chrono::seconds keep,
                                         const std::function<bool(const std::string&)>& needed);

} // namespace muster::measure
