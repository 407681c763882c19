// The REST interface of the service: docs/RANGE.md lists its routes. Every answer is JSON but that of
// /metrics. Handlers run on the server's threads.
#pragma once

#include "range/orchestrator/Engine.h"
#include "range/orchestrator/Maintenance.h"
#include "range/orchestrator/Pool.h"

#include <atomic>
#include <httplib.h>

namespace muster::range {

class Routes {
public:
    Routes(Pool& pool, Engine& engine, Maintenance& maintenance, Practice& practice)
        : m_pool(pool), m_engine(engine), m_maintenance(maintenance), m_practice(practice) {}

    // `server` must not outlive this.
    void install(httplib::Server& server);

    // From now on new workflows are refused and /health says why.
    void beginStopping() { m_stopping = true; }

private:
    using Request = httplib::Request;
    using Response = httplib::Response;

    void health(const Request& request, Response& response);
    void metrics(const Request& request, Response& response);
    void create(const Request& request, Response& response);
    void list(const Request& request, Response& response);
    void summary(const Request& request, Response& response);
    void cancel(const Request& request, Response& response);
    void writeLedger(const Request& request, Response& response);
    void checkProgress(const Request& request, Response& response);
    void checkReplication(const Request& request, Response& response);
    void listQuarantine(const Request& request, Response& response);
    void release(const Request& request, Response& response, store::From from);
    void setMaintenance(bool on, Response& response);
    void takeOver(Response& response);
    void describePractice(Response& response);
    void hang(const Request& request, Response& response);
    void crash(const Request& request, Response& response);

    Pool& m_pool;
    Engine& m_engine;
    Maintenance& m_maintenance;
    Practice& m_practice;
    std::atomic<bool> m_stopping = false;
    std::atomic<std::int64_t> m_ledgerWritten = 0;
    std::atomic<std::int64_t> m_ledgerRepeated = 0;
    std::atomic<std::int64_t> m_ledgerFailed = 0;
    std::atomic<std::int64_t> m_workflowsRefused = 0;
};

} // namespace muster::range
