#include "engine/measure/WatchLogs.h"

#include "engine/measure/ProbeLine.h"

#include <fstream>
#include <set>

namespace muster::measure {
namespace {
namespace fs = std::filesystem;

constexpr std::size_t longestMark = 16; // of the writer's id: what tells journals of one machine apart
constexpr std::string_view ending = ".ndjson";

bool isWatchLog(const std::string& name, const std::string& writer) {
    const std::string mark = writer.substr(0, longestMark) + "-w";
    const auto digits = name.find_first_not_of("0123456789", mark.size());
    return name.starts_with(mark) && name.ends_with(ending) && digits != std::string::npos &&
           digits > mark.size() && name[digits] == '-';
}

std::vector<fs::path> watchLogs(const fs::path& folder, const std::string& writer) {
    std::vector<fs::path> out;
    std::error_code error;
    for (fs::directory_iterator each(folder, error), end; !error && each != end; each.increment(error))
        if (isWatchLog(each->path().filename().string(), writer))
            out.push_back(each->path());
    return out;
}

std::string textOf(const Json& conditions, const char* key) {
    const auto found = conditions.is_object() ? conditions.find(key) : conditions.end();
    return found != conditions.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// The first line; null where it cannot be read.
Json conditionsOf(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string line;
    std::getline(in, line);
    auto json = Json::parse(line, nullptr, false);
    return json.is_object() ? json : Json();
}

bool isOf(const Json& conditions, const std::string& environment, const std::string& service) {
    return textOf(conditions, "environment") == environment && textOf(conditions, "service") == service;
}

bool ofThisStart(const Json& conditions) {
    const auto boot = textOf(conditions, "boot");
    return !boot.empty() && boot == bootId();
}

std::int64_t writtenUtcMs(const fs::path& file) {
    std::error_code error;
    const auto written = fs::last_write_time(file, error);
    return error ? 0
                 : std::chrono::duration_cast<Milliseconds>(
                       std::chrono::file_clock::to_sys(written).time_since_epoch())
                       .count();
}

} // namespace

std::string watchRun(const std::string& writer, std::int64_t utcMs) {
    return writer.substr(0, longestMark) + "-w" + std::to_string(utcMs);
}

std::string watchLogName(const std::string& run, const std::string& service) {
    return run + "-" + service + std::string(ending);
}

WatchLogs readWatchLogs(const fs::path& folder, const std::string& writer, const std::string& environment,
                        const std::string& service) {
    WatchLogs out;
    for (const auto& path : watchLogs(folder, writer)) {
        const std::string name = path.filename().string();
        const auto conditions = conditionsOf(path);
        if (!isOf(conditions, environment, service))
            continue;
        if (!ofThisStart(conditions)) {
            out.unusable.push_back({"The probe log " + name +
                                        " is of an earlier start of this machine: its clock was another one.",
                                    writtenUtcMs(path)});
            continue;
        }
        std::ifstream in(path, std::ios::binary);
        std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
        auto log = parseSamples(bytes, name);
        if (!log)
            out.unusable.push_back({"The probe log " + name + " could not be used: " + log.error().why + ".",
                                    writtenUtcMs(path)});
        else
            out.logs.push_back({path.string(), std::move(bytes), recordOf(*log)});
    }
    return out;
}

std::vector<metrics::ProberRecord> WatchLogReader::read(const std::string& environment,
                                                        const std::string& service) {
    std::vector<metrics::ProberRecord> out;
    std::set<std::string> there;
    for (const auto& path : watchLogs(m_folder, m_writer)) {
        there.insert(path.string());
        auto& [reader, damaged] =
            m_opened.try_emplace(path.string(), Opened{ProbeLogReader(path.string())}).first->second;
        const auto& conditions = reader.log().conditions;
        if (damaged || (!conditions.is_null() && !isOf(conditions, environment, service)))
            continue;
        damaged = !reader.read();
        if (!damaged && isOf(conditions, environment, service) && ofThisStart(conditions))
            out.push_back(recordOf(reader.log()));
    }
    std::erase_if(m_opened, [&](const auto& each) { return !there.contains(each.first); });
    return out;
}

std::vector<std::string> removeWatchLogs(const fs::path& folder, const std::string& writer,
                                         std::chrono::seconds keep,
                                         const std::function<bool(const std::string&)>& needed) {
    std::vector<std::string> out;
    for (const auto& path : watchLogs(folder, writer)) {
        std::error_code error;
        const auto written = fs::last_write_time(path, error);
        if (error || fs::file_time_type::clock::now() - written < keep ||
            needed(textOf(conditionsOf(path), "environment")))
            continue;
        if (fs::remove(path, error) && !error)
            out.push_back(path.string());
    }
    return out;
}

} // namespace muster::measure
