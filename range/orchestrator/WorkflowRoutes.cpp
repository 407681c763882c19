// Workflows: made, listed, cancelled; the ledger; the quarantine.
#include "range/orchestrator/Log.h"
#include "range/orchestrator/Routes.h"
#include "range/orchestrator/Words.h"

#include <cmath>

namespace muster::range {

void Routes::create(const Request& request, Response& response) {
    if (m_maintenance.on() || m_stopping) {
        ++m_workflowsRefused;
        response.set_header("Retry-After", "5");
        return refuse(response, 503,
                      m_stopping ? "the service is stopping" : "maintenance: no new workflows are taken",
                      "try again later; running workflows go on");
    }
    const auto json = objectOf(request, response);
    if (!json)
        return;
    const auto name = nameIn(*json, "name");
    const auto steps = numberIn(*json, "steps", 1, 1, 1000);
    const auto seconds = numberIn(*json, "step_seconds", 1, 0.1, 86'400);
    const auto count = numberIn(*json, "count", 1, 1, 100);
    const auto critical = json->value("critical", Json(false));
    if (!name || !steps || !seconds || !count || !critical.is_boolean())
        return refuse(
            response, 400, "the body does not describe a workflow",
            R"(send {"name": "text of at most 200 bytes", "steps": 1..1000, "step_seconds": 0.1..86400})"
            " and, for several of them, \"count\": 1..100; for checkpoints twice as often, \"critical\": "
            "true");
    const auto key = request.get_header_value("Idempotency-Key");
    if (key.size() > longestName)
        return refuse(response, 400, "the Idempotency-Key is too long", "send at most 200 bytes");
    auto loan = m_pool.borrow();
    if (!loan)
        return unavailable(response, loan.error());
    const auto created =
        store::createWorkflows(**loan, {*name, static_cast<int>(*steps), std::llround(*seconds * 1000),
                                        static_cast<int>(*count), critical.get<bool>(), key});
    if (!created)
        return unavailable(response, created.error());
    m_engine.lookAgain();
    answer(response, created->existed ? 200 : 201,
           {{"workflows", created->ids}, {"existed", created->existed}});
}

void Routes::list(const Request& request, Response& response) {
    const auto state = request.get_param_value("state");
    if (!state.empty() && state != "running" && state != "completed" && state != "cancelled" &&
        state != "quarantined")
        return refuse(response, 400, "there is no such state",
                      "ask for running, completed, cancelled or quarantined");
    auto loan = m_pool.borrow();
    if (!loan)
        return unavailable(response, loan.error());
    const auto listed = store::listWorkflows(**loan, state, 200);
    if (!listed)
        return unavailable(response, listed.error());
    answer(response, 200, *listed);
}

void Routes::cancel(const Request& request, Response& response) {
    auto loan = m_pool.borrow();
    if (!loan)
        return unavailable(response, loan.error());
    const std::int64_t id = std::stoll(request.matches[1].str());
    const auto cancelled = store::cancelWorkflow(**loan, id);
    if (!cancelled)
        return unavailable(response, cancelled.error());
    if (!*cancelled)
        return refuse(response, 404, "no running workflow has the number " + std::to_string(id),
                      "GET /api/v1/workflows?state=running lists them");
    m_engine.lookAgain();
    answer(response, 200, {{"workflow", id}, {"state", "cancelled"}});
}

void Routes::writeLedger(const Request& request, Response& response) {
    const auto json = objectOf(request, response);
    if (!json)
        return;
    const auto run = nameIn(*json, "run");
    const auto client = nameIn(*json, "client");
    const auto sequence = sequenceIn(*json);
    if (!run || !client || !sequence)
        return refuse(response, 400, "the body is no ledger entry",
                      R"(send {"run": "text", "client": "text", "sequence": 0 or more})");
    auto loan = m_pool.borrow();
    if (!loan) {
        ++m_ledgerFailed;
        return unavailable(response, loan.error());
    }
    const auto written = store::writeLedger(**loan, *run, *client, *sequence);
    if (!written) {
        ++m_ledgerFailed;
        return unavailable(response, written.error());
    }
    ++(*written ? m_ledgerWritten : m_ledgerRepeated);
    answer(response, *written ? 201 : 200,
           {{"run", *run}, {"client", *client}, {"sequence", *sequence}, {"duplicate", !*written}});
}

void Routes::listQuarantine(const Request&, Response& response) {
    auto loan = m_pool.borrow();
    if (!loan)
        return unavailable(response, loan.error());
    const auto listed = store::listQuarantine(**loan);
    if (!listed)
        return unavailable(response, listed.error());
    answer(response, 200, *listed);
}

// All that are set aside, or the one whose number the path holds. 200: every one of them works again; 409:
// at least one does not, and the answer says why.
void Routes::release(const Request& request, Response& response, store::From from) {
    auto loan = m_pool.borrow();
    if (!loan)
        return unavailable(response, loan.error());
    Result<std::vector<std::int64_t>> ids = std::vector<std::int64_t>{};
    if (request.matches.size() > 1)
        ids->push_back(std::stoll(request.matches[1].str()));
    else
        ids = store::quarantined(**loan);
    if (!ids)
        return unavailable(response, ids.error());
    Json released = Json::array();
    Json left = Json::array();
    for (const auto id : *ids) {
        const auto done = store::release(**loan, id, from);
        if (!done)
            return unavailable(response, done.error());
        if (!done->released) {
            left.push_back({{"workflow", id}, {"why", done->why}});
            continue;
        }
        log("released workflow " + std::to_string(id) + " from quarantine");
        released.push_back({{"workflow", id},
                            {"checkpoint", done->checkpoint},
                            {"worked_seconds", static_cast<double>(done->workedMilliseconds) / 1000}});
    }
    m_engine.lookAgain();
    answer(response, left.empty() ? 200 : 409, {{"released", released}, {"left", left}});
}

} // namespace muster::range
