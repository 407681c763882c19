#include "engine/drill/ReadLedger.h"

#include "engine/drill/AskService.h"
#include "engine/run/ResolveTarget.h"
#include "models/runbook/Expand.h"

namespace muster::drill {
namespace {

using metrics::NodeContents;

constexpr Milliseconds readTimeout{60'000};

class Body : public ports::OutputSink {
public:
    void write(ports::Stream stream, std::string_view bytes) override {
        (stream == ports::Stream::out ? out : err) += bytes;
    }
    std::string out;
    std::string err;
};

tl::unexpected<Error> unreadable(const std::string& host, const std::string& why) {
    return failure({"the ledger of " + host + " could not be read", why,
                    "look at `ledger` of the service in the environment file, and whether the node answers",
                    host, Retry::safe});
}

Result<> record(run::RunLog& log, const std::string& probeRun, const std::string& host,
                const std::string& answer, const NodeContents& contents) {
    auto kept = log.keep(answer);
    if (!kept)
        return failure(std::move(kept.error()));
    return log.append(
        "ledger.read",
        Json{{"host", host}, {"probe_run", probeRun}, {"rows", contents.present.size()}, {"answer", *kept}});
}

Result<std::pair<NodeContents, std::string>> readHttp(const run::World& world,
                                                      const run::Documents& documents,
                                                      const environment::Service& service,
                                                      const std::string& probeRun) {
    auto text = runbook::expandHttp(service.ledger->read->text, {{"run", probeRun}}, service.url);
    if (!text)
        return failure(std::move(text.error()));
    const auto answer =
        askService(world, documents, service,
                   {"ledger." + probeRun, text->method, text->url, text->headers, text->body, readTimeout});
    if (!answer)
        return unreadable(service.name, answer.error().text());
    if (answer->status != 200)
        return unreadable(service.name, "status " + std::to_string(answer->status));
    auto writes = metrics::parseLedgerJson(answer->body);
    if (!writes)
        return failure(std::move(writes.error()));
    return std::pair{NodeContents{service.name, std::move(*writes), true}, answer->body};
}

Result<std::pair<NodeContents, std::string>> readSql(const run::World& world, const run::Documents& documents,
                                                     const runbook::Action& action, const std::string& host,
                                                     const std::string& probeRun) {
    const auto& declared = documents.environment.hosts.at(host);
    auto values = runbook::hostValues(documents.environment, declared);
    values["run"] = probeRun;
    auto script = runbook::shellScript(action, values, documents.environment);
    if (!script)
        return failure(std::move(script.error()));
    ports::Act act;
    act.key = "ledger." + probeRun + "." + host;
    act.timeout = readTimeout;
    act.what = ports::ShellAct{declared, std::move(*script), {}, false};
    Body body;
    const auto outcome = world.executor.run(act, body, {});
    if (!outcome)
        return unreadable(host, outcome.error().text());
    world.executor.forget(act);
    if (outcome->ended != ports::Outcome::Ended::exited || outcome->exitCode != 0)
        return unreadable(host, "psql ended with " + std::to_string(outcome->exitCode) + ": " + body.err);
    auto writes = metrics::parseLedgerRows(body.out);
    if (!writes)
        return failure(std::move(writes.error()));
    return std::pair{NodeContents{host, std::move(*writes), true}, std::move(body.out)};
}

} // namespace

Result<std::vector<NodeContents>> readLedger(const run::World& world, const run::Documents& documents,
                                             run::RunLog& log, const environment::Service& service,
                                             const std::string& probeRun) {
    std::vector<NodeContents> nodes;
    if (!service.ledger)
        return nodes;
    if (service.ledger->read) {
        auto read = readHttp(world, documents, service, probeRun);
        if (!read)
            return failure(std::move(read.error()));
        if (auto written = record(log, probeRun, read->first.host, read->second, read->first); !written)
            return failure(std::move(written.error()));
        nodes.push_back(std::move(read->first));
        return nodes;
    }
    runbook::Action action;
    action.kind = runbook::ActionKind::sql;
    action.text = service.ledger->sql;
    action.target = service.ledger->on;
    action.risk = runbook::Risk::reads;
    auto hosts = run::resolveTarget(world, documents, action, "ledger-role." + probeRun, {});
    if (!hosts)
        return failure(std::move(hosts.error()));
    for (const auto& host : *hosts) {
        auto read = readSql(world, documents, action, host, probeRun);
        if (!read)
            return failure(std::move(read.error()));
        if (auto written = record(log, probeRun, host, read->second, read->first); !written)
            return failure(std::move(written.error()));
        nodes.push_back(std::move(read->first));
    }
    return nodes;
}

} // namespace muster::drill
