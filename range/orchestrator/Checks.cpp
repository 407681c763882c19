// Checks: writes to the ledger that succeed only while something is well that ordinary writes do not see.
// What is worse than it should be and not down becomes measurable by them: a monitor asks as a user does.
#include "range/orchestrator/Routes.h"
#include "range/orchestrator/Words.h"

#include <chrono>
#include <thread>

namespace muster::range {
namespace {

using Clock = std::chrono::steady_clock;

constexpr Milliseconds tooLongStill{5000};   // five reports of progress
constexpr Milliseconds standbyPatience{600}; // a probe waits 1 s for its answer
constexpr Milliseconds lookAgainAfter{150};

} // namespace

namespace store {

Result<int> standingStill(Connection& database, Milliseconds atLeast) {
    const auto rows = database.query("SELECT count(*) FROM workflows WHERE state = 'running'"
                                     " AND coalesce(progressed_at, created_at) < now() - $1::interval",
                                     {std::to_string(atLeast.count()) + " milliseconds"});
    if (!rows)
        return failure(rows.error());
    return std::stoi(rows->front()[0].value_or("0"));
}

Result<std::string> writtenUpTo(Connection& database) {
    const auto rows = database.query("SELECT pg_current_wal_flush_lsn()");
    if (!rows)
        return failure(rows.error());
    return rows->front()[0].value_or("");
}

Result<bool> standbyHas(Connection& database, const std::string& place) {
    const auto rows = database.query(
        "SELECT EXISTS (SELECT FROM pg_stat_replication WHERE flush_lsn >= $1::pg_lsn)", {place});
    if (!rows)
        return failure(rows.error());
    return rows->front()[0] == "t";
}

} // namespace store

// Nothing is written while a workflow stands still: such a check is refused, and certainly not done.
void Routes::checkProgress(const Request& request, Response& response) {
    {
        auto loan = m_pool.borrow();
        if (!loan)
            return unavailable(response, loan.error());
        const auto still = store::standingStill(**loan, tooLongStill);
        if (!still)
            return unavailable(response, still.error());
        if (*still > 0) {
            closeAfter(response);
            return answer(response, 503,
                          {{"error", std::to_string(*still) + " workflows stand still"},
                           {"why", "they have not come further for " + formatDuration(tooLongStill)},
                           {"next", "GET /api/v1/workflows?state=running says which: still_seconds"},
                           {"outcome", "not done"}});
        }
    }
    writeLedger(request, response);
}

// It is written in any case, as every write is: what the standby does not have yet is not lost.
void Routes::checkReplication(const Request& request, Response& response) {
    writeLedger(request, response);
    if (response.status != 201 && response.status != 200)
        return;
    std::string place;
    // A connection is borrowed for each look alone: a standby that lags must not empty the pool.
    for (const auto deadline = Clock::now() + standbyPatience; Clock::now() < deadline;
         std::this_thread::sleep_for(lookAgainAfter)) {
        auto loan = m_pool.borrow();
        if (!loan)
            return unavailable(response, loan.error());
        if (place.empty()) {
            const auto written = store::writtenUpTo(**loan);
            if (!written)
                return unavailable(response, written.error());
            place = *written;
        }
        const auto there = store::standbyHas(**loan, place);
        if (!there)
            return unavailable(response, there.error());
        if (*there)
            return;
    }
    closeAfter(response);
    answer(response, 503,
           {{"error", "it is written, and no standby has it"},
            {"why", "no standby has reached " + place + " within " + formatDuration(standbyPatience)},
            {"next", "look at pg_stat_replication on the primary"},
            {"outcome", "done"}});
}

} // namespace muster::range
