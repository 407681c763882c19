#include "engine/measure/Prober.h"

#include "engine/measure/ProbeConfiguration.h"
#include "engine/measure/ProberProcess.h"
#include "models/base/Json.h"
#include "models/base/Printable.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace muster::measure {

namespace {

tl::unexpected<Error> cannotStart(std::string why, std::string next, const std::string& service) {
    return failure({.what = "cannot start the prober",
                    .why = std::move(why),
                    .next = std::move(next),
                    .target = service,
                    .retry = Retry::safe});
}

ProbeConfiguration configurationOf(const ProberSettings& settings) {
    const auto& probe = *settings.service.probe;
    ProbeConfiguration result;
    result.file = settings.file;
    result.run = settings.run;
    result.client = settings.client;
    result.environment = settings.environment;
    result.service = settings.service.name;
    result.url = settings.service.url;
    result.request = probe.write.text;
    result.statuses = probe.statuses;
    result.interval = probe.every;
    result.connectTimeout = probe.timeout;
    result.timeout = probe.timeout;
    result.linger = settings.linger;
    result.lateBound = settings.starvationBound;
    // Twice what a service that hangs makes of the schedule: reached only if time limits do not hold.
    result.maxInFlight = static_cast<int>(
        std::clamp<std::int64_t>(2 * (probe.timeout / std::max(probe.every, Milliseconds{1})) + 8, 8, 500));
    result.caFile = settings.service.caFile;
    result.headers = settings.service.headers;
    result.secretHeaders = settings.secretHeaders;
    return result;
}

// What muster-prober said instead of "ready".
Error refusal(const std::string& answer, const ProberSettings& settings) {
    Error error{.what = "cannot start the prober",
                .why = "it gave no sign within " + formatDuration(settings.startTimeout),
                .next = "check that " + settings.program + " is the muster-prober of this version",
                .target = settings.service.name,
                .retry = Retry::safe};
    const auto json = Json::parse(answer, nullptr, false);
    if (json.is_object()) {
        const auto text = [&](const char* key) {
            return json.contains(key) && json[key].is_string()
                       ? printableLine(json[key].get<std::string>(), 1000)
                       : std::string();
        };
        error.what = text("what");
        error.why = text("why");
        error.next = text("next");
    }
    return error;
}

} // namespace

Prober::Prober(ProberSettings settings) : m_settings(std::move(settings)), m_reader(m_settings.file) {}

Result<std::unique_ptr<Prober>> Prober::start(const ProberSettings& settings) {
    if (!settings.service.probe)
        return cannotStart("the service '" + settings.service.name + "' has no `probe`",
                           "say in the environment file what a user of it writes", settings.service.name);
    const auto configuration = configurationOf(settings);
    if (auto checked = check(configuration); !checked) {
        auto error = checked.error();
        error.target = settings.service.name;
        return failure(std::move(error));
    }
    auto process = spawnProber(settings.program);
    if (!process)
        return tl::unexpected(process.error());

    std::unique_ptr<Prober> prober(new Prober(settings));
    prober->m_pid = process->pid;
    prober->m_input = process->input;
    auto line = toLine(configuration) + "\n";
    const bool told = sendAll(process->input, line);
    explicit_bzero(line.data(), line.size());
    const auto answer = told ? firstAnswer(process->output, settings.startTimeout) : std::string();
    ::close(process->output);
    if (answer == "ready")
        return prober;
    (void)prober->stop();
    return failure(refusal(answer, settings));
}

Prober::~Prober() {
    (void)stop();
}

Result<std::vector<metrics::Sample>> Prober::samples() {
    if (auto read = m_reader.read(); !read)
        return tl::unexpected(read.error());
    return m_reader.log().samples;
}

Result<std::vector<metrics::Sample>> Prober::fresh() {
    if (auto read = m_reader.read(); !read)
        return tl::unexpected(read.error());
    const auto& all = m_reader.log().samples;
    const auto from = std::exchange(m_given, all.size());
    return std::vector<metrics::Sample>(all.begin() + static_cast<std::ptrdiff_t>(from), all.end());
}

bool Prober::ended(Milliseconds within) {
    m_reaped = m_reaped || awaitEnd(m_pid, within, m_waitStatus);
    return m_reaped;
}

bool Prober::running() {
    return !ended(Milliseconds{0});
}

Result<> Prober::stop() {
    if (m_stopped)
        return {};
    m_stopped = true;
    const bool early = !running();
    sendAll(m_input, "stop\n");
    ::close(m_input);
    bool forced = false;
    if (!ended(m_settings.service.probe->timeout + Milliseconds{3000})) {
        forced = true;
        ::kill(m_pid, SIGTERM);
        if (!ended(Milliseconds{2000})) {
            ::kill(m_pid, SIGKILL);
            while (!ended(Milliseconds{1000})) {
            }
        }
    }
    const bool clean = WIFEXITED(m_waitStatus) && WEXITSTATUS(m_waitStatus) == 0;
    if (clean && !early && !forced)
        return {};
    std::string why = forced ? "it did not end when it was told to" : "it had ended before it was told to";
    if (WIFSIGNALED(m_waitStatus))
        why += " (signal " + std::to_string(WTERMSIG(m_waitStatus)) + ")";
    else if (WEXITSTATUS(m_waitStatus) != 0)
        why += " (exit code " + std::to_string(WEXITSTATUS(m_waitStatus)) + "; is there room for its log?)";
    return failure({.what = "the prober did not run to the end",
                    .why = why,
                    .next = "its answers so far are kept; run the drill again",
                    .target = m_settings.file,
                    .retry = Retry::safe});
}

metrics::Conditions Prober::conditions() const {
    metrics::Conditions result;
    result.interval = m_settings.service.probe->every;
    result.timeout = m_settings.service.probe->timeout;
    result.connectTimeout = m_settings.service.probe->timeout;
    result.stabilityWindow = metrics::stabilityWindow(m_settings.service.restartBackoff);
    result.starvationBound = m_settings.starvationBound;
    return result;
}

Result<std::unique_ptr<ports::Prober>> ProberLauncher::start(const ports::ProbeRequest& request) {
    // Names that could leave the folder are refused before anything is made of them.
    if (!isProbeName(request.run) || !isProbeName(request.client))
        return cannotStart("run and client may hold only A-Z a-z 0-9 . _ - and at most 100 of them",
                           "give them other names", request.service.name);
    if (::mkdir(m_folder.c_str(), 0700) != 0 && errno != EEXIST)
        return cannotStart("cannot make the folder " + m_folder + ": " + std::strerror(errno),
                           "make room or choose another folder", request.service.name);
    ProberSettings settings;
    settings.program = m_program;
    settings.file = m_folder + "/" + request.run + "-" + request.client + ".ndjson";
    settings.run = request.run;
    settings.client = request.client;
    settings.service = request.service;
    settings.secretHeaders = request.secretHeaders;
    settings.linger = m_linger;
    auto prober = Prober::start(settings);
    if (!prober)
        return tl::unexpected(prober.error());
    return std::unique_ptr<ports::Prober>(std::move(*prober));
}

} // namespace muster::measure
