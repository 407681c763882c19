#include "engine/run/ActRunner.h"

#include "engine/run/Entries.h"
#include "engine/run/Redactor.h"
#include "engine/run/ResolveTarget.h"
#include "models/base/Sha256.h"
#include "models/base/Utc.h"
#include "models/runbook/Expand.h"

#include <algorithm>
#include <atomic>
#include <thread>

namespace muster::run {
namespace {

using incident::ActResult;
using ports::Entry;

// A further attempt is not fired at once: what failed may need a moment.
constexpr Milliseconds pauseBeforeRetry{1000};
// Output beyond what the journal keeps of one stream: its middle may go already here, its end may not.
constexpr std::size_t heldBytes = 96U << 20U;
constexpr std::size_t heldStart = 48U << 20U;

class Collector : public ports::OutputSink {
public:
    Collector(RunLog& log, std::string host) : m_log(log), m_host(std::move(host)) {}

    void write(ports::Stream stream, std::string_view bytes) override {
        std::string& kept = stream == ports::Stream::out ? out : err;
        kept += bytes;
        if (kept.size() > heldBytes)
            kept.erase(heldStart, kept.size() - heldBytes / 4 * 3);
        m_log.output(m_host, stream, bytes);
    }

    std::string out;
    std::string err;

private:
    RunLog& m_log;
    std::string m_host;
};

const char* kindWord(const runbook::Action& action) {
    switch (action.kind) {
    case runbook::ActionKind::sql:
        return "sql";
    case runbook::ActionKind::http:
        return "http";
    default:
        return "sh";
    }
}

std::string clean(const std::string& text) {
    std::string out = text;
    for (char& c : out)
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
              c == '-'))
            c = '_';
    return out.substr(0, 60);
}

// The same act always has the same key, and no other act ever has it.
std::string actKey(const std::string& writer, std::int64_t run, const Perform& what,
                   const std::string& host) {
    const std::string plain = writer + "." + std::to_string(run) + "." + std::to_string(what.at) + "." +
                              what.part + "." + std::to_string(what.attempt);
    return clean(writer).substr(0, 16) + "." + std::to_string(run) + "." + std::to_string(what.at) + "." +
           clean(what.position.step) + "." + what.part + "." + std::to_string(what.attempt) + "." +
           clean(host) + "." +
           sha256(plain + "." + what.position.runbook + "." + what.position.step + "." + host).substr(0, 8);
}

std::string httpShown(const ports::HttpAct& act) {
    std::string out = act.method + " " + act.url + "\n";
    for (const auto& [name, value] : act.headers)
        out += name + ": " + value + "\n";
    for (const auto& [name, value] : act.secretHeaders)
        out += name + ": [secret]\n";
    if (!act.body.empty())
        out += "\n" + act.body;
    return out;
}

const runbook::Action* partOf(const runbook::Step& step, const std::string& part) {
    const auto pointer = [](const std::optional<runbook::Action>& action) {
        return action ? &*action : nullptr;
    };
    if (part == incident::partAlreadyDone)
        return pointer(step.alreadyDone);
    if (part == incident::partIfItFails)
        return pointer(step.ifItFails);
    if (part == incident::partUndo)
        return pointer(step.undo);
    return pointer(step.action);
}

std::string endedWhy(const ports::Outcome& outcome, const runbook::Action& action) {
    switch (outcome.ended) {
    case ports::Outcome::Ended::timedOut:
        return "stopped after its timeout of " + formatDuration(action.timeout);
    case ports::Outcome::Ended::cancelled:
        return "stopped by the operator";
    default:
        return {};
    }
}

} // namespace

struct ActRunner::Prepared {
    std::string host;
    ports::Act act;
    std::map<std::string, Secret> secrets; // for redaction
    std::string shown;
};

ActRunner::ActRunner(World world, const Documents& documents, RunLog& log)
    : m_world(std::move(world)), m_documents(documents), m_log(log) {}

Json ActRunner::actBody(const Perform& what, const runbook::Action& action, const std::string& host) const {
    const auto state = m_log.state();
    Json body{{"key", actKey(m_world.writer, state.number, what, host)},
              {"runbook", what.position.runbook},
              {"step", what.position.step},
              {"at", what.at},
              {"part", what.part},
              {"attempt", what.attempt},
              {"kind", kindWord(action)},
              {"risk", riskWord(action.risk)},
              {"target", action.target},
              {"host", host}};
    return body;
}

Result<> ActRunner::notStarted(const Perform& what, const runbook::Action& action, const std::string& host,
                               const std::string& why) {
    Json body = actBody(what, action, host);
    body["result"] = incident::word(ActResult::notStarted);
    body["why"] = why;
    body["duration_seconds"] = 0;
    body["stdout"] = nullptr;
    body["stderr"] = nullptr;
    return m_log.append("act.ended", std::move(body));
}

