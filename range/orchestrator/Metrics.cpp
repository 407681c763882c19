#include "range/orchestrator/Routes.h"

namespace muster::range {
namespace {

// The text format of Prometheus, version 0.0.4.
class Text {
public:
    void describe(const std::string& name, const char* type, const char* help) {
        m_text +=
            "# HELP orchestrator_" + name + " " + help + "\n# TYPE orchestrator_" + name + " " + type + "\n";
    }
    void value(const std::string& name, const std::string& labels, const std::string& number) {
        m_text += "orchestrator_" + name + labels + " " + number + "\n";
    }
    void one(const std::string& name, const char* type, const char* help, std::int64_t number) {
        describe(name, type, help);
        value(name, "", std::to_string(number));
    }
    [[nodiscard]] const std::string& text() const { return m_text; }

private:
    std::string m_text;
};

} // namespace

void Routes::metrics(const Request&, Response& response) {
    Text text;
    Result<Json> summed = failure({});
    if (auto loan = m_pool.borrow(); loan)
        summed = store::summary(**loan);
    text.one("database_up", "gauge", "1 if the database answered just now", summed ? 1 : 0);
    if (summed) {
        text.describe("workflows", "gauge", "Workflows by state");
        for (const char* state : {"running", "completed", "cancelled", "quarantined"})
            text.value("workflows", std::string("{state=\"") + state + "\"}", (*summed)[state].dump());
        text.describe("work_redone_seconds_total", "counter",
                      "Work that had to be done again after interruptions, over all workflows");
        text.value("work_redone_seconds_total", "", (*summed)["work_redone_seconds"].dump());
        text.describe("effects_booked_twice", "gauge",
                      "Workflows of which a step was applied twice: always 0");
        text.value("effects_booked_twice", "", (*summed)["booked_twice"].dump());
        text.describe("interruptions_total", "counter", "Interruptions on record");
        text.value("interruptions_total", "", (*summed)["interruptions"].dump());
    }
    const auto engine = m_engine.status();
    text.one("attached", "gauge", "1 if this process holds the lease on the workflows",
             engine.attached ? 1 : 0);
    text.one("workflows_in_hand", "gauge", "Workflows this process works on", engine.working);
    text.one("checkpoints_total", "counter", "Checkpoints written by this process",
             engine.checkpointsWritten);
    text.one("checkpoints_rejected_total", "counter", "Checkpoints that did not verify",
             engine.checkpointsRejected);
    text.one("effects_total", "counter", "Effects of steps applied by this process", engine.effectsApplied);
    text.one("effects_repeated_total", "counter", "Effects of repeated steps that were there already",
             engine.effectsRepeated);
    text.describe("ledger_writes_total", "counter", "Ledger writes by how they ended");
    text.value("ledger_writes_total", "{result=\"written\"}", std::to_string(m_ledgerWritten));
    text.value("ledger_writes_total", "{result=\"duplicate\"}", std::to_string(m_ledgerRepeated));
    text.value("ledger_writes_total", "{result=\"failed\"}", std::to_string(m_ledgerFailed));
    text.one("workflows_refused_total", "counter", "New workflows refused for maintenance or while stopping",
             m_workflowsRefused);
    text.one("maintenance", "gauge", "1 while maintenance mode is on", m_maintenance.on() ? 1 : 0);
    const auto pool = m_pool.numbers();
    text.describe("pool_connections", "gauge", "Connections of the pool to the database");
    text.value("pool_connections", "{state=\"in_use\"}", std::to_string(pool.inUse));
    text.value("pool_connections", "{state=\"idle\"}", std::to_string(pool.idle));
    text.one("pool_size", "gauge", "The most connections the pool opens", pool.size);
    text.one("pool_exhausted_total", "counter", "Requests that waited for a connection in vain",
             pool.exhausted);
    text.describe("circuit_state", "gauge", "1 for the state that the circuit before the database is in");
    for (const auto state : {Breaker::State::closed, Breaker::State::halfOpen, Breaker::State::open})
        text.value("circuit_state", std::string("{state=\"") + Breaker::word(state) + "\"}",
                   pool.circuit.state == state ? "1" : "0");
    text.one("circuit_opened_total", "counter", "Times that the circuit opened", pool.circuit.opened);
    text.one("circuit_refused_total", "counter", "Requests refused because it was open",
             pool.circuit.refused);
    text.one("memory_limit_bytes", "gauge", "Memory that this process may take, 0 without a limit",
             memoryLimit().bytes);
    response.set_content(text.text(), "text/plain; version=0.0.4; charset=utf-8");
}

} // namespace muster::range
