// Drives the workflows on a thread of its own. It works only while it holds the lease, an advisory lock on
// its own session: when that session is lost, somebody else may hold it, so everything since the last
// checkpoint is dropped, and after attaching again each workflow resumes from its newest checkpoint. One
// whose checkpoint does not verify is set aside; the rest goes on.
#pragma once

#include "range/orchestrator/Practice.h"
#include "range/orchestrator/Store.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace muster::range {

class Engine {
public:
    // Critical workflows get a checkpoint after half of `checkpointEvery`. `takeoverAfter`: the lease is
    // taken only once it was seen free for so long without a break, so that another service that just
    // restarts comes first. 0: as soon as it is free.
    Engine(std::string conninfo, Milliseconds checkpointEvery, Milliseconds takeoverAfter,
           Practice& practice);
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;
    ~Engine();

    void start();
    // Ends the work: a last checkpoint of every workflow, one after the other, so that nothing has to be done
    // again. Blocks.
    void drain();
    // Something changed in the database: look now instead of within a second. Thread-safe.
    void lookAgain();
    // Somebody decided that the other one does not come back: the lease is taken as soon as it is free, and
    // left to nobody first. Holds until it was taken. Never takes it from one who has it. Thread-safe.
    void takeOver();

    struct Status {
        bool attached = false;
        std::string why; // not attached: why
        int working = 0; // workflows in hand
        std::int64_t checkpointsWritten = 0;
        std::int64_t checkpointsRejected = 0; // they did not verify
        std::int64_t effectsApplied = 0;
        std::int64_t effectsRepeated = 0; // done again, found applied
        std::int64_t interruptions = 0;
    };
    [[nodiscard]] Status status() const; // thread-safe

private:
    struct InHand {
        Plan plan;
        Progress progress;
        std::int64_t checkpointedMilliseconds = 0;
        std::int64_t checkpointNumber = 0;
    };

    void work();
    [[nodiscard]] Result<> attach();
    [[nodiscard]] Result<> letOthersGoFirst(Connection& database);
    void detach(const std::string& why);
    [[nodiscard]] Result<> resume(const std::vector<store::Loaded>& loaded);
    [[nodiscard]] Result<> tick();
    [[nodiscard]] Result<> applyFinished(const std::vector<store::Effect>& finished);
    [[nodiscard]] Result<> report();
    [[nodiscard]] Result<> adoptNew();
    [[nodiscard]] Result<> checkpoint();
    [[nodiscard]] Result<> write(const std::vector<store::Checkpoint>& due);
    [[nodiscard]] Result<> lastCheckpoints();
    void takeInHand(const store::Loaded& loaded);
    [[nodiscard]] bool stopRequested() const;
    [[nodiscard]] bool takeoverRequested() const;

    const std::string m_conninfo;
    const Milliseconds m_checkpointEvery;
    const Milliseconds m_takeoverAfter;
    Practice& m_practice;

    // Of the thread alone.
    std::unique_ptr<Connection> m_database;
    std::map<std::int64_t, InHand> m_inHand;
    std::map<std::int64_t, std::int64_t> m_reached; // milliseconds worked when the session was lost
    std::optional<std::int64_t> m_lostAt;           // UTC milliseconds; set: attached before, lost since
    std::string m_lostWhy;
    std::chrono::steady_clock::time_point m_reportDue;
    std::optional<std::chrono::steady_clock::time_point> m_freeSince; // when the lease was first seen free

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    Status m_status;
    bool m_stop = false;
    bool m_look = false;
    bool m_takeover = false;
    std::thread m_thread;
};

} // namespace muster::range
