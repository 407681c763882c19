#include "range/orchestrator/Engine.h"

#include "range/orchestrator/Log.h"

#include <algorithm>

namespace muster::range {
namespace {

using Clock = std::chrono::steady_clock;

constexpr Milliseconds reportEvery{1000};
constexpr Milliseconds attachEvery{200};

std::int64_t utcMilliseconds() {
    return std::chrono::duration_cast<Milliseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

} // namespace

Engine::Engine(std::string conninfo, Milliseconds checkpointEvery, Milliseconds takeoverAfter,
               Practice& practice)
    : m_conninfo(std::move(conninfo)), m_checkpointEvery(checkpointEvery), m_takeoverAfter(takeoverAfter),
      m_practice(practice) {
    m_status.why = "not started yet";
}

Engine::~Engine() {
    drain();
}

void Engine::start() {
    m_thread = std::thread([this] { work(); });
}

void Engine::drain() {
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

void Engine::lookAgain() {
    const std::lock_guard lock(m_mutex);
    m_look = true;
}

void Engine::takeOver() {
    {
        const std::lock_guard lock(m_mutex);
        m_takeover = true;
    }
    log("told to take the lease as soon as it is free");
}

Engine::Status Engine::status() const {
    const std::lock_guard lock(m_mutex);
    return m_status;
}

bool Engine::stopRequested() const {
    const std::lock_guard lock(m_mutex);
    return m_stop;
}

bool Engine::takeoverRequested() const {
    const std::lock_guard lock(m_mutex);
    return m_takeover;
}

void Engine::work() {
    auto due = Clock::now();
    while (!stopRequested()) {
        m_practice.at(Practice::Crash::abort);
        m_practice.at(Practice::Crash::memory);
        const auto done = m_database ? tick() : attach();
        if (!done)
            detach(done.error().why.empty() ? done.error().what : done.error().why);
        // A tick that came late is not made up for: progress counts work done, not time gone by.
        due = std::max(due + Milliseconds(m_database ? tickMilliseconds : attachEvery.count()), Clock::now());
        std::unique_lock lock(m_mutex);
        m_wake.wait_until(lock, due, [this] { return m_stop; });
    }
    if (!m_database)
        return;
    log("draining: " + std::to_string(m_inHand.size()) + " workflows get their last checkpoint");
    auto done = lastCheckpoints();
    done = done ? report() : done;
    done = done ? store::setStoppedCleanly(*m_database, true) : done;
    log(done ? "stopped; every workflow is at a checkpoint"
             : "stopped without a last checkpoint: " + done.error().text());
}

Result<> Engine::letOthersGoFirst(Connection& database) {
    if (m_takeoverAfter == Milliseconds(0) || takeoverRequested())
        return {};
    const auto held = database.query("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
                                     " AND classid = 0 AND objid = 7300 AND granted");
    if (!held) {
        m_freeSince.reset();
        return failure(held.error());
    }
    if (held->front()[0] != "0") {
        m_freeSince.reset();
        return failure({.what = "another orchestrator holds the lease on the workflows"});
    }
    if (!m_freeSince)
        m_freeSince = Clock::now();
    if (Clock::now() - *m_freeSince < m_takeoverAfter)
        return failure({.what = "the lease on the workflows is left to another orchestrator for a moment"});
    return {};
}

Result<> Engine::attach() {
    auto database = Connection::open(m_conninfo);
    if (!database) {
        m_freeSince.reset(); // unseen is not free
        return failure(database.error());
    }
    if (auto first = letOthersGoFirst(**database); !first)
        return first;
    m_freeSince.reset();
    const auto lease = (*database)->query("SELECT pg_try_advisory_lock(7300)");
    if (!lease)
        return failure(lease.error());
    if (lease->front()[0] != "t")
        return failure({.what = "another orchestrator holds the lease on the workflows"});
    m_database = std::move(*database);
    if (auto ready = store::ensureSchema(*m_database); !ready)
        return ready;
    const auto loaded = store::loadRunning(*m_database);
    if (!loaded)
        return failure(loaded.error());
    if (auto resumed = resume(*loaded); !resumed)
        return resumed;
    m_reportDue = Clock::now();
    const std::lock_guard lock(m_mutex);
    m_takeover = false;
    m_status.attached = true;
    m_status.why.clear();
    m_status.working = static_cast<int>(m_inHand.size());
    log("attached to the database; " + std::to_string(m_inHand.size()) + " workflows in hand");
    return {};
}

Result<> Engine::resume(const std::vector<store::Loaded>& loaded) {
    const auto clean = store::wasStoppedCleanly(*m_database);
    if (!clean)
        return failure(clean.error());
    store::Interruption interruption;
    interruption.reason = m_lostAt ? "the database was lost: " + m_lostWhy
                          : *clean ? "the service was stopped gracefully"
                                   : "the service was killed";
    interruption.noticedUtcMilliseconds = m_lostAt;
    int rejected = 0;
    for (const auto& each : loaded) {
        const auto remembered = m_reached.find(each.plan.id);
        const auto at = each.progress ? each.progress->workedMilliseconds(each.plan) : 0;
        const auto reached =
            std::max({at, each.reachedMilliseconds, remembered == m_reached.end() ? 0 : remembered->second});
        // Of one that is set aside nobody knows yet what has to be done again: whoever releases it will.
        interruption.resumptions.push_back(
            {each.plan.id, each.progress ? at : reached, reached, each.why, each.checkpointNumber});
        rejected += each.progress ? 0 : 1;
    }
    const bool interrupted = m_lostAt || !*clean || !loaded.empty();
    if (interrupted) {
        if (auto kept = store::recordInterruption(*m_database, interruption); !kept)
            return kept;
        log("resuming " + std::to_string(loaded.size()) +
            " workflows from their checkpoints: " + interruption.reason);
    } else if (auto marked = store::setStoppedCleanly(*m_database, false); !marked) {
        return marked;
    }
    m_inHand.clear();
    for (const auto& each : loaded)
        takeInHand(each);
    m_reached.clear();
    m_lostAt.reset();
    const std::lock_guard lock(m_mutex);
    m_status.checkpointsRejected += rejected;
    m_status.interruptions += interrupted ? 1 : 0;
    return {};
}

void Engine::takeInHand(const store::Loaded& loaded) {
    if (!loaded.progress) {
        log("quarantined workflow " + std::to_string(loaded.plan.id) + ": checkpoint " +
            std::to_string(loaded.checkpointNumber) + " does not verify: " + loaded.why);
        return;
    }
    m_inHand[loaded.plan.id] = {loaded.plan, *loaded.progress,
                                loaded.progress->workedMilliseconds(loaded.plan), loaded.checkpointNumber};
}

void Engine::detach(const std::string& why) {
    m_database.reset();
    // Between two attempts to attach nothing was worked on: only the loss itself is remembered.
    if (!m_inHand.empty() || status().attached) {
        m_lostAt = utcMilliseconds();
        m_lostWhy = why;
        for (const auto& [id, each] : m_inHand)
            m_reached[id] = each.progress.workedMilliseconds(each.plan);
        m_inHand.clear();
        log("lost the database: " + why);
    }
    const std::lock_guard lock(m_mutex);
    m_status.attached = false;
    m_status.why = why;
    m_status.working = 0;
}

Result<> Engine::tick() {
    if (!m_database->alive())
        return failure({.what = "the session with the database was closed"});
    std::vector<store::Effect> finished;
    for (auto& [id, each] : m_inHand) {
        if (m_practice.hangs(id))
            continue;
        if (advance(each.plan, each.progress))
            finished.push_back(
                {each.plan, each.progress.step, each.progress.digest, each.progress.finished(each.plan)});
    }
    if (auto applied = applyFinished(finished); !applied)
        return applied;
    if (auto written = checkpoint(); !written)
        return written;
    bool look = Clock::now() >= m_reportDue;
    {
        const std::lock_guard lock(m_mutex);
        look = look || m_look;
        m_look = false;
    }
    if (!look)
        return {};
    m_reportDue = Clock::now() + reportEvery;
    if (auto reported = report(); !reported)
        return reported;
    return adoptNew();
}

Result<> Engine::applyFinished(const std::vector<store::Effect>& finished) {
    if (finished.empty())
        return {};
    const auto applied = store::applyEffects(*m_database, finished);
    if (!applied)
        return failure(applied.error());
    for (const auto& each : finished) {
        if (each.lastStep)
            m_inHand.erase(each.plan.id);
    }
    for (const auto id : applied->contradicted) {
        log("quarantined workflow " + std::to_string(id) +
            ": it gave another result when its work was repeated");
        m_inHand.erase(id);
    }
    const std::lock_guard lock(m_mutex);
    m_status.effectsApplied += applied->applied;
    m_status.effectsRepeated += applied->alreadyThere;
    m_status.working = static_cast<int>(m_inHand.size());
    return {};
}

Result<> Engine::report() {
    std::map<std::int64_t, std::int64_t> worked;
    for (const auto& [id, each] : m_inHand)
        worked[id] = each.progress.workedMilliseconds(each.plan);
    if (worked.empty())
        return {};
    const auto running = store::heartbeat(*m_database, worked);
    if (!running)
        return failure(running.error());
    // What was cancelled meanwhile is let go.
    std::erase_if(m_inHand, [&](const auto& entry) {
        return std::find(running->begin(), running->end(), entry.first) == running->end();
    });
    return {};
}

Result<> Engine::adoptNew() {
    const auto loaded = store::loadRunning(*m_database);
    if (!loaded)
        return failure(loaded.error());
    int rejected = 0;
    for (const auto& each : *loaded) {
        if (m_inHand.contains(each.plan.id))
            continue; // what it holds in hand counts, not what is stored
        takeInHand(each);
        if (each.progress)
            continue;
        ++rejected;
        if (auto aside = store::setAside(*m_database, each.plan.id, each.checkpointNumber, each.why); !aside)
            return aside;
    }
    const std::lock_guard lock(m_mutex);
    m_status.checkpointsRejected += rejected;
    m_status.working = static_cast<int>(m_inHand.size());
    return {};
}

Result<> Engine::checkpoint() {
    std::vector<store::Checkpoint> due;
    for (const auto& [id, each] : m_inHand) {
        const auto worked = each.progress.workedMilliseconds(each.plan);
        const auto every = m_checkpointEvery.count() / (each.plan.critical ? 2 : 1);
        if (worked - each.checkpointedMilliseconds >= every)
            due.push_back({id, each.checkpointNumber + 1, worked, stored(each.plan, each.progress)});
    }
    return due.empty() ? Result<>() : write(due);
}

Result<> Engine::lastCheckpoints() {
    for (const auto& [id, each] : m_inHand) {
        const auto worked = each.progress.workedMilliseconds(each.plan);
        if (worked == each.checkpointedMilliseconds)
            continue;
        if (auto written = write({{id, each.checkpointNumber + 1, worked, stored(each.plan, each.progress)}});
            !written)
            return written;
        m_practice.at(Practice::Crash::duringDrain);
    }
    return {};
}

Result<> Engine::write(const std::vector<store::Checkpoint>& due) {
    m_practice.at(Practice::Crash::beforeCheckpoint);
    if (auto written = store::writeCheckpoints(*m_database, due); !written)
        return written;
    for (const auto& each : due) {
        m_inHand[each.workflow].checkpointNumber = each.number;
        m_inHand[each.workflow].checkpointedMilliseconds = each.workedMilliseconds;
    }
    const std::lock_guard lock(m_mutex);
    m_status.checkpointsWritten += static_cast<std::int64_t>(due.size());
    return {};
}

} // namespace muster::range
