// Workflows whose stored state does not verify: set aside, looked at, put to work again.
#include "range/orchestrator/Store.h"

namespace muster::range::store {
namespace {

std::int64_t number(const std::optional<std::string>& cell) {
    return cell ? std::stoll(*cell) : 0;
}

struct Found {
    std::int64_t number = 0;
    std::string at;
    StoredState state;
    Restored restored;
};

// All checkpoints of a workflow, the newest first.
Result<std::vector<Found>> checkpointsOf(Connection& database, const Plan& plan) {
    const auto rows = database.query("SELECT number, at, state, checksum, context FROM checkpoints"
                                     " WHERE workflow = $1 ORDER BY number DESC",
                                     {std::to_string(plan.id)});
    if (!rows)
        return failure(rows.error());
    std::vector<Found> all;
    for (const auto& row : *rows) {
        Found found{number(row[0]),
                    row[1].value_or(""),
                    {row[2].value_or(""), row[3].value_or(""), row[4].value_or("null")},
                    {}};
        found.restored = restore(plan, found.state);
        all.push_back(std::move(found));
    }
    return all;
}

Json describe(const Plan& plan, const std::vector<Found>& checkpoints) {
    Json list = Json::array();
    for (const auto& each : checkpoints) {
        const auto& progress = each.restored.progress;
        list.push_back(
            {{"number", each.number},
             {"at", each.at},
             {"verifies", progress.has_value()},
             {"worked_seconds",
              progress ? Json(static_cast<double>(progress->workedMilliseconds(plan)) / 1000) : Json()},
             {"why", each.restored.why}});
    }
    return list;
}

// The state to go on from, and the number of the newest checkpoint, whatever that holds.
struct Choice {
    std::optional<Progress> progress;
    std::string why;
    std::int64_t newest = 0;
};

Choice choose(const Plan& plan, const std::vector<Found>& checkpoints, From from) {
    Choice choice;
    choice.newest = checkpoints.empty() ? -1 : checkpoints.front().number;
    if (from == From::beginning) {
        choice.progress = beginning(plan);
        return choice;
    }
    choice.why = "it has no checkpoint";
    for (const auto& each : checkpoints) {
        if (choice.progress || (from == From::asItStands && each.number != choice.newest))
            break;
        choice.progress = each.restored.progress;
        choice.why = each.restored.why;
    }
    return choice;
}

} // namespace

Result<> setAside(Connection& database, std::int64_t workflow, std::int64_t checkpoint,
                  const std::string& reason) {
    // One statement, so that nothing is set aside without its reason. `state` may be no JSON: kept as text.
    const auto done = database.query(
        "WITH stopped AS (UPDATE workflows SET state = 'quarantined' WHERE id = $1 AND state = 'running'"
        " RETURNING id)"
        " INSERT INTO quarantine (workflow, checkpoint, reason, evidence)"
        " SELECT s.id, c.number, $3, jsonb_build_object('state', c.state, 'checksum', c.checksum, 'context',"
        " c.context) FROM stopped s LEFT JOIN checkpoints c ON c.workflow = s.id AND c.number = $2"
        " ON CONFLICT DO NOTHING",
        {std::to_string(workflow), std::to_string(checkpoint), reason});
    if (!done)
        return failure(done.error());
    return {};
}

Result<Json> listQuarantine(Connection& database) {
    const auto rows = database.query(
        "SELECT w.id, w.steps, w.step_milliseconds, w.critical, w.name, q.reason, q.at, q.checkpoint,"
        " round(extract(epoch FROM now() - q.at), 3) FROM quarantine q JOIN workflows w ON w.id = q.workflow"
        " WHERE q.resolved_at IS NULL AND w.state = 'quarantined' ORDER BY w.id LIMIT 200");
    if (!rows)
        return failure(rows.error());
    Json list = Json::array();
    for (const auto& row : *rows) {
        const Plan plan{number(row[0]), static_cast<int>(number(row[1])), number(row[2]), row[3] == "t"};
        const auto checkpoints = checkpointsOf(database, plan);
        if (!checkpoints)
            return failure(checkpoints.error());
        list.push_back({{"workflow", plan.id},
                        {"name", row[4].value_or("")},
                        {"reason", row[5].value_or("")},
                        {"at", row[6].value_or("")},
                        {"checkpoint", row[7] ? Json(number(row[7])) : Json()},
                        {"seconds", std::stod(row[8].value_or("0"))},
                        {"checkpoints", describe(plan, *checkpoints)}});
    }
    return Json{{"open", list.size()}, {"workflows", list}};
}

Result<std::vector<std::int64_t>> quarantined(Connection& database) {
    const auto rows = database.query("SELECT id FROM workflows WHERE state = 'quarantined' ORDER BY id");
    if (!rows)
        return failure(rows.error());
    std::vector<std::int64_t> ids;
    for (const auto& row : *rows)
        ids.push_back(number(row[0]));
    return ids;
}

Result<Released> release(Connection& database, std::int64_t workflow, From from) {
    Transaction transaction(database);
    if (auto begun = transaction.begin(); !begun)
        return failure(begun.error());
    const auto id = std::to_string(workflow);
    const auto rows = database.query("SELECT steps, step_milliseconds, critical FROM workflows"
                                     " WHERE id = $1 AND state = 'quarantined' FOR UPDATE",
                                     {id});
    if (!rows)
        return failure(rows.error());
    if (rows->empty())
        return Released{false, "no workflow of this number is in quarantine"};
    const auto& row = rows->front();
    const Plan plan{workflow, static_cast<int>(number(row[0])), number(row[1]), row[2] == "t"};
    const auto checkpoints = checkpointsOf(database, plan);
    if (!checkpoints)
        return failure(checkpoints.error());
    const auto choice = choose(plan, *checkpoints, from);
    if (!choice.progress)
        return Released{false, choice.why};
    const auto state = stored(plan, *choice.progress);
    const auto worked = choice.progress->workedMilliseconds(plan);
    const auto kept = database.query("INSERT INTO checkpoints (workflow, number, state, checksum, context,"
                                     " worked_milliseconds) VALUES ($1, $2, $3, $4, $5, $6)",
                                     {id, std::to_string(choice.newest + 1), state.text, state.checksum,
                                      state.context, std::to_string(worked)});
    if (!kept)
        return failure(kept.error());
    const char* how = from == From::asItStands   ? "released as it stands"
                      : from == From::newestGood ? "restored from the newest good checkpoint"
                                                 : "begun again";
    // What it had reached is known since the interruption; how much of it is done again only now.
    const auto done = database.query(
        "WITH released AS (UPDATE workflows SET state = 'running', worked_milliseconds = $2 WHERE id = $1),"
        " counted AS (UPDATE resumptions SET checkpoint_milliseconds = least($2::bigint, "
        "reached_milliseconds)"
        " WHERE workflow = $1 AND recovered_at IS NULL)"
        " UPDATE quarantine SET resolved_at = now(), resolution = $3 WHERE workflow = $1 AND resolved_at IS "
        "NULL",
        {id, std::to_string(worked), how});
    if (!done)
        return failure(done.error());
    if (auto committed = transaction.commit(); !committed)
        return failure(committed.error());
    return Released{true, "", choice.newest + 1, worked};
}

} // namespace muster::range::store
