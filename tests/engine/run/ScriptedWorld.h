// A world whose hosts say what a test told them to say, in the order it told them.
#pragma once

#include "engine/journal/memory/MemoryJournal.h"
#include "engine/run/ActRunner.h"
#include "engine/run/Driver.h"
#include "engine/run/OpenRun.h"
#include "models/environment/ReadEnvironment.h"
#include "models/ports/SecretSource.h"
#include "models/runbook/ReadDrill.h"
#include "models/runbook/ReadRunbook.h"

#include <deque>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>

namespace muster::test {

class FakeClock : public ports::Clock {
public:
    [[nodiscard]] ports::Instant now() const override {
        m_ns += 1'000'000;
        return {m_ns, 1'700'000'000'000 + m_ns / 1'000'000};
    }
    bool wait(Milliseconds duration, std::stop_token stop) override {
        m_ns += duration.count() * 1'000'000;
        return !stop.stop_requested();
    }

private:
    mutable std::atomic<std::int64_t> m_ns = 1'000'000'000;
};

// What a host says to one act. `error` set: the act did not come to an outcome.
struct Said {
    int code = 0; // exit code, or HTTP status
    std::string out = {};
    std::optional<Retry> error = {};
    bool dies = false; // the console is killed here: the executor never returns
};

// Thrown by a scripted act that "kills the console"; the test catches it and resumes from the journal.
struct ConsoleKilled {};

class ScriptedExecutor : public ports::Executor {
public:
    // An act whose script or URL contains `part` gets the next of these; the last one repeats.
    void when(const std::string& part, std::deque<Said> said) { m_said[part] = std::move(said); }
    void collects(const std::string& part, std::optional<Said> said) { m_collected[part] = std::move(said); }

    Result<ports::Outcome> run(const ports::Act& act, ports::OutputSink& sink,
                               std::stop_token stop) override {
        const std::string text = textOf(act);
        ran.push_back(text);
        keys.push_back(act.key);
        if (stop.stop_requested()) {
            ports::Outcome stopped;
            stopped.ended = ports::Outcome::Ended::cancelled;
            return stopped;
        }
        for (auto& [part, queue] : m_said) {
            if (text.find(part) == std::string::npos)
                continue;
            const Said said = queue.front();
            if (queue.size() > 1)
                queue.pop_front();
            return say(act, said, sink);
        }
        return say(act, Said{std::holds_alternative<ports::HttpAct>(act.what) ? 200 : 0, "", {}, false},
                   sink);
    }

    Result<std::optional<ports::Outcome>> collect(const ports::Act& act, ports::OutputSink& sink,
                                                  std::stop_token) override {
        for (auto& [part, said] : m_collected) {
            if (act.key.find(part) == std::string::npos)
                continue;
            if (!said)
                return std::nullopt;
            auto outcome = say(act, *said, sink);
            if (!outcome)
                return failure(outcome.error());
            return std::optional(*outcome);
        }
        return failure({"nobody knows", "", "", "", Retry::unknown});
    }

    void forget(const ports::Act& act) override { forgotten.push_back(act.key); }

    // How often an act with this text was executed.
    [[nodiscard]] int count(const std::string& part) const {
        return static_cast<int>(std::count_if(
            ran.begin(), ran.end(), [&](const auto& text) { return text.find(part) != std::string::npos; }));
    }

    std::vector<std::string> ran;
    std::vector<std::string> keys;
    std::vector<std::string> forgotten;

private:
    static std::string textOf(const ports::Act& act) {
        if (const auto* http = std::get_if<ports::HttpAct>(&act.what))
            return http->method + " " + http->url;
        const auto& shell = std::get<ports::ShellAct>(act.what);
        return shell.host.name + "\n" + shell.script;
    }

    static Result<ports::Outcome> say(const ports::Act& act, const Said& said, ports::OutputSink& sink) {
        if (said.dies)
            throw ConsoleKilled();
        if (said.error)
            return failure({"the line broke", "scripted", "", "", *said.error});
        sink.write(ports::Stream::out, said.out);
        ports::Outcome outcome;
        if (std::holds_alternative<ports::HttpAct>(act.what)) {
            outcome.ended = ports::Outcome::Ended::responded;
            outcome.status = said.code;
        } else {
            outcome.exitCode = said.code;
        }
        return outcome;
    }

