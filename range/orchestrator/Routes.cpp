#include "range/orchestrator/Routes.h"

#include "range/orchestrator/Log.h"
#include "range/orchestrator/Words.h"

namespace muster::range {

void Routes::install(httplib::Server& server) {
    server.set_pre_routing_handler([](const Request& q, Response&) {
        // RFC 9112, 6.3: a request that names no length has no body. The library would wait for the peer to
        // close instead, and the operator's `curl -X POST` sends none. The object behind `q` is not const.
        if (q.method == "POST" && !q.has_header("Content-Length") && !q.has_header("Transfer-Encoding"))
            const_cast<Request&>(q).headers.emplace("Content-Length", "0");
        return httplib::Server::HandlerResponse::Unhandled;
    });
    server.Get("/health", [this](const Request& q, Response& a) { health(q, a); });
    server.Get("/metrics", [this](const Request& q, Response& a) { metrics(q, a); });
    server.Post("/api/v1/workflows", [this](const Request& q, Response& a) { create(q, a); });
    server.Get("/api/v1/workflows", [this](const Request& q, Response& a) { list(q, a); });
    server.Get("/api/v1/summary", [this](const Request& q, Response& a) { summary(q, a); });
    server.Post(R"(/api/v1/workflows/(\d{1,18})/cancel)",
                [this](const Request& q, Response& a) { cancel(q, a); });
    server.Post("/api/v1/ledger", [this](const Request& q, Response& a) { writeLedger(q, a); });
    server.Post("/api/v1/checks/progress", [this](const Request& q, Response& a) { checkProgress(q, a); });
    server.Post("/api/v1/checks/replication",
                [this](const Request& q, Response& a) { checkReplication(q, a); });
    server.Post("/admin/maintenance/enable",
                [this](const Request&, Response& a) { setMaintenance(true, a); });
    server.Post("/admin/maintenance/disable",
                [this](const Request&, Response& a) { setMaintenance(false, a); });
    server.Get("/admin/maintenance",
               [this](const Request&, Response& a) { answer(a, 200, m_maintenance.describe()); });
    server.Post("/admin/takeover", [this](const Request&, Response& a) { takeOver(a); });
    server.Get("/api/v1/quarantine", [this](const Request& q, Response& a) { listQuarantine(q, a); });
    for (const auto& [word, from] :
         {std::pair{"release", store::From::asItStands}, std::pair{"restore", store::From::newestGood},
          std::pair{"begin-again", store::From::beginning}}) {
        const auto handle = [this, chosen = from](const Request& q, Response& a) { release(q, a, chosen); };
        server.Post(R"(/api/v1/quarantine/(\d{1,18})/)" + std::string(word), handle);
        if (from != store::From::beginning) // everything again is asked for one at a time
            server.Post("/api/v1/quarantine/" + std::string(word), handle);
    }
    if (m_practice.allowed()) {
        server.Get("/admin/practice", [this](const Request&, Response& a) { describePractice(a); });
        server.Post("/admin/practice/hang", [this](const Request& q, Response& a) { hang(q, a); });
        server.Post("/admin/practice/crash", [this](const Request& q, Response& a) { crash(q, a); });
    }
    server.set_error_handler([](const Request& q, Response& a) {
        if (a.body.empty())
            refuse(a, a.status,
                   a.status == 404 ? "there is nothing at " + q.path : "the request cannot be served",
                   "docs/RANGE.md lists the routes");
    });
    server.set_exception_handler([](const Request& q, Response& a, std::exception_ptr thrown) {
        std::string why = "unknown";
        try {
            std::rethrow_exception(thrown);
        } catch (const std::exception& error) {
            why = error.what();
        } catch (...) {
            why = "no standard exception";
        }
        log("request " + q.path + " failed: " + why);
        refuse(a, 500, "the request failed inside the service", "read the service's log");
    });
}

void Routes::health(const Request&, Response& response) {
    Json reasons = Json::array();
    bool reachable = false;
    if (auto loan = m_pool.borrow(); !loan) {
        reasons.push_back(loan.error().what + ": " + loan.error().why);
    } else if (const auto rows =
                   (*loan)->query("SELECT current_setting('transaction_read_only')", {}, Milliseconds(1000));
               !rows) {
        reasons.push_back(rows.error().what + ": " + rows.error().why);
    } else {
        reachable = true;
        if (rows->front()[0] != "off")
            reasons.push_back("the database takes no writes");
    }
    const auto engine = m_engine.status();
    if (!engine.attached)
        reasons.push_back("workflows wait: " + engine.why);
    if (m_stopping)
        reasons.push_back("the service is stopping");
    const auto circuit = m_pool.numbers().circuit;
    const bool healthy = reasons.empty();
    answer(response, healthy ? 200 : 503,
           {{"status", healthy ? "healthy" : "failing"},
            {"reasons", reasons},
            {"database", {{"reachable", reachable}, {"circuit", Breaker::word(circuit.state)}}},
            {"workflows", {{"attached", engine.attached}, {"working", engine.working}}},
            {"maintenance", m_maintenance.on()}});
}

void Routes::summary(const Request&, Response& response) {
    auto loan = m_pool.borrow();
    if (!loan)
        return unavailable(response, loan.error());
    auto summed = store::summary(**loan);
    if (!summed)
        return unavailable(response, summed.error());
    (*summed)["maintenance"] = m_maintenance.describe();
    answer(response, 200, *summed);
}

void Routes::setMaintenance(bool on, Response& response) {
    const auto set = m_maintenance.set(on);
    if (!set)
        return refuse(response, 500, set.error().text(), set.error().next);
    log(on ? "maintenance: on" : "maintenance: off");
    answer(response, 200, m_maintenance.describe());
}

void Routes::takeOver(Response& response) {
    const bool attached = m_engine.status().attached;
    if (!attached)
        m_engine.takeOver();
    answer(response, 202, {{"attached", attached}});
}

void Routes::describePractice(Response& response) {
    const auto limit = memoryLimit();
    answer(response, 200,
           {{"memory",
             {{"limit_bytes", limit.bytes}, {"ended_by_kernel", limit.kernel}, {"form", limit.form}}}});
}

void Routes::hang(const Request& request, Response& response) {
    const auto json = objectOf(request, response);
    if (!json)
        return;
    const auto id = json->value("workflow", Json());
    if (!id.is_number_unsigned())
        return refuse(response, 400, "that names no workflow", R"(send {"workflow": 17})");
    log("practice: nothing is worked on any more in workflow " + id.dump());
    m_practice.hang(id.get<std::int64_t>());
    answer(response, 202, {{"hangs", id}});
}

void Routes::crash(const Request& request, Response& response) {
    const auto json = objectOf(request, response);
    if (!json)
        return;
    const auto when = nameIn(*json, "when");
    const auto crash = Practice::named(when.value_or(""));
    if (!crash)
        return refuse(response, 400, "there is no such crash",
                      R"(send {"when": "before-checkpoint"}, "during-drain", "abort" or "memory")");
    if (*crash == Practice::Crash::memory && memoryLimit().bytes == 0)
        return refuse(response, 409, "nothing limits the memory of this process: the machine would suffer",
                      "start it with --memory-limit");
    log("practice: a crash is armed: " + *when);
    m_practice.arm(*crash);
    answer(response, 202, {{"armed", *when}});
}

} // namespace muster::range