Result<std::map<std::string, Secret>> ActRunner::namedSecrets(const std::vector<std::string>& names) const {
    std::map<std::string, Secret> out;
    for (const auto& name : names) {
        const auto reference = m_documents.environment.secrets.find(name);
        if (reference == m_documents.environment.secrets.end())
            return failure({"there is no secret '" + name + "'", "the environment file does not declare it",
                            "add it under `secrets`", "", Retry::safe});
        auto secret = m_world.secrets.get(reference->second);
        if (!secret)
            return failure(std::move(secret.error()));
        out.emplace(name, std::move(*secret));
    }
    return out;
}

Result<std::vector<ActRunner::Prepared>> ActRunner::prepare(const Perform& what,
                                                            const runbook::Action& action,
                                                            const std::vector<std::string>& hosts) {
    const auto state = m_log.state();
    std::vector<Prepared> out;
    for (const auto& host : hosts) {
        Prepared prepared;
        prepared.host = host;
        prepared.act.key = actKey(m_world.writer, state.number, what, host);
        prepared.act.timeout = action.timeout;
        auto named = namedSecrets(action.secrets);
        if (!named)
            return failure(std::move(named.error()));
        if (action.kind == runbook::ActionKind::http) {
            const auto* service = m_documents.service(host);
            auto text = runbook::expandHttp(action.text, valuesOn(m_documents, nullptr, state), service->url);
            if (!text)
                return failure(std::move(text.error()));
            ports::HttpAct http{*service, text->method, text->url, text->headers, {}, text->body};
            for (const auto& header : service->headers)
                http.headers.emplace_back(header);
            for (const auto& [header, name] : service->secretHeaders) {
                auto secret = namedSecrets({name});
                if (!secret)
                    return failure(std::move(secret.error()));
                http.secretHeaders.emplace_back(header, secret->at(name));
                prepared.secrets.merge(*secret);
            }
            prepared.shown = httpShown(http);
            prepared.act.what = std::move(http);
        } else {
            const auto& declared = m_documents.environment.hosts.at(host);
            auto script = runbook::shellScript(action, valuesOn(m_documents, &declared, state),
                                               m_documents.environment);
            if (!script)
                return failure(std::move(script.error()));
            prepared.shown = *script;
            prepared.secrets = *named;
            prepared.act.what = ports::ShellAct{declared, std::move(*script), std::move(*named), action.sudo};
        }
        out.push_back(std::move(prepared));
    }
    return out;
}

void ActRunner::preview(ports::Question& question, std::stop_token stop) {
    using Kind = ports::Question::Kind;
    const bool undo = question.kind == Kind::confirmUndo;
    if (!undo && question.kind != Kind::begin && question.kind != Kind::confirm)
        return;
    const Perform what{question.at,
                       {question.runbook, question.step},
                       undo ? incident::partUndo : incident::partAction,
                       1,
                       false,
                       {}};
    const runbook::Step* step = m_documents.step(what.position);
    const runbook::Action* action = step != nullptr ? partOf(*step, what.part) : nullptr;
    if (action == nullptr || action->target.empty())
        return;
    const auto key = actKey(m_world.writer, m_log.state().number, what, "preview") + "-" +
                     std::to_string(m_world.clock.now().monotonicNs);
    auto hosts = resolveTarget(m_world, m_documents, *action, key, stop);
    auto prepared = hosts ? prepare(what, *action, *hosts) : failure(hosts.error());
    if (!prepared) {
        question.previewTrouble = prepared.error().text();
        return;
    }
    for (auto& each : *prepared) {
        const auto* script = std::get_if<ports::ShellAct>(&each.act.what);
        const std::string over = script == nullptr ? "HTTP" : script->host.ssh ? "SSH" : "this machine";
        question.preview.push_back(
            {each.host, over, kindWord(*action), std::move(each.shown), runbook::expectedWords(*action)});
    }
}