    std::map<std::string, std::deque<Said>> m_said;
    std::map<std::string, std::optional<Said>> m_collected;
};

class NoSecrets : public ports::SecretSource {
public:
    Result<Secret> get(const environment::SecretReference& reference) override {
        if (reference.name == "TEST_TOKEN")
            return Secret("hunter2-canary");
        return failure({"no such secret", reference.name, "", "", Retry::never});
    }
};

// Answers in the order they were given; a question too many fails the test.
class ScriptedOperator : public ports::Operator {
public:
    explicit ScriptedOperator(std::deque<ports::Answer> answers) : m_answers(std::move(answers)) {}
    std::optional<ports::Answer> ask(const ports::Question& question, std::stop_token) override {
        asked.push_back(question);
        if (m_answers.empty()) {
            ADD_FAILURE() << "nobody expected the question: " << question.title << ": " << question.text;
            return std::nullopt;
        }
        auto answer = m_answers.front();
        m_answers.pop_front();
        return answer;
    }
    std::vector<ports::Question> asked;

private:
    std::deque<ports::Answer> m_answers;
};

inline constexpr const char* testEnvironment = R"(environment: test
title: A test
drills: allowed
hosts:
  db-a: { local: true, values: { db_data: /data/a } }
  db-b: { local: true, values: { db_data: /data/b } }
  app-a: { local: true }
groups:
  db: [db-a, db-b]
  app: [app-a]
roles:
  db@primary: [test, "!", -e, "{{db_data}}/standby.signal"]
services:
  api: { url: "http://127.0.0.1:1", rto: 2m, rpo: 1m, secret-headers: { Authorization: token } }
secrets:
  token: { env: TEST_TOKEN }
)";

inline std::string runbookText(const std::string& steps, const std::string& more = {}) {
    return "---\nid: test\ntitle: Test\nseverity: P0\nservice: api\nowner: oncall\nversion: 1\nreviewed: "
           "2026-11-01\n"
           "review-every: 90d\nsymptoms: [broken]\n" +
           more + "---\n# Test\nWhen it is broken.\n\n" + steps;
}

inline run::Documents documentsOf(const std::string& runbook, const std::vector<std::string>& linked = {}) {
    run::Documents documents;
    auto environment = environment::readEnvironment("/test/test.yaml", testEnvironment);
    for (const auto& problem : environment.problems)
        ADD_FAILURE() << problem.text();
    documents.environment = environment.environment;
    auto main = runbook::readRunbook("test.md", runbook);
    for (const auto& problem : main.problems)
        ADD_FAILURE() << problem.text();
    documents.main = main.runbook.id;
    documents.runbooks[main.runbook.id] = main.runbook;
    for (const auto& text : linked) {
        auto other = runbook::readRunbook("other.md", text);
        for (const auto& problem : other.problems)
            ADD_FAILURE() << problem.text();
        documents.runbooks[other.runbook.id] = other.runbook;
    }
    return documents;
}

// One line an event, without what changes from run to run.
inline std::vector<std::string> lines(const std::vector<incident::Event>& events) {
    std::vector<std::string> out;
    for (const auto& event : events) {
        if (event.type == "document.pinned" || event.type == "role.resolved" || event.type == "run.opened" ||
            event.type == "phase.entered")
            continue;
        std::string line = event.type;
        for (const char* key : {"step", "part", "attempt", "host", "result", "state", "by", "label", "name",
                                "value", "how", "reason", "halted"}) {
            const auto found = event.body.find(key);
            if (found == event.body.end() || (found->is_string() && found->get<std::string>().empty()) ||
                (found->is_boolean() && !found->get<bool>()))
                continue;
            if (std::string(key) == "attempt" && *found == 1)
                continue;
            if (std::string(key) == "part" && *found == "action")
                continue;
            line += " " +
                    (found->is_string() ? found->get<std::string>() : std::string(key) + "=" + found->dump());
        }
        out.push_back(line);
    }
    return out;
}

struct Play {
    ScriptedExecutor executor;
    FakeClock clock;
    NoSecrets secrets;
    journal::MemoryJournal journal{clock, {"Test", "test", "here"}};
    run::Documents documents;
    std::unique_ptr<run::RunLog> log;
    bool halted = false;

    run::World world() { return {journal, executor, secrets, clock, "writer"}; }

    void open(const std::string& runbook, incident::Mode mode, bool unattended,
              const std::vector<std::string>& linked = {}) {
        documents = documentsOf(runbook, linked);
        run::RunRequest request;
        request.mode = mode;
        for (const auto& input : documents.runbooks.at(documents.main).inputs)
            request.inputs[input.name] = input.defaultValue;
        request.unattended = unattended;
        auto state = run::openRun(journal, documents, request);
        ASSERT_TRUE(state) << state.error().text();
        log = std::make_unique<run::RunLog>(journal, *state, std::vector<ports::SessionObserver*>{});
    }

    // Runs the recover phase; false when the scripted "kill" ended it.
    bool play(ports::Operator* person = nullptr) {
        run::Driver driver(world(), documents, *log, person);
        try {
            auto done =
                log->state().phase.empty() ? driver.runPhase(run::phase::recover, {}) : driver.proceed({});
            EXPECT_TRUE(done) << done.error().text();
            halted = done && done->halted;
            return true;
        } catch (const ConsoleKilled&) {
            return false;
        }
    }

    // A new console: nothing but the journal is left.
    void restart() {
        auto events = journal.events(1);
        ASSERT_TRUE(events);
        auto read = run::documentsFromJournal(*events);
        ASSERT_TRUE(read) << read.error().text();
        documents = *read;
        log = std::make_unique<run::RunLog>(journal, incident::fold(*events),
                                            std::vector<ports::SessionObserver*>{});
    }

    std::vector<std::string> events() {
        auto all = journal.events(1);
        return all ? lines(*all) : std::vector<std::string>{};
    }
};

} // namespace muster::test
