#include "engine/drill/DrillRunner.h"

#include "engine/drill/PagerSilence.h"
#include "engine/drill/ReadLedger.h"
#include "engine/run/Entries.h"
#include "models/base/Utc.h"
#include "models/metrics/Measured.h"
#include "models/metrics/Steady.h"
#include "models/runbook/DrillReach.h"

#include <algorithm>
#include <thread>

namespace muster::drill {
namespace {

namespace phase = run::phase;

constexpr Milliseconds lookEvery{100};
constexpr Milliseconds silentLonger = std::chrono::minutes(5); // than a recovery and a putting back may take

// A stop that also comes when the time is up, so that a recovery that hangs is ended like a cancelled one.
class Deadline {
public:
    Deadline(std::stop_token outer, ports::Clock& clock, Milliseconds after)
        : m_forward(outer, [this]() { m_source.request_stop(); }),
          m_thread([this, &clock, after](std::stop_token stop) {
              if (clock.wait(after, stop)) {
                  m_passed = true;
                  m_source.request_stop();
              }
          }) {}
    [[nodiscard]] std::stop_token token() const { return m_source.get_token(); }
    [[nodiscard]] bool passed() const { return m_passed; }

private:
    std::stop_source m_source;
    std::atomic<bool> m_passed = false;
    std::stop_callback<std::function<void()>> m_forward;
    std::jthread m_thread;
};

// `since`: visits before belong to an earlier try.
bool allStepsOf(const incident::Incident& state, const std::string& phaseName, std::size_t since) {
    return std::none_of(state.visits.begin() + static_cast<std::ptrdiff_t>(since), state.visits.end(),
                        [&](const auto& visit) {
                            return visit.phase == phaseName && visit.state == incident::StepState::failed;
                        });
}

std::string failedSteps(const incident::Incident& state, const std::string& phaseName,
                        std::size_t since = 0) {
    std::string out;
    for (std::size_t i = since; i < state.visits.size(); ++i) {
        const auto& visit = state.visits[i];
        if (visit.phase != phaseName || visit.state != incident::StepState::failed)
            continue;
        out += (out.empty() ? "'" : "; '") + visit.title + "'";
        for (const auto& act : visit.acts)
            if (!act.why.empty() && &act == &visit.acts.back())
                out += " (" + act.host + ": " + act.why + ")";
    }
    return out;
}

Json numberOrNull(const incident::Incident& state, const std::string& name) {
    const auto found = state.captures.find(name);
    if (found == state.captures.end())
        return nullptr;
    const Json value = Json::parse(found->second, nullptr, false);
    return value.is_number() ? value : Json(nullptr);
}

} // namespace

DrillRunner::DrillRunner(run::World world, ports::ProberSource& probers, const run::Documents& documents,
                         run::RunLog& log, DrillSettings settings)
    : m_world(world), m_probers(probers), m_documents(documents), m_log(log), m_settings(std::move(settings)),
      m_driver(world, documents, log, nullptr), m_beside(world.clock),
      m_probeRun(world.writer + "-" + std::to_string(log.state().number)) {}

Result<std::string> DrillRunner::run(std::stop_token stop) {
    // Every stage returns an Error only when the journal fails; then nothing further is done here, and the
    // watchdog puts back.
    if (auto started = startProber(); !started) {
        m_untested.push_back(started.error().text());
        return close("not-tested", m_untested);
    }
    if (auto started = startBeside(); !started) {
        m_untested.push_back(started.error().text());
        return close("not-tested", m_untested);
    }
    auto steady = becomeSteady(stop);
    if (!steady)
        return failure(std::move(steady.error()));
    auto silent = *steady && !stop.stop_requested() ? silence() : Result<bool>(false);
    if (!silent)
        return failure(std::move(silent.error()));
    if (*silent) {
        m_beside.arm(stop);
        auto done = faultAndRecovery(m_beside.token());
        m_beside.disarm();
        if (!done)
            return failure(std::move(done.error()));
        if (auto noted = guardTripped(); !noted)
            return failure(std::move(noted.error()));
    }
    m_observedUntilNs = m_world.clock.now().monotonicNs;
    const bool cancelled = stop.stop_requested();
    if (auto done = putBack(); !done)
        return failure(std::move(done.error()));
    if (!cancelled)
        if (auto done = steadyAgain(stop); !done)
            return failure(std::move(done.error()));
    // Also where something is still broken: that is no drill any more.
    if (auto speaks = letPagerSpeak(m_world, m_documents, m_log); !speaks)
        return failure(std::move(speaks.error()));
    return verify(cancelled);
}

// Who would be woken up for a drill will not hurry for the next alert: without the silence nothing is broken.
Result<bool> DrillRunner::silence() {
    const auto why = silencePager(m_world, m_documents, m_log, 2 * m_settings.giveUpAfter + silentLonger);
    if (!why)
        return failure(why.error());
    if (!why->empty())
        m_untested.push_back("the pager could not be silenced: " + *why);
    return why->empty();
}

Result<> DrillRunner::faultAndRecovery(std::stop_token stop) {
    auto broken = breakIt(stop);
    if (!broken)
        return failure(std::move(broken.error()));
    if (!*broken)
        return {};
    auto observed = observe(stop);
    if (!observed)
        return failure(std::move(observed.error()));
    if (!*observed)
        return {};
    if (auto done = recover(stop); !done)
        return done;
    return settle(stop);
}

// Half a drill that was stopped measures nothing: it failed, whatever the probes of its own service say.
Result<> DrillRunner::guardTripped() {
    const auto tripped = m_beside.tripped();
    if (!tripped)
        return {};
    const std::string why = "the service '" + tripped->service +
                            "', which this drill has to leave alone, failed during it: " + tripped->why;
    m_guard = "stopped by a guard rail: " + why;
    return m_log.append("guard.tripped",
                        Json{{"service", tripped->service}, {"why", why}, {"mono", tripped->detectedNs}});
}

Result<ports::ProbeRequest> DrillRunner::probeOf(const environment::Service& service,
                                                 const std::string& run) const {
    ports::ProbeRequest request{run, "console", service, {}};
    for (const auto& [header, name] : service.secretHeaders) {
        const auto reference = m_documents.environment.secrets.find(name);
        if (reference == m_documents.environment.secrets.end())
            return failure(
                {"there is no secret '" + name + "'", "", "add it under `secrets`", "", Retry::safe});
        auto secret = m_world.secrets.get(reference->second);
        if (!secret)
            return failure(std::move(secret.error()));
        request.secretHeaders.emplace(header, std::move(*secret));
    }
    return request;
}

// Its probes write under names of their own, so that the ledger of the measured service never meets them.
Result<> DrillRunner::startBeside() {
    for (const auto& name :
         runbook::servicesBeside(m_documents.environment, *m_documents.drill, m_log.state().service)) {
        auto request = probeOf(*m_documents.service(name), m_probeRun + "-beside-" + name);
        if (!request)
            return failure(std::move(request.error()));
        auto prober = m_probers.start(*request);
        if (!prober)
            return failure(std::move(prober.error()));
        m_beside.add(name, std::move(*prober));
    }
    return {};
}

Result<> DrillRunner::startProber() {
    const auto* service = m_documents.service(m_log.state().service);
    if (service == nullptr || !service->probe)
        return failure({"nothing measures this drill",
                        "the service '" + m_log.state().service + "' declares no probe",
                        "add `probe` to it in the environment file", m_log.state().service, Retry::safe});
    auto request = probeOf(*service, m_probeRun);
    if (!request)
        return failure(std::move(request.error()));
    auto prober = m_probers.start(*request);
    if (!prober)
        return failure(std::move(prober.error()));
    m_prober = std::move(*prober);
    const auto kept = m_prober->conditions();
    return m_log.append("probe.started",
                        Json{{"client", request->client},
                             {"run", m_probeRun},
                             {"every_seconds", static_cast<double>(kept.interval.count()) / 1000.0},
                             {"timeout_seconds", static_cast<double>(kept.timeout.count()) / 1000.0},
                             {"file", m_prober->file()}});
}

Result<bool> DrillRunner::becomeSteady(std::stop_token stop) {
    auto done = m_driver.runPhase(phase::steadyState, stop);
    if (!done)
        return failure(std::move(done.error()));
    if (done->halted) {
        if (!stop.stop_requested())
            m_untested.push_back("the system was not in its steady state: " +
                                 failedSteps(m_log.state(), phase::steadyState));
        return false;
    }
    // As many probes without a failure, up to now, as the verdict will ask for.
    const auto needed = conditions().steadyBefore + conditions().interval;
    const auto begun = m_world.clock.now().monotonicNs;
    std::string beside;
    for (;;) {
        auto samples = m_prober->samples();
        if (!samples)
            break;
        beside = m_beside.unsteady(needed);
        if (metrics::steadyFor(*samples) >= needed && beside.empty())
            return true;
        if ((m_world.clock.now().monotonicNs - begun) / 1'000'000 > m_settings.steadyWithin.count())
            break;
        if (!m_world.clock.wait(lookEvery, stop))
            return false;
    }
    m_untested.push_back(beside.empty()
                             ? "the probes did not succeed steadily before the fault"
                             : "the service '" + beside +
                                   "', which this drill has to leave alone, was not well before it");
    return false;
}

Result<bool> DrillRunner::breakIt(std::stop_token stop) {
    Json steps = Json::array();
    for (const auto& step : m_documents.drill->breakIt)
        steps.push_back(step.slug);
    Json back = Json::array();
    for (const auto& step : m_documents.drill->putBack)
        back.push_back(step.slug);
    auto written = m_log.append("fault.registered",
                                Json{{"drill", m_documents.drill->id}, {"steps", steps}, {"put_back", back}});
    if (!written)
        return failure(std::move(written.error()));

    (void)m_prober->fresh(); // the detector looks at what comes from here on
    const auto now = m_world.clock.now();
    m_faultNs = now.monotonicNs;
    m_faultUtcMs = now.utcMs;
    if (auto stamped = stamp("fault", now.monotonicNs, now.utcMs); !stamped)
        return failure(std::move(stamped.error()));
    auto done = m_driver.runPhase(phase::breakIt, stop);
    if (!done)
        return failure(std::move(done.error()));
    m_injectedNs = m_world.clock.now().monotonicNs;
    if (done->halted) {
        if (!stop.stop_requested())
            m_untested.push_back("the fault could not be injected: " +
                                 failedSteps(m_log.state(), phase::breakIt));
        return false;
    }
    return true;
}

Result<bool> DrillRunner::observe(std::stop_token stop) {
    if (auto entered = enter(phase::observe); !entered)
        return failure(std::move(entered.error()));
    const auto begun = m_world.clock.now().monotonicNs;
    for (;;) {
        if (auto samples = m_prober->fresh()) {
            // A service that failed and came back while the fault was still being made was seen to fail too.
            for (const auto& sample : *samples)
                if (m_detector.feed(sample) && m_detector.state() == metrics::Detector::State::down)
                    break;
            if (m_detector.state() == metrics::Detector::State::down) {
                m_detectedNs = m_detector.detectedNs();
                const auto now = m_world.clock.now();
                const auto ago = (now.monotonicNs - *m_detectedNs) / 1'000'000;
                if (auto stamped = stamp("detected", m_detectedNs, now.utcMs - ago); !stamped)
                    return failure(std::move(stamped.error()));
                return true;
            }
        }
        if ((m_world.clock.now().monotonicNs - begun) / 1'000'000 > m_settings.observeWithin.count())
            break;
        if (!m_world.clock.wait(lookEvery, stop))
            return false;
    }
    m_untested.push_back("the fault was never observed: no run of probes failed within " +
                         formatDuration(m_settings.observeWithin) + " of it");
    return false;
}

Result<> DrillRunner::recover(std::stop_token stop) {
    Deadline deadline(stop, m_world.clock, m_settings.giveUpAfter);
    m_driver.stopReason = "given up after " + formatDuration(m_settings.giveUpAfter) +
                          ", or stopped by the operator or a guard rail";
    auto done = m_driver.runPhase(phase::recover, deadline.token());
    if (!done)
        return failure(std::move(done.error()));
    if (deadline.passed())
        m_failures.push_back("the recovery was given up after " + formatDuration(m_settings.giveUpAfter));
    else if (done->halted && !stop.stop_requested())
        m_failures.push_back("the runbook stopped at " + haltedAt());
    return {};
}

Result<> DrillRunner::settle(std::stop_token stop) {
    if (auto entered = enter(phase::settle); !entered)
        return entered;
    const auto deadline =
        m_faultNs + (m_settings.giveUpAfter + conditions().stabilityWindow).count() * 1'000'000;
    while (!stop.stop_requested() && m_failures.empty()) {
        const auto samples = m_prober->samples();
        if (!samples)
            break;
        const auto seen = metrics::availability(*samples, m_faultNs, conditions());
        if (seen.stable)
            break;
        if (m_world.clock.now().monotonicNs > deadline) {
            m_failures.push_back("the service was not stable " + formatDuration(m_settings.giveUpAfter) +
                                 " after the fault");
            break;
        }
        m_world.clock.wait(lookEvery, stop);
    }
    return {};
}

Result<> DrillRunner::putBack() {
    if (!m_log.state().faultStands())
        return {};
    const auto before = m_log.state().visits.size();
    auto done = m_driver.runPhase(phase::putBack, {});
    if (!done)
        return failure(std::move(done.error()));
    const auto state = m_log.state();
    const bool ok = !done->halted && allStepsOf(state, phase::putBack, before);
    const std::string why = ok ? "" : failedSteps(state, phase::putBack, before);
    if (!ok)
        m_failures.push_back("what the drill broke was not put back: " + why);
    return m_log.append("fault.withdrawn", Json{{"by", "console"}, {"ok", ok}, {"why", why}});
}

Result<> DrillRunner::steadyAgain(std::stop_token stop) {
    auto done = m_driver.runPhase(phase::steadyAgain, stop);
    if (!done)
        return failure(std::move(done.error()));
    if (done->halted && m_faultNs != 0)
        m_failures.push_back("the system was not steady again: " +
                             failedSteps(m_log.state(), phase::steadyAgain));
    return {};
}

Result<std::string> DrillRunner::verify(bool cancelled) {
    if (auto entered = enter(phase::verify); !entered)
        return failure(std::move(entered.error()));
    if (auto stopped = m_prober->stop(); !stopped)
        m_untested.push_back("the prober ended before its time: " + stopped.error().text());
    auto samples = m_prober->samples();
    if (m_faultNs == 0 || !samples) {
        m_untested.insert(m_untested.end(), m_failures.begin(), m_failures.end());
        if (!m_guard.empty())
            m_untested.insert(m_untested.begin(), m_guard);
        return close(!m_guard.empty() ? "failed" : cancelled ? "cancelled" : "not-tested", m_untested);
    }

    auto judged = conditions();
    judged.observedUntilNs = m_observedUntilNs;
    const auto seen = metrics::availability(*samples, m_faultNs, judged);
    const auto& service = *m_documents.service(m_log.state().service);
    auto nodes = readLedger(m_world, m_documents, m_log, service, m_probeRun);
    if (!nodes)
        m_failures.push_back(nodes.error().text());
    const auto ledger =
        metrics::compareLedger(*samples, nodes ? *nodes : std::vector<metrics::NodeContents>{}, seen);

    const auto state = m_log.state();
    Json body = metrics::measuredBody(seen, ledger, judged, {m_faultUtcMs, m_detectedNs});
    for (const char* name :
         {"work_lost_seconds", "workflows_affected", "workflows_recovered", "writes_reapplied"})
        body[name] = numberOrNull(state, name);
    // A log that cannot be read does not stop a drill whose fault stands: the drill fails, and says why.
    if (auto log = m_settings.readFile(m_prober->file()); !log) {
        m_failures.push_back(log.error().text());
        body["probe_log"] = nullptr;
    } else if (auto kept = m_log.keep(*log); !kept) {
        return failure(std::move(kept.error()));
    } else {
        body["probe_log"] = *kept;
    }
    if (auto written = m_log.append("measured", std::move(body)); !written)
        return failure(std::move(written.error()));

    auto verdict = metrics::judge(seen, ledger, {m_documents.rtoTarget(), m_documents.rpoTarget()});
    if (state.stampsUtc.contains("claimed") && !seen.recovered)
        m_failures.push_back("the runbook claimed recovery, and the probes disagree");
    if (!m_guard.empty())
        m_failures.insert(m_failures.begin(), m_guard);
    // A fault that still stands weighs more than anything that was measured.
    if (state.faultStands() || !m_guard.empty())
        return close("failed", m_failures);
    if (cancelled)
        return close("cancelled", {"stopped by the operator; what was broken was put back"});
    if (m_untested.empty() && verdict.judgement == metrics::Judgement::notTested)
        m_untested = verdict.reasons;
    if (!m_untested.empty()) {
        m_untested.insert(m_untested.end(), m_failures.begin(), m_failures.end());
        return close("not-tested", m_untested);
    }
    if (!m_failures.empty()) {
        if (verdict.judgement == metrics::Judgement::failed)
            m_failures.insert(m_failures.end(), verdict.reasons.begin(), verdict.reasons.end());
        return close("failed", m_failures);
    }
    return close(std::string(metrics::word(verdict.judgement)), verdict.reasons);
}

Result<std::string> DrillRunner::close(const std::string& verdict, const std::vector<std::string>& why) {
    auto entries = run::abandonActive(m_log.state(), "the run was closed");
    entries.push_back({m_log.state().number, "run.closed", Json{{"verdict", verdict}, {"why", why}}});
    if (auto written = m_log.append(entries); !written)
        return failure(std::move(written.error()));
    return verdict;
}

Result<> DrillRunner::enter(const std::string& phaseName) {
    return m_log.append("phase.entered", Json{{"phase", phaseName}, {"next", nullptr}});
}

Result<> DrillRunner::stamp(const std::string& name, std::optional<std::int64_t> monotonicNs,
                            std::int64_t utcMs) {
    return m_log.append("stamp", Json{{"name", name},
                                      {"mono", monotonicNs ? Json(*monotonicNs) : Json(nullptr)},
                                      {"utc", formatUtc(utcMs)}});
}

metrics::Conditions DrillRunner::conditions() const {
    auto out = m_prober->conditions();
    out.injectedNs = m_injectedNs;
    return out;
}

std::string DrillRunner::haltedAt() const {
    return failedSteps(m_log.state(), phase::recover);
}

Result<bool> withdraw(run::World world, const run::Documents& documents, run::RunLog& log,
                      const std::string& by) {
    const auto interrupted = log.state();
    std::vector<ports::Entry> entries{
        {interrupted.number, "run.resumed", Json{{"interrupted_at", interrupted.lastSequence}}},
        {interrupted.number, "run.cancelled", Json{{"reason", "the console was interrupted"}}}};
    for (auto& entry : run::abandonActive(interrupted, "the console was interrupted"))
        entries.push_back(std::move(entry));
    if (auto written = log.append(entries); !written)
        return failure(std::move(written.error()));

    run::Driver driver(world, documents, log, nullptr);
    if (auto settled = driver.proceed({}); !settled) // what became of acts that were under way
        return failure(std::move(settled.error()));
    bool ok = true;
    std::vector<std::string> why{"the console was interrupted"};
    if (log.state().faultStands()) {
        const auto before = log.state().visits.size();
        auto done = driver.runPhase(phase::putBack, {});
        if (!done)
            return failure(std::move(done.error()));
        ok = !done->halted && allStepsOf(log.state(), phase::putBack, before);
        const std::string left = ok ? "" : failedSteps(log.state(), phase::putBack, before);
        why.push_back(ok ? "what was broken was put back"
                         : "what was broken was not put back completely: " + left);
        if (auto written = log.append("fault.withdrawn", Json{{"by", by}, {"ok", ok}, {"why", left}});
            !written)
            return failure(std::move(written.error()));
    }
    if (auto speaks = letPagerSpeak(world, documents, log); !speaks)
        return failure(std::move(speaks.error()));
    auto closing = run::abandonActive(log.state(), "the run was closed");
    closing.push_back({interrupted.number, "run.closed", Json{{"verdict", "withdrawn"}, {"why", why}}});
    if (auto written = log.append(closing); !written)
        return failure(std::move(written.error()));
    return ok;
}

} // namespace muster::drill
