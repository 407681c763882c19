#include "app/desk/Monitor.h"

#include "app/workshop/Places.h"
#include "engine/measure/WatchLogs.h"
#include "engine/transport/secrets/SecretStore.h"

#include <algorithm>
#include <deque>
#include <map>

namespace muster::app {
namespace {

using Health = ports::ServiceHealth;

constexpr Milliseconds shortestInterval{1000}; // all day long, a service is not asked more often
constexpr Milliseconds lookEvery{250};
constexpr Milliseconds startAgainAfter{5000};
constexpr Milliseconds linger{2000};
constexpr std::int64_t longestLogMs = 60 * 60 * 1000;
constexpr std::chrono::hours keepLogs{1}; // an incident that is declared late still finds its fault in them
constexpr std::int64_t removeEveryMs = 60 * 1000;
constexpr std::size_t answersForMedian = 10;
constexpr std::int64_t shownSeconds = 60;

Health::Tick worse(Health::Tick one, Health::Tick other) {
    return std::max(one, other); // none < ok < failed < unknown: an answer that failed is shown
}

Health::Tick tickOf(metrics::Answer answer) {
    switch (answer) {
    case metrics::Answer::ok:
        return Health::Tick::ok;
    case metrics::Answer::failed:
        return Health::Tick::failed;
    case metrics::Answer::unknown:
        break;
    }
    return Health::Tick::unknown;
}

} // namespace

struct Monitor::Watched {
    environment::Service service;
    std::unique_ptr<measure::Prober> prober;
    std::int64_t startedUtcMs = 0;
    std::int64_t tryAgainUtcMs = 0;
    metrics::Detector detector;
    std::deque<double> good; // milliseconds of the last good answers
    std::map<std::int64_t, Health::Tick> seconds;
    std::string lastFailure;
    bool failing = false;
    // Under Monitor::m_mutex.
    Health shown;
};

Monitor::Monitor(const environment::Environment& environment, const std::string& writer, Announcer& announcer,
                 ports::Clock& clock)
    : m_environment(environment), m_writer(writer), m_announcer(announcer), m_clock(clock) {
    for (const auto& [name, service] : m_environment.services) {
        if (!service.probe)
            continue;
        auto watched = std::make_unique<Watched>();
        watched->service = service;
        watched->service.probe->every = std::max(service.probe->every, shortestInterval);
        watched->shown.environment = m_environment.name;
        watched->shown.service = name;
        watched->shown.every = watched->service.probe->every;
        watched->shown.why = "its probe is starting";
        m_watched.push_back(std::move(watched));
    }
    m_thread = std::jthread([this](std::stop_token stop) { work(stop); });
}

Monitor::~Monitor() = default;

std::vector<Health> Monitor::health() const {
    const std::lock_guard lock(m_mutex);
    std::vector<Health> out;
    for (const auto& watched : m_watched)
        out.push_back(watched->shown);
    return out;
}

void Monitor::keepLogsOf(std::set<std::string> environments) {
    const std::lock_guard lock(m_mutex);
    m_keepLogsOf = std::move(environments);
}

bool Monitor::mayRemove(const std::string& environment) const {
    const std::lock_guard lock(m_mutex);
    // A log that does not say its environment may be of any.
    return m_keepLogsOf &&
           (environment.empty() ? m_keepLogsOf->empty() : !m_keepLogsOf->contains(environment));
}

void Monitor::removeOldLogs(std::int64_t nowUtcMs) {
    if (nowUtcMs - m_removedUtcMs < removeEveryMs)
        return;
    m_removedUtcMs = nowUtcMs;
    const auto needed = [this](const std::string& environment) { return !mayRemove(environment); };
    (void)measure::removeWatchLogs(probesFolder(), m_writer, keepLogs, needed);
    // Consoles that only read measure nothing.
    (void)measure::removeWatchLogs(probesFolder(), readerName, keepLogs, [](const auto&) { return false; });
}

void Monitor::work(std::stop_token stop) {
    do {
        for (auto& watched : m_watched) {
            const auto now = m_clock.now().utcMs;
            const bool old = watched->prober && now - watched->startedUtcMs > longestLogMs;
            if (old && mayRemove(m_environment.name) &&
                watched->detector.state() == metrics::Detector::State::up)
                watched->prober.reset();
            if (!watched->prober && now >= watched->tryAgainUtcMs)
                start(*watched);
            look(*watched);
        }
        removeOldLogs(m_clock.now().utcMs);
        m_announcer.tell([](auto& observer) { observer.healthChanged(); });
    } while (m_clock.wait(lookEvery, stop));
    for (auto& watched : m_watched)
        watched->prober.reset();
}

void Monitor::start(Watched& watched) {
    const auto now = m_clock.now();
    watched.tryAgainUtcMs = now.utcMs + startAgainAfter.count();
    const auto trouble = [&](const std::string& why) {
        const std::lock_guard lock(m_mutex);
        watched.shown.state = Health::State::unknown;
        watched.shown.why = why;
    };
    const auto folder = probesFolder();
    if (!ensureFolder(folder))
        return trouble("its probe cannot keep a log: there is no folder " + folder.string());
    measure::ProberSettings settings;
    settings.program = (programFolder() / "muster-prober").string();
    // Of this start of this console and no other.
    settings.run = measure::watchRun(m_writer, now.utcMs);
    settings.client = "console";
    settings.environment = m_environment.name;
    settings.file = (folder / measure::watchLogName(settings.run, watched.service.name)).string();
    settings.service = watched.service;
    settings.linger = linger;
    transport::SecretStore secrets;
    for (const auto& [header, name] : watched.service.secretHeaders) {
        const auto reference = m_environment.secrets.find(name);
        if (reference == m_environment.secrets.end())
            return trouble("there is no secret '" + name + "'");
        auto secret = secrets.get(reference->second);
        if (!secret)
            return trouble(secret.error().text());
        settings.secretHeaders.emplace(header, std::move(*secret));
    }
    auto prober = measure::Prober::start(settings);
    if (!prober)
        return trouble(prober.error().text());
    watched.prober = std::move(*prober);
    watched.startedUtcMs = now.utcMs;
}

void Monitor::look(Watched& watched) {
    if (!watched.prober)
        return;
    const auto now = m_clock.now().utcMs;
    auto fresh = watched.prober->fresh();
    Health shown;
    {
        const std::lock_guard lock(m_mutex);
        shown = watched.shown;
    }
    if (fresh) {
        for (const auto& sample : *fresh) {
            const bool ok = sample.answer == metrics::Answer::ok;
            const std::int64_t answeredMs = sample.utcMs + (sample.doneNs - sample.sentNs) / 1'000'000;
            auto& tick = watched.seconds[sample.utcMs / 1000];
            tick = worse(tick, tickOf(sample.answer));
            shown.asOfUtcMs = std::max(shown.asOfUtcMs, answeredMs);
            if (ok) {
                watched.good.push_back(static_cast<double>(sample.doneNs - sample.sentNs) / 1e6);
                if (watched.good.size() > answersForMedian)
                    watched.good.pop_front();
                if (!watched.failing)
                    shown.lastGoodUtcMs = answeredMs;
                watched.failing = false;
            } else {
                watched.lastFailure =
                    sample.detail.empty() ? "status " + std::to_string(sample.status) : sample.detail;
                if (!watched.failing)
                    shown.firstBadUtcMs = answeredMs;
                watched.failing = true;
            }
            if (watched.detector.feed(sample))
                shown.sinceUtcMs = watched.detector.state() == metrics::Detector::State::down
                                       ? shown.firstBadUtcMs
                                       : answeredMs;
            // While it is up again, the next outage's edge is looked for.
            if (ok && watched.detector.state() == metrics::Detector::State::up)
                shown.lastGoodUtcMs = answeredMs;
        }
    }
    const auto patience =
        3 * watched.service.probe->every.count() + watched.service.probe->timeout.count() + 1000;
    const bool silent = now - std::max(shown.asOfUtcMs, watched.startedUtcMs) > patience;
    const bool dead = !watched.prober->running();
    const auto before = shown.state;
    switch (watched.detector.state()) {
    case metrics::Detector::State::up:
        shown.state = Health::State::up;
        shown.why.clear();
        break;
    case metrics::Detector::State::down:
        shown.state = Health::State::down;
        shown.why = watched.lastFailure;
        break;
    case metrics::Detector::State::untold:
        break;
    }
    if (dead || silent || !fresh) {
        shown.state = Health::State::unknown;
        shown.why = !fresh ? fresh.error().text()
                    : dead ? "its probe ended; it is started again"
                           : "its probe says nothing";
        if (before != Health::State::unknown)
            shown.sinceUtcMs = now;
    }
    std::erase_if(watched.seconds, [&](const auto& each) { return each.first < now / 1000 - shownSeconds; });
    shown.lastMinute.clear();
    for (std::int64_t second = now / 1000 - shownSeconds; second < now / 1000; ++second) {
        const auto found = watched.seconds.find(second);
        shown.lastMinute.push_back(found == watched.seconds.end() ? Health::Tick::none : found->second);
    }
    if (!watched.good.empty()) {
        std::vector<double> sorted(watched.good.begin(), watched.good.end());
        std::sort(sorted.begin(), sorted.end());
        shown.milliseconds = sorted[sorted.size() / 2];
    }
    {
        const std::lock_guard lock(m_mutex);
        watched.shown = std::move(shown);
    }
    if (dead) {
        watched.prober.reset();
        watched.detector = metrics::Detector();
    }
}

} // namespace muster::app