Result<> ActRunner::perform(const Perform& what, std::stop_token stop) {
    const runbook::Step* step = m_documents.step(what.position);
    const runbook::Action* action = step != nullptr ? partOf(*step, what.part) : nullptr;
    if (action == nullptr)
        return failure({"the run asked for a part that its step does not have", what.part,
                        "report this: it is a fault of Muster", what.position.step, Retry::never});
    if (what.part == incident::partAction && what.attempt > 1 && !m_world.clock.wait(pauseBeforeRetry, stop))
        return {};

    const auto state = m_log.state();
    Result<std::vector<std::string>> hosts = what.onlyHosts;
    if (hosts->empty()) {
        const std::string probeKey = actKey(m_world.writer, state.number, what, "role");
        hosts = resolveTarget(m_world, m_documents, *action, probeKey, stop);
        if (!hosts)
            return notStarted(what, *action, action->target, hosts.error().text());
    }
    const auto* visit = state.visit(what.at);
    if (visit == nullptr || !visit->hosts.contains({what.part, what.attempt})) {
        Json body{{"runbook", what.position.runbook},
                  {"step", what.position.step},
                  {"at", what.at},
                  {"part", what.part},
                  {"attempt", what.attempt},
                  {"target", action->target},
                  {"hosts", *hosts}};
        if (auto written = m_log.append("role.resolved", std::move(body)); !written)
            return written;
    }

    auto prepared = prepare(what, *action, *hosts);
    if (!prepared) {
        for (const auto& host : *hosts)
            if (auto written = notStarted(what, *action, host, prepared.error().text()); !written)
                return written;
        return {};
    }

    // Hosts are taken from a common list by as many workers as the runbook allows at once.
    std::atomic<std::size_t> nextHost = 0;
    std::atomic<bool> failedOne = false;
    std::atomic<bool> journalFailed = false;
    std::mutex resultMutex;
    Result<> result;
    const auto work = [&]() {
        for (;;) {
            const std::size_t index = nextHost++;
            if (index >= prepared->size() || journalFailed || (failedOne && action->stopAtFirst))
                return;
            auto ran = runPrepared(what, *action, (*prepared)[index], stop);
            if (!ran) {
                const std::lock_guard lock(resultMutex);
                result = std::move(ran);
                journalFailed = true;
                return;
            }
            const auto after = m_log.state();
            if (const auto* now = after.visit(what.at))
                for (const auto* record : now->attempt(what.part, what.attempt))
                    if (record->host == (*prepared)[index].host && record->result != ActResult::ok &&
                        record->result != ActResult::simulated)
                        failedOne = true;
        }
    };
    const auto workers =
        std::min<std::size_t>(prepared->size(), static_cast<std::size_t>(std::max(1, action->maxParallel)));
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < workers; ++i)
        threads.emplace_back(work);
    work();
    threads.clear();
    return result;
}

Result<> ActRunner::runPrepared(const Perform& what, const runbook::Action& action, Prepared& prepared,
                                std::stop_token stop) {
    Json intent = actBody(what, action, prepared.host);
    const runbook::Document* document = m_documents.document(what.position.runbook);
    intent["text"] = prepared.shown;
    intent["text_sha256"] = sha256(prepared.shown);
    intent["document_sha256"] = document != nullptr ? document->sha256 : "";
    intent["timeout_seconds"] = static_cast<double>(action.timeout.count()) / 1000.0;
    intent["repeats"] = action.every.has_value();
    if (what.simulate)
        return m_log.append("act.simulated", std::move(intent));
    if (auto written = m_log.append("act.intended", std::move(intent)); !written)
        return written;

    const std::string key = prepared.act.key;
    const auto begun = m_world.clock.now().monotonicNs;
    const auto elapsed = [&]() {
        return Milliseconds((m_world.clock.now().monotonicNs - begun) / 1'000'000);
    };
    for (int poll = 1;; ++poll) {
        if (action.every) {
            prepared.act.key = key + "-p" + std::to_string(poll);
            prepared.act.timeout =
                std::min(action.timeout, std::max(*action.within - elapsed(), Milliseconds{1000}));
        }
        Collector collector(m_log, prepared.host);
        Redactor redactor(collector, prepared.secrets);
        auto outcome = m_world.executor.run(prepared.act, redactor, stop);
        redactor.flush();
        const bool met = outcome && !runbook::unmet(action, *outcome, collector.out);
        const bool goesOn = action.every && !met && elapsed() + *action.every < *action.within &&
                            m_world.clock.wait(*action.every, stop);
        if (goesOn) {
            m_world.executor.forget(prepared.act);
            continue;
        }
        if (action.every && !met && outcome && stop.stop_requested())
            outcome->ended = ports::Outcome::Ended::cancelled;
        Json body = actBody(what, action, prepared.host);
        auto written = report(std::move(body), action, outcome, collector.out, collector.err, poll, what);
        if (written && outcome)
            m_world.executor.forget(prepared.act);
        return written;
    }
}

