#include "range/orchestrator/Routes.h"

#include "range/orchestrator/Log.h"

#include <charconv>
#include <cmath>

namespace muster::range {
namespace {

constexpr std::size_t longestName = 200;

void answer(httplib::Response& response, int status, const Json& body) {
    response.status = status;
    response.set_content(body.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n",
                         "application/json");
}

void refuse(httplib::Response& response, int status, const std::string& what, const std::string& next) {
    answer(response, status, {{"error", what}, {"next", next}});
}

// The database did not do it. `outcome` says whether that is certain.
void unavailable(httplib::Response& response, const Error& error) {
    response.set_header("Retry-After", "1");
    answer(response, 503,
           {{"error", error.what},
            {"why", error.why},
            {"next", error.next},
            {"outcome", error.retry == Retry::unknown ? "unknown" : "not done"}});
}

std::optional<Json> objectOf(const httplib::Request& request, httplib::Response& response) {
    auto json = Json::parse(request.body, nullptr, false);
    if (json.is_object())
        return json;
    refuse(response, 400, "the body is not a JSON object",
           "send Content-Type: application/json and an object");
    return std::nullopt;
}

// A name: text without NUL (PostgreSQL stores none), 1 to 200 bytes.
std::optional<std::string> nameIn(const Json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end() || !found->is_string())
        return std::nullopt;
    auto text = found->get<std::string>();
    if (text.empty() || text.size() > longestName || text.find('\0') != std::string::npos)
        return std::nullopt;
    return text;
}

std::optional<double> numberIn(const Json& json, const char* key, double fallback, double least,
                               double most) {
    const auto found = json.find(key);
    if (found == json.end())
        return fallback;
    if (!found->is_number())
        return std::nullopt;
    const auto value = found->get<double>();
    return value >= least && value <= most ? std::optional(value) : std::nullopt;
}

// A sequence: 0 or more. Also accepted as text of digits, for clients that put every value in quotes.
std::optional<std::int64_t> sequenceIn(const Json& json) {
    const auto found = json.find("sequence");
    if (found == json.end())
        return std::nullopt;
    if (found->is_number_unsigned() && found->get<std::uint64_t>() <= INT64_MAX)
        return found->get<std::int64_t>();
    if (!found->is_string())
        return std::nullopt;
    const auto text = found->get<std::string>();
    std::int64_t value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = code == std::errc{} && end == text.data() + text.size() && value >= 0;
    return whole ? std::optional(value) : std::nullopt;
}

} // namespace

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
    server.Post("/admin/maintenance/enable",
                [this](const Request&, Response& a) { setMaintenance(true, a); });
    server.Post("/admin/maintenance/disable",
                [this](const Request&, Response& a) { setMaintenance(false, a); });
    server.Get("/admin/maintenance",
               [this](const Request&, Response& a) { answer(a, 200, m_maintenance.describe()); });
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
    const bool healthy = reasons.empty();
    answer(response, healthy ? 200 : 503,
           {{"status", healthy ? "healthy" : "failing"},
            {"reasons", reasons},
            {"database", {{"reachable", reachable}}},
            {"workflows", {{"attached", engine.attached}, {"working", engine.working}}},
            {"maintenance", m_maintenance.on()}});
}

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
    if (!name || !steps || !seconds || !count)
        return refuse(
            response, 400, "the body does not describe a workflow",
            R"(send {"name": "text of at most 200 bytes", "steps": 1..1000, "step_seconds": 0.1..86400})"
            " and, for several of them, \"count\": 1..100");
    const auto key = request.get_header_value("Idempotency-Key");
    if (key.size() > longestName)
        return refuse(response, 400, "the Idempotency-Key is too long", "send at most 200 bytes");
    auto loan = m_pool.borrow();
    if (!loan)
        return unavailable(response, loan.error());
    const auto created =
        store::createWorkflows(**loan, {*name, static_cast<int>(*steps), std::llround(*seconds * 1000),
                                        static_cast<int>(*count), key});
    if (!created)
        return unavailable(response, created.error());
    m_engine.lookAgain();
    answer(response, created->existed ? 200 : 201,
           {{"workflows", created->ids}, {"existed", created->existed}});
}

void Routes::list(const Request& request, Response& response) {
    const auto state = request.get_param_value("state");
    if (!state.empty() && state != "running" && state != "completed" && state != "cancelled" &&
        state != "damaged")
        return refuse(response, 400, "there is no such state",
                      "ask for running, completed, cancelled or damaged");
    auto loan = m_pool.borrow();
    if (!loan)
        return unavailable(response, loan.error());
    const auto listed = store::listWorkflows(**loan, state, 200);
    if (!listed)
        return unavailable(response, listed.error());
    answer(response, 200, *listed);
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

void Routes::setMaintenance(bool on, Response& response) {
    const auto set = m_maintenance.set(on);
    if (!set)
        return refuse(response, 500, set.error().text(), set.error().next);
    log(on ? "maintenance: on" : "maintenance: off");
    answer(response, 200, m_maintenance.describe());
}

} // namespace muster::range
