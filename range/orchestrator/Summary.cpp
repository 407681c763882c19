#include "range/orchestrator/Store.h"

namespace muster::range::store {
namespace {

// The database builds the JSON: one statement, one consistent picture.
Result<Json> jsonOf(const Result<Rows>& rows) {
    if (!rows)
        return failure(rows.error());
    auto json = rows->empty() || !rows->front()[0] ? Json() : Json::parse(*rows->front()[0], nullptr, false);
    if (json.is_discarded() || json.is_null())
        return failure({.what = "the database gave no readable answer", .why = "", .next = "read its log"});
    return json;
}

} // namespace

Result<Json> listWorkflows(Connection& database, const std::string& state, int limit) {
    return jsonOf(database.query(R"sql(
SELECT jsonb_build_object('workflows', coalesce(jsonb_agg(entry ORDER BY id DESC), '[]'))
FROM (
    SELECT w.id, jsonb_build_object(
        'id', w.id, 'name', w.name, 'state', w.state, 'critical', w.critical, 'steps', w.steps,
        'booked', w.booked,
        'step_seconds', w.step_milliseconds / 1000.0,
        'steps_done', (SELECT count(*) FROM effects e WHERE e.workflow = w.id),
        'worked_seconds', w.worked_milliseconds / 1000.0,
        'still_seconds', CASE WHEN w.state = 'running' THEN
            round(extract(epoch FROM now() - coalesce(w.progressed_at, w.created_at)), 1) END,
        'progress', round(w.worked_milliseconds::numeric / (w.steps * w.step_milliseconds), 4),
        'checkpoint', (SELECT jsonb_build_object('number', c.number, 'at', c.at,
                                                 'worked_seconds', c.worked_milliseconds / 1000.0)
                       FROM checkpoints c WHERE c.workflow = w.id ORDER BY c.number DESC LIMIT 1),
        'resumed', (SELECT count(*) FROM resumptions r WHERE r.workflow = w.id),
        'work_redone_seconds', (SELECT coalesce(sum(r.reached_milliseconds - r.checkpoint_milliseconds), 0) / 1000.0
                                FROM resumptions r WHERE r.workflow = w.id),
        'created_at', w.created_at, 'started_at', w.started_at, 'finished_at', w.finished_at,
        'result', w.result) AS entry
    FROM workflows w
    WHERE $1 = '' OR w.state = $1
    ORDER BY w.id DESC
    LIMIT $2
) AS listed)sql",
                                 {state, std::to_string(limit)}));
}

Result<Json> summary(Connection& database) {
    return jsonOf(database.query(R"sql(
WITH last AS (SELECT * FROM interruptions ORDER BY id DESC LIMIT 1),
resumed AS (
    SELECT r.*, w.state, (r.reached_milliseconds - r.checkpoint_milliseconds) / 1000.0 AS redone
    FROM resumptions r JOIN workflows w ON w.id = r.workflow WHERE r.interruption = (SELECT id FROM last)
),
counted AS (
    SELECT count(*) AS affected, count(recovered_at) AS recovered,
           count(*) FILTER (WHERE recovered_at IS NULL AND state IN ('running', 'quarantined')) AS unrecovered,
           coalesce(sum(redone), 0) AS redone, coalesce(max(redone), 0) AS redone_most
    FROM resumed
)
SELECT jsonb_build_object(
    'running', (SELECT count(*) FROM workflows WHERE state = 'running'),
    'starting', (SELECT count(*) FROM workflows WHERE state = 'running' AND started_at IS NULL),
    'completed', (SELECT count(*) FROM workflows WHERE state = 'completed'),
    'cancelled', (SELECT count(*) FROM workflows WHERE state = 'cancelled'),
    'quarantined', (SELECT count(*) FROM workflows WHERE state = 'quarantined'),
    'effects', (SELECT count(*) FROM effects),
    'effects_repeated', (SELECT coalesce(sum(repeated), 0) FROM effects),
    'booked_twice', (SELECT count(*) FROM workflows w
                     WHERE w.booked <> (SELECT count(*) FROM effects e WHERE e.workflow = w.id)),
    'interruptions', (SELECT count(*) FROM interruptions),
    'work_redone_seconds', (SELECT coalesce(sum(reached_milliseconds - checkpoint_milliseconds), 0) / 1000.0
                            FROM resumptions),
    'affected', c.affected, 'recovered', c.recovered, 'unrecovered', c.unrecovered,
    'last_interruption', (SELECT jsonb_build_object(
        'id', id, 'reason', reason, 'noticed_at', noticed_at, 'resumed_at', resumed_at,
        'affected', c.affected, 'recovered', c.recovered, 'unrecovered', c.unrecovered,
        'work_redone_seconds', c.redone, 'work_redone_seconds_most', c.redone_most,
        'quarantined', (SELECT count(*) FROM quarantine q WHERE q.at >= last.resumed_at),
        'quarantined_seconds_most', (SELECT coalesce(max(round(extract(epoch FROM
            coalesce(q.resolved_at, now()) - q.at), 3)), 0) FROM quarantine q WHERE q.at >= last.resumed_at))
        FROM last))
FROM counted c)sql"));
}

} // namespace muster::range::store
