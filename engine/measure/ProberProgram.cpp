#include "engine/measure/ProberProgram.h"

#include "engine/measure/ProbeClient.h"
#include "engine/measure/ProbeLine.h"
#include "engine/measure/ProbeLog.h"
#include "engine/measure/ProbeWriter.h"
#include "models/base/Json.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <curl/curl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace muster::measure {

namespace {

using metrics::Answer;
using metrics::Sample;

constexpr std::size_t longestInput = 4UL * 1024 * 1024;
// A prober that was frozen for long does not make up for hours of probes; the hole in the numbers tells.
constexpr std::int64_t mostOverdue = 10'000;

constexpr std::int64_t inNs(Milliseconds duration) {
    return duration.count() * 1'000'000;
}

std::int64_t utcNowMs() {
    return std::chrono::duration_cast<Milliseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

void say(int output, const std::string& line) {
    // Who started us may be gone by now; there is nobody else to tell.
    [[maybe_unused]] const auto written = ::write(output, line.data(), line.size());
}

int refuse(int output, const Error& error) {
    const Json json{{"what", error.what}, {"why", error.why}, {"next", error.next}};
    say(output, json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
    return 2;
}

// Standard input, line by line.
class Input {
public:
    explicit Input(int file) : m_file(file) {}

    // Takes what is there, waiting only if nothing is; false once the other side has closed.
    bool read() {
        std::array<char, 4096> buffer{};
        const auto got = ::read(m_file, buffer.data(), buffer.size());
        if (got > 0 && m_text.size() < longestInput)
            m_text.append(buffer.data(), static_cast<std::size_t>(got));
        explicit_bzero(buffer.data(), buffer.size());
        return got > 0 || (got < 0 && (errno == EINTR || errno == EAGAIN));
    }

    // There is something to read, or it is closed. (libcurl's own waiting reports no hang-up.)
    [[nodiscard]] bool waiting() const {
        pollfd entry{m_file, POLLIN, 0};
        return ::poll(&entry, 1, 0) > 0;
    }

    std::optional<std::string> line() {
        const auto end = m_text.find('\n');
        if (end == std::string::npos)
            return std::nullopt;
        auto taken = m_text.substr(0, end);
        explicit_bzero(m_text.data(), end); // the first line holds secrets
        m_text.erase(0, end + 1);
        return taken;
    }

private:
    int m_file;
    std::string m_text;
};

std::string firstLine(const ProbeConfiguration& configuration) {
    const auto request = parseProbeRequest(configuration.request, configuration.run, configuration.client);
    const Json json{
        {"format", probeLogFormat},
        {"version", probeLogVersion},
        {"run", configuration.run},
        {"client", configuration.client},
        {"environment", configuration.environment},
        {"service", configuration.service},
        {"url", withoutSecrets(configuration.url) + (request ? withoutSecrets(request->shown) : "")},
        {"method", request ? request->method : ""},
        {"statuses", configuration.statuses},
        {"interval_ms", configuration.interval.count()},
        {"connect_timeout_ms", configuration.connectTimeout.count()},
        {"timeout_ms", configuration.timeout.count()},
        {"linger_ms", configuration.linger.count()},
        {"max_in_flight", configuration.maxInFlight},
        {"clock", "CLOCK_MONOTONIC"},
        {"boot", bootId()},
        {"pid", ::getpid()},
        {"started_mono", monotonicNow()},
        {"started_utc", utcNowMs()}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

// The open loop: what is due is asked, whatever became of what was asked before.
class Schedule {
public:
    Schedule(const ProbeConfiguration& configuration, ProbeClient& client, std::string& lines)
        : m_configuration(configuration), m_client(client), m_lines(lines), m_nextNs(monotonicNow()) {}

    void startWhatIsDue() {
        const auto interval = inNs(m_configuration.interval);
        auto now = monotonicNow();
        if (now - m_nextNs > mostOverdue * interval) {
            const auto skipped = (now - m_nextNs) / interval;
            m_sequence += skipped;
            m_nextNs += skipped * interval;
        }
        for (; m_nextNs <= now; m_nextNs += interval, now = monotonicNow()) {
            Sample sample;
            sample.client = m_configuration.client;
            sample.sequence = ++m_sequence;
            sample.scheduledNs = m_nextNs;
            if (now - m_nextNs > inNs(m_configuration.lateBound))
                notSent(std::move(sample), "not sent: the prober itself was late");
            else if (m_client.inFlight() >= m_configuration.maxInFlight)
                notSent(std::move(sample), "not sent: " + std::to_string(m_client.inFlight()) +
                                               " requests are still on their way");
            else
                m_client.send(std::move(sample));
        }
    }

    [[nodiscard]] Milliseconds untilNext() const {
        return Milliseconds{(std::max<std::int64_t>(0, m_nextNs - monotonicNow()) + 999'999) / 1'000'000};
    }
    [[nodiscard]] std::int64_t sequence() const { return m_sequence; }

private:
    void notSent(Sample sample, std::string why) {
        sample.sentNs = sample.doneNs = monotonicNow();
        sample.utcMs = utcNowMs();
        sample.answer = Answer::failed;
        sample.detail = std::move(why);
        m_lines += toLine(sample);
    }

    const ProbeConfiguration& m_configuration;
    ProbeClient& m_client;
    std::string& m_lines;
    std::int64_t m_nextNs;
    std::int64_t m_sequence = 0;
};

int watchSignals() {
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGINT);
    sigprocmask(SIG_BLOCK, &ending, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN); // a limit on file sizes is an error of writing, handled as such
    std::signal(SIGHUP, SIG_IGN);  // a terminal that goes away is no reason to stop before the linger time
    return ::signalfd(-1, &ending, SFD_CLOEXEC | SFD_NONBLOCK);
}

// Returns once all is done and on disk.
Result<> probe(const ProbeConfiguration& configuration, ProbeClient& client, ProbeWriter& writer,
               Input& input, int inputFile, int signals) {
    std::string lines;
    std::string reason; // why it ends; empty: it goes on
    std::int64_t endNs = 0;
    std::optional<std::int64_t> lingerUntilNs;
    Schedule schedule(configuration, client, lines);

    const auto end = [&](const char* why) {
        if (!reason.empty())
            return;
        reason = why;
        endNs = monotonicNow() + inNs(configuration.timeout) + inNs(Milliseconds{500});
    };
    while (true) {
        if (reason.empty())
            schedule.startWhatIsDue();
        for (const auto& sample : client.finished())
            lines += toLine(sample);
        if (!lines.empty())
            writer.add(std::exchange(lines, {}));
        if (auto trouble = writer.trouble())
            return failure(*trouble); // an answer that cannot be kept is worth nothing: do not go on
        if (!reason.empty() && (client.inFlight() == 0 || monotonicNow() >= endNs))
            break;

        std::vector<curl_waitfd> others{{signals, CURL_WAIT_POLLIN, 0}};
        if (!lingerUntilNs)
            others.push_back({inputFile, CURL_WAIT_POLLIN, 0});
        auto wait = reason.empty() ? schedule.untilNext() : Milliseconds{50};
        if (lingerUntilNs && reason.empty())
            wait = std::min(wait, Milliseconds{(*lingerUntilNs - monotonicNow()) / 1'000'000 + 1});
        client.wait(others, wait);

        signalfd_siginfo signal{};
        if (::read(signals, &signal, sizeof signal) == static_cast<ssize_t>(sizeof signal))
            end(signal.ssi_signo == SIGTERM ? "SIGTERM" : "SIGINT");
        if (!lingerUntilNs && input.waiting() && !input.read())
            lingerUntilNs = monotonicNow() + inNs(configuration.linger);
        while (auto line = input.line())
            if (*line == "stop")
                end("stop");
        if (lingerUntilNs && monotonicNow() >= *lingerUntilNs)
            end("standard input closed");
    }
    for (const auto& sample : client.abandon())
        lines += toLine(sample);
    lines += Json{{"ended", reason}, {"n", schedule.sequence()}, {"mono", monotonicNow()}}.dump() + "\n";
    writer.add(lines);
    return writer.close();
}

} // namespace

int runProber(int input, int output) {
    // Secrets are in this process: no core file, no other process of the same user reads its memory.
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
    const int signals = watchSignals();

    Input lines(input);
    std::optional<std::string> first;
    while (!(first = lines.line()))
        if (!lines.read())
            return refuse(output,
                          {.what = "cannot start the prober",
                           .why = "standard input ended before its configuration",
                           .next = "muster-prober is started by muster; it is not meant to be used alone",
                           .target = {},
                           .retry = Retry::safe});
    auto configuration = parseConfiguration(*first);
    explicit_bzero(first->data(), first->size());
    if (!configuration)
        return refuse(output, configuration.error());
    auto client = ProbeClient::create(*configuration);
    if (!client)
        return refuse(output, client.error());
    auto writer = ProbeWriter::create(configuration->file, firstLine(*configuration));
    if (!writer)
        return refuse(output, writer.error());
    say(output, "ready\n");
    ::close(output);
    return probe(*configuration, **client, **writer, lines, input, signals) ? 0 : 1;
}

} // namespace muster::measure
