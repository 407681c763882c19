#include "range/orchestrator/Store.h"

namespace muster::range::store {
namespace {

std::int64_t number(const std::optional<std::string>& cell) {
    return cell ? std::stoll(*cell) : 0;
}

// PostgreSQL's text form of an array of numbers.
template <class Numbers> std::string arrayOf(const Numbers& numbers) {
    std::string text = "{";
    for (const auto each : numbers)
        text += (text.size() > 1 ? "," : "") + std::to_string(each);
    return text + "}";
}

Result<> only(const Result<Rows>& answer) {
    if (!answer)
        return failure(answer.error());
    return {};
}

} // namespace

Result<Created> createWorkflows(Connection& database, const NewWorkflows& wanted) {
    Transaction transaction(database);
    if (auto begun = transaction.begin(); !begun)
        return failure(begun.error());
    Created created;
    if (!wanted.idempotencyKey.empty()) {
        // A second request with the key waits here until the first has committed, then finds it.
        const auto claimed = database.query("INSERT INTO creations (idempotency_key) VALUES ($1)"
                                            " ON CONFLICT DO NOTHING RETURNING 1",
                                            {wanted.idempotencyKey});
        if (!claimed)
            return failure(claimed.error());
        if (claimed->empty()) {
            const auto there = database.query(
                "SELECT id FROM workflows WHERE idempotency_key = $1 ORDER BY id", {wanted.idempotencyKey});
            if (!there)
                return failure(there.error());
            for (const auto& row : *there)
                created.ids.push_back(number(row[0]));
            created.existed = true;
            return created;
        }
    }
    for (int i = 0; i < wanted.count; ++i) {
        const auto made = database.query(
            "INSERT INTO workflows (name, steps, step_milliseconds, idempotency_key, critical)"
            " VALUES ($1, $2, $3, nullif($4, ''), $5) RETURNING id",
            {wanted.name, std::to_string(wanted.steps), std::to_string(wanted.stepMilliseconds),
             wanted.idempotencyKey, wanted.critical ? "true" : "false"});
        if (!made)
            return failure(made.error());
        const Plan plan{number(made->front()[0]), wanted.steps, wanted.stepMilliseconds, wanted.critical};
        const auto first = stored(plan, beginning(plan));
        const auto kept =
            database.query("INSERT INTO checkpoints (workflow, number, state, checksum,"
                           " context, worked_milliseconds) VALUES ($1, 0, $2, $3, $4, 0)",
                           {std::to_string(plan.id), first.text, first.checksum, first.context});
        if (!kept)
            return failure(kept.error());
        created.ids.push_back(plan.id);
    }
    if (auto committed = transaction.commit(); !committed)
        return failure(committed.error());
    return created;
}

Result<std::vector<Loaded>> loadRunning(Connection& database) {
    const auto rows =
        database.query("SELECT DISTINCT ON (w.id) w.id, w.steps, w.step_milliseconds, w.critical,"
                       " w.worked_milliseconds, c.number, c.state, c.checksum, c.context"
                       " FROM workflows w LEFT JOIN checkpoints c ON c.workflow = w.id"
                       " WHERE w.state = 'running' ORDER BY w.id, c.number DESC");
    if (!rows)
        return failure(rows.error());
    std::vector<Loaded> all;
    for (const auto& row : *rows) {
        Loaded loaded;
        loaded.plan = {number(row[0]), static_cast<int>(number(row[1])), number(row[2]), row[3] == "t"};
        loaded.reachedMilliseconds = number(row[4]);
        loaded.checkpointNumber = number(row[5]);
        auto restored =
            row[5] ? restore(loaded.plan, {row[6].value_or(""), row[7].value_or(""), row[8].value_or("null")})
                   : Restored{std::nullopt, "it has no checkpoint"};
        loaded.progress = std::move(restored.progress);
        loaded.why = std::move(restored.why);
        all.push_back(std::move(loaded));
    }
    return all;
}

Result<> recordInterruption(Connection& database, const Interruption& interruption) {
    Transaction transaction(database);
    if (auto begun = transaction.begin(); !begun)
        return begun;
    const auto noticed = interruption.noticedUtcMilliseconds
                             ? std::to_string(*interruption.noticedUtcMilliseconds)
                             : std::string();
    const auto made = database.query("INSERT INTO interruptions (reason, noticed_at) VALUES ($1,"
                                     " to_timestamp(nullif($2, '')::float8 / 1000)) RETURNING id",
                                     {interruption.reason, noticed});
    if (!made)
        return only(made);
    for (const auto& each : interruption.resumptions) {
        const auto id = std::to_string(each.workflow);
        const auto resumed = database.query(
            "INSERT INTO resumptions (interruption, workflow, checkpoint_milliseconds, reached_milliseconds)"
            " VALUES ($1, $2, $3, $4)",
            {*made->front()[0], id, std::to_string(each.checkpointMilliseconds),
             std::to_string(each.reachedMilliseconds)});
        if (!resumed)
            return only(resumed);
        const auto reset = database.query("UPDATE workflows SET worked_milliseconds = $2 WHERE id = $1",
                                          {id, std::to_string(each.checkpointMilliseconds)});
        if (!reset)
            return only(reset);
        if (each.quarantined.empty())
            continue;
        if (auto aside = setAside(database, each.workflow, each.checkpoint, each.quarantined); !aside)
            return aside;
    }
    if (auto marked = setStoppedCleanly(database, false); !marked)
        return marked;
    return transaction.commit();
}

Result<bool> wasStoppedCleanly(Connection& database) {
    const auto rows = database.query("SELECT stopped_cleanly FROM service");
    if (!rows)
        return failure(rows.error());
    return !rows->empty() && rows->front()[0] == "t";
}

Result<> setStoppedCleanly(Connection& database, bool clean) {
    return only(database.query("UPDATE service SET stopped_cleanly = $1", {clean ? "true" : "false"}));
}

Result<std::vector<std::int64_t>> heartbeat(Connection& database,
                                            const std::map<std::int64_t, std::int64_t>& worked) {
    std::vector<std::int64_t> ids;
    std::vector<std::int64_t> milliseconds;
    for (const auto& [id, each] : worked) {
        ids.push_back(id);
        milliseconds.push_back(each);
    }
    const auto rows =
        database.query("WITH reported AS (UPDATE workflows w SET worked_milliseconds = u.worked,"
                       " progressed_at = CASE WHEN w.worked_milliseconds IS DISTINCT FROM u.worked"
                       " OR w.progressed_at IS NULL THEN now() ELSE w.progressed_at END,"
                       " started_at = coalesce(w.started_at, now()) FROM unnest($1::bigint[], $2::bigint[]) "
                       "AS u (id, worked)"
                       " WHERE w.id = u.id AND w.state = 'running' RETURNING w.id),"
                       " recovered AS (UPDATE resumptions SET recovered_at = now() WHERE recovered_at IS NULL"
                       " AND workflow IN (SELECT id FROM reported)) SELECT id FROM reported",
                       {arrayOf(ids), arrayOf(milliseconds)});
    if (!rows)
        return failure(rows.error());
    std::vector<std::int64_t> running;
    for (const auto& row : *rows)
        running.push_back(number(row[0]));
    return running;
}

Result<> writeCheckpoints(Connection& database, const std::vector<Checkpoint>& checkpoints) {
    Transaction transaction(database);
    if (auto begun = transaction.begin(); !begun)
        return begun;
    for (const auto& each : checkpoints) {
        const auto id = std::to_string(each.workflow);
        const auto written =
            database.query("INSERT INTO checkpoints (workflow, number, state, checksum, context,"
                           " worked_milliseconds) VALUES ($1, $2, $3, $4, $5, $6)",
                           {id, std::to_string(each.number), each.state.text, each.state.checksum,
                            each.state.context, std::to_string(each.workedMilliseconds)});
        if (!written)
            return only(written);
        const auto pruned = database.query("DELETE FROM checkpoints WHERE workflow = $1 AND number <= $2",
                                           {id, std::to_string(each.number - 3)});
        if (!pruned)
            return only(pruned);
    }
    return transaction.commit();
}

Result<Applied> applyEffects(Connection& database, const std::vector<Effect>& effects) {
    Transaction transaction(database);
    if (auto begun = transaction.begin(); !begun)
        return failure(begun.error());
    Applied sum;
    for (const auto& each : effects) {
        const auto id = std::to_string(each.plan.id);
        const auto key = effectKey(each.plan, each.step);
        // What the effect brings about is booked by the same statement, and only if the key is new.
        const auto applied = database.query("WITH applied AS (INSERT INTO effects (idempotency_key, workflow,"
                                            " step, digest) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING"
                                            " RETURNING workflow) UPDATE workflows SET booked = booked + 1"
                                            " WHERE id IN (SELECT workflow FROM applied) RETURNING 1",
                                            {key, id, std::to_string(each.step), each.digest});
        if (!applied)
            return failure(applied.error());
        if (!applied->empty()) {
            ++sum.applied;
        } else {
            ++sum.alreadyThere;
            const auto before = database.query("UPDATE effects SET repeated = repeated + 1"
                                               " WHERE idempotency_key = $1 RETURNING digest",
                                               {key});
            if (!before)
                return failure(before.error());
            if (before->empty() || before->front()[0] != each.digest) {
                sum.contradicted.push_back(each.plan.id);
                const auto reason =
                    "step " + std::to_string(each.step) + " gave another result when repeated";
                if (auto aside = setAside(database, each.plan.id, -1, reason); !aside)
                    return failure(aside.error());
                continue;
            }
        }
        if (!each.lastStep)
            continue;
        const auto completed = database.query(
            "WITH done AS (UPDATE workflows SET state = 'completed', finished_at = now(), result = $2,"
            " worked_milliseconds = $3, started_at = coalesce(started_at, now())"
            " WHERE id = $1 AND state = 'running' RETURNING id)"
            " UPDATE resumptions SET recovered_at = now() WHERE recovered_at IS NULL AND workflow IN (SELECT "
            "id FROM done)",
            {id, each.digest, std::to_string(each.plan.totalMilliseconds())});
        if (!completed)
            return failure(completed.error());
    }
    if (auto committed = transaction.commit(); !committed)
        return failure(committed.error());
    return sum;
}

Result<bool> cancelWorkflow(Connection& database, std::int64_t id) {
    const auto rows = database.query("UPDATE workflows SET state = 'cancelled', finished_at = now()"
                                     " WHERE id = $1 AND state = 'running' RETURNING id",
                                     {std::to_string(id)});
    if (!rows)
        return failure(rows.error());
    return !rows->empty();
}

Result<bool> writeLedger(Connection& database, const std::string& run, const std::string& client,
                         std::int64_t sequence) {
    // One statement without BEGIN is its own transaction: its answer comes after its commit was synced.
    const auto rows = database.query("INSERT INTO ledger (run, client, sequence) VALUES ($1, $2, $3)"
                                     " ON CONFLICT DO NOTHING RETURNING 1",
                                     {run, client, std::to_string(sequence)});
    if (!rows)
        return failure(rows.error());
    return !rows->empty();
}

} // namespace muster::range::store
