#include "engine/measure/ProbeLog.h"

#include "engine/measure/ProbeLine.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace muster::measure {

namespace {

using metrics::Answer;

constexpr std::array<std::pair<Answer, std::string_view>, 3> answers{
    {{Answer::ok, "ok"}, {Answer::failed, "failed"}, {Answer::unknown, "unknown"}}};

} // namespace

std::string toLine(const metrics::Sample& sample) {
    std::string_view answer;
    for (const auto& [value, name] : answers)
        if (value == sample.answer)
            answer = name;
    const Json json{{"n", sample.sequence},    {"scheduled", sample.scheduledNs},
                    {"sent", sample.sentNs},   {"done", sample.doneNs},
                    {"utc", sample.utcMs},     {"answer", answer},
                    {"status", sample.status}, {"detail", sample.detail}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<> ProbeLogReader::take(std::string_view line) {
    ++m_lines;
    const auto wrong = [&](const std::string& why) {
        return failure({.what = "cannot read the probe log at line " + std::to_string(m_lines),
                        .why = why,
                        .next = "the figures of this run cannot be trusted; run the drill again",
                        .target = m_path,
                        .retry = Retry::never});
    };
    try {
        auto json = Json::parse(line);
        if (m_lines == 1) {
            if (json.at("format") != probeLogFormat || json.at("version") != probeLogVersion)
                return wrong("this is not a probe log that this version of Muster knows");
            (void)json.at("client").get<std::string>();
            m_log.conditions = std::move(json);
            return {};
        }
        if (m_log.ended)
            return wrong("there are lines after the prober had closed the log");
        if (json.contains("ended")) {
            m_log.endReason = json.at("ended").get<std::string>();
            m_log.ended = true;
            return {};
        }
        metrics::Sample sample;
        sample.client = m_log.conditions.at("client").get<std::string>();
        sample.sequence = json.at("n").get<std::int64_t>();
        sample.scheduledNs = json.at("scheduled").get<std::int64_t>();
        sample.sentNs = json.at("sent").get<std::int64_t>();
        sample.doneNs = json.at("done").get<std::int64_t>();
        sample.utcMs = json.at("utc").get<std::int64_t>();
        sample.status = json.at("status").get<int>();
        sample.detail = json.at("detail").get<std::string>();
        const auto word = json.at("answer").get<std::string>();
        const auto* known = std::find_if(answers.begin(), answers.end(),
                                         [&](const auto& each) { return each.second == word; });
        if (known == answers.end())
            return wrong("its answer is neither ok, failed nor unknown");
        sample.answer = known->first;
        m_log.samples.push_back(std::move(sample));
        return {};
    } catch (const Json::exception& error) {
        return wrong(error.what());
    }
}

Result<std::vector<metrics::Sample>> ProbeLogReader::read() {
    const auto before = m_log.samples.size();
    const auto cannot = [&](int code) {
        return failure({.what = "cannot read the probe log",
                        .why = std::strerror(code),
                        .next = "check that the file is there and may be read",
                        .target = m_path,
                        .retry = Retry::safe});
    };
    const int file = ::open(m_path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return cannot(errno);
    std::array<char, 65536> buffer{};
    ssize_t got = 0;
    while ((got = ::pread(file, buffer.data(), buffer.size(), m_offset)) > 0) {
        m_offset += got;
        m_partial.append(buffer.data(), static_cast<std::size_t>(got));
    }
    const int code = got < 0 ? errno : 0;
    ::close(file);
    if (code != 0)
        return cannot(code);

    if (auto taken = takePartial(); !taken)
        return tl::unexpected(taken.error());
    return std::vector<metrics::Sample>(m_log.samples.begin() + static_cast<std::ptrdiff_t>(before),
                                        m_log.samples.end());
}

Result<> ProbeLogReader::takePartial() {
    std::size_t begin = 0;
    for (std::size_t end = 0; (end = m_partial.find('\n', begin)) != std::string::npos; begin = end + 1)
        if (auto taken = take(std::string_view(m_partial).substr(begin, end - begin)); !taken) {
            m_partial.erase(0, end + 1);
            return tl::unexpected(taken.error());
        }
    m_partial.erase(0, begin);
    m_log.torn = !m_partial.empty();
    return {};
}

Result<ProbeLog> parseSamples(std::string_view bytes, const std::string& name) {
    ProbeLogReader reader(name);
    reader.m_partial = bytes;
    if (auto taken = reader.takePartial(); !taken)
        return tl::unexpected(taken.error());
    return reader.log();
}

metrics::ProberRecord recordOf(const ProbeLog& log) {
    const auto text = [&](const char* key) {
        const auto found = log.conditions.find(key);
        return found != log.conditions.end() && found->is_string() ? found->get<std::string>()
                                                                   : std::string();
    };
    const auto duration = [&](const char* key) {
        const auto found = log.conditions.find(key);
        return Milliseconds{
            found != log.conditions.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0};
    };
    return {text("run"),
            text("client"),
            duration("interval_ms"),
            duration("timeout_ms"),
            duration("connect_timeout_ms"),
            log.samples,
            log.ended,
            log.endReason};
}

std::string bootId() {
    std::ifstream in("/proc/sys/kernel/random/boot_id");
    std::string id;
    std::getline(in, id);
    return id;
}

Result<ProbeLog> readSamples(const std::string& path) {
    ProbeLogReader reader(path);
    if (auto read = reader.read(); !read)
        return tl::unexpected(read.error());
    return reader.log();
}

} // namespace muster::measure
