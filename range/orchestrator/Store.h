// What the service keeps in PostgreSQL, and every statement that touches it. Functions on a connection that
// the caller owns; where several statements belong together they run in one transaction.
#pragma once

#include "models/base/Json.h"
#include "range/orchestrator/Connection.h"
#include "range/orchestrator/Workflow.h"

#include <map>

namespace muster::range::store {

// Creates what is missing. Safe to call again and from several services at once.
[[nodiscard]] Result<> ensureSchema(Connection& database);

struct NewWorkflows {
    std::string name;
    int steps = 1;
    std::int64_t stepMilliseconds = 1000;
    int count = 1;
    bool critical = false;
    std::string idempotencyKey; // empty: none
};
struct Created {
    std::vector<std::int64_t> ids;
    bool existed = false; // the key had been used: these are the workflows made then
};
// All of them with their first checkpoint, or none.
[[nodiscard]] Result<Created> createWorkflows(Connection& database, const NewWorkflows& wanted);

// A running workflow as the database knows it.
struct Loaded {
    Plan plan;
    std::optional<Progress> progress;     // of the newest checkpoint; nullopt: it does not verify
    std::string why;                      // ... for this reason
    std::int64_t checkpointNumber = 0;    // of the newest, whether it verifies or not
    std::int64_t reachedMilliseconds = 0; // progress it had reported
};
[[nodiscard]] Result<std::vector<Loaded>> loadRunning(Connection& database);

// Why workflows had to begin again from their checkpoints, and what that cost each of them.
struct Interruption {
    std::string reason;
    std::optional<std::int64_t> noticedUtcMilliseconds;
    struct Resumption {
        std::int64_t workflow = 0;
        std::int64_t checkpointMilliseconds = 0;
        std::int64_t reachedMilliseconds = 0;
        std::string quarantined; // not empty: it is set aside, for this reason
        std::int64_t checkpoint = 0;
    };
    std::vector<Resumption> resumptions;
};
// In one transaction, together with setStoppedCleanly(false) and what is set aside.
[[nodiscard]] Result<> recordInterruption(Connection& database, const Interruption& interruption);

// Was the service stopped gracefully the last time? Sets the answer for the next time.
[[nodiscard]] Result<bool> wasStoppedCleanly(Connection& database);
[[nodiscard]] Result<> setStoppedCleanly(Connection& database, bool clean);

// Reports progress (id -> milliseconds worked); returns the ids that are still running.
[[nodiscard]] Result<std::vector<std::int64_t>> heartbeat(Connection& database,
                                                          const std::map<std::int64_t, std::int64_t>& worked);

struct Checkpoint {
    std::int64_t workflow = 0;
    std::int64_t number = 0;
    std::int64_t workedMilliseconds = 0;
    StoredState state;
};
// Writes them in one transaction and keeps the last three of each workflow.
[[nodiscard]] Result<> writeCheckpoints(Connection& database, const std::vector<Checkpoint>& checkpoints);

// The effect of a completed step, applied exactly once however often the step is worked through.
struct Effect {
    Plan plan;
    int step = 0; // from 1
    std::string digest;
    bool lastStep = false;
};
struct Applied {
    int applied = 0;
    int alreadyThere = 0;
    std::vector<std::int64_t> contradicted; // workflows whose repeated work gave another result
};
[[nodiscard]] Result<Applied> applyEffects(Connection& database, const std::vector<Effect>& effects);

// True: cancelled now; false: there is no running workflow of this number.
[[nodiscard]] Result<bool> cancelWorkflow(Connection& database, std::int64_t id);

// Sets a running workflow aside: nothing works on it until a person has looked. Keeps what the checkpoint
// holds as evidence. Within the caller's transaction, or as one of its own.
[[nodiscard]] Result<> setAside(Connection& database, std::int64_t workflow, std::int64_t checkpoint,
                                const std::string& reason);
// {"open": n, "workflows": [{"workflow", "name", "reason", "at", "seconds", "checkpoint",
//   "checkpoints": [{"number", "at", "worked_seconds", "verifies", "why"}]}]}
[[nodiscard]] Result<Json> listQuarantine(Connection& database);

enum class From {
    asItStands, // the newest checkpoint, which a person has repaired
    newestGood, // the newest one that verifies
    beginning   // none: every step is worked through again, and none is applied twice
};
struct Released {
    bool released = false;
    std::string why; // not: why
    std::int64_t checkpoint = 0;
    std::int64_t workedMilliseconds = 0;
};
// Puts a quarantined workflow to work again, from a new checkpoint that is a copy of the chosen one.
[[nodiscard]] Result<Released> release(Connection& database, std::int64_t workflow, From from);
[[nodiscard]] Result<std::vector<std::int64_t>> quarantined(Connection& database);

[[nodiscard]] Result<Json> listWorkflows(Connection& database, const std::string& state, int limit);
[[nodiscard]] Result<Json> summary(Connection& database);

// True: written now, and COMMIT has returned; false: it was there before.
[[nodiscard]] Result<bool> writeLedger(Connection& database, const std::string& run,
                                       const std::string& client, std::int64_t sequence);

// Workflows that run and have not come further for so long. 0: all move.
[[nodiscard]] Result<int> standingStill(Connection& database, Milliseconds atLeast);
// A place in the database's log behind everything that was committed up to now ...
[[nodiscard]] Result<std::string> writtenUpTo(Connection& database);
// ... and whether a standby has written its log to disk up to there.
[[nodiscard]] Result<bool> standbyHas(Connection& database, const std::string& place);

} // namespace muster::range::store