Result<> ActRunner::report(Json body, const runbook::Action& action, const Result<ports::Outcome>& outcome,
                           const std::string& out, const std::string& err, int polls, const Perform& what) {
    auto keptOut = m_log.keep(out);
    auto keptErr = m_log.keep(err);
    if (!keptOut || !keptErr)
        return failure(!keptOut ? keptOut.error() : keptErr.error());
    body["stdout"] = *keptOut;
    body["stderr"] = *keptErr;
    if (action.every)
        body["polls"] = polls;

    ActResult result = ActResult::ok;
    std::string why;
    if (!outcome) {
        result = outcome.error().retry == Retry::unknown ? ActResult::unknown : ActResult::notStarted;
        why = outcome.error().text();
        body["duration_seconds"] = nullptr;
    } else {
        body["duration_seconds"] = static_cast<double>(outcome->duration.count()) / 1000.0;
        switch (outcome->ended) {
        case ports::Outcome::Ended::exited:
            body["exit"] = outcome->exitCode;
            break;
        case ports::Outcome::Ended::signalled:
            body["signal"] = outcome->signal;
            break;
        case ports::Outcome::Ended::responded:
            body["status"] = outcome->status;
            break;
        case ports::Outcome::Ended::timedOut:
            result = ActResult::timedOut;
            break;
        case ports::Outcome::Ended::cancelled:
            result = ActResult::cancelled;
            break;
        }
        why = endedWhy(*outcome, action);
        if (result == ActResult::ok) {
            if (const auto reason = runbook::unmet(action, *outcome, out)) {
                result = ActResult::failed;
                why = *reason;
            }
        }
    }
    std::vector<Entry> entries;
    const auto run = m_log.state().number;
    if (result == ActResult::ok && what.part == incident::partAction) {
        for (const auto& capture : m_documents.captures(what.position)) {
            auto value = runbook::capture(capture, out);
            if (!value || (!*value && !capture.optional)) {
                result = ActResult::failed;
                why = "it said nothing that '" + capture.name + "' could be taken from";
                if (!value)
                    why += ": " + value.error().text();
            } else if (*value) {
                entries.push_back({run, "captured",
                                   Json{{"runbook", what.position.runbook},
                                        {"step", what.position.step},
                                        {"name", capture.name},
                                        {"value", **value}}});
            }
        }
    }
    if (result == ActResult::ok && action.claimsRecovered) {
        // The runbook's own opinion; the probes decide, and a disagreement is reported.
        const auto now = m_world.clock.now();
        entries.push_back(
            {run, "stamp",
             Json{{"name", "claimed"}, {"mono", now.monotonicNs}, {"utc", formatUtc(now.utcMs)}}});
    }
    body["result"] = incident::word(result);
    body["why"] = why;
    entries.insert(entries.begin(), {run, "act.ended", std::move(body)});
    return m_log.append(entries);
}

Result<> ActRunner::settleOpen(const SettleOpenActs& open, std::stop_token stop) {
    const runbook::Step* step = m_documents.step(open.position);
    for (const auto& record : open.acts) {
        const Perform what{open.at, open.position, record.part, record.attempt, false, {}};
        const runbook::Action* action = step != nullptr ? partOf(*step, record.part) : nullptr;
        const auto host = m_documents.environment.hosts.find(record.host);
        Json body{{"key", record.key},          {"runbook", open.position.runbook},
                  {"step", open.position.step}, {"at", open.at},
                  {"part", record.part},        {"attempt", record.attempt},
                  {"host", record.host}};
        Collector collector(m_log, record.host);
        Result<std::optional<ports::Outcome>> collected =
            failure({"the console was interrupted while it ran", "only the target can tell what became of it",
                     "", record.host, Retry::unknown});
        ports::Act act;
        act.key = record.key;
        if (action != nullptr && host != m_documents.environment.hosts.end() && !action->every) {
            act.what = ports::ShellAct{host->second, {}, {}, action->sudo};
            act.timeout = action->timeout;
            // What is collected may hold the secrets that the act was given.
            if (const auto secrets = namedSecrets(action->secrets)) {
                Redactor redactor(collector, *secrets);
                collected = m_world.executor.collect(act, redactor, stop);
                redactor.flush();
            }
        }
        Result<> written;
        if (collected && *collected) {
            written = report(std::move(body), *action, **collected, collector.out, collector.err, 1, what);
        } else {
            body["result"] = incident::word(collected ? ActResult::neverStarted : ActResult::unknown);
            body["why"] =
                collected ? "it had not begun when the console was interrupted" : collected.error().text();
            body["duration_seconds"] = nullptr;
            body["stdout"] = nullptr;
            body["stderr"] = nullptr;
            written = m_log.append("act.ended", std::move(body));
        }
        if (!written)
            return written;
        if (collected)
            m_world.executor.forget(act);
    }
    return {};
}

} // namespace muster::run
