#include "tests/support/ui/Contents.h"

#include "engine/report/Report.h"
#include "models/base/Sha256.h"
#include "models/base/Utc.h"
#include "models/environment/ReadEnvironment.h"
#include "models/runbook/ReadDrill.h"
#include "models/runbook/ReadRunbook.h"
#include "tests/support/Places.h"
#include "tests/support/ui/Events.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

namespace muster::tests::contents {
namespace {

using incident::Mode;
using ports::Question;
using ports::RunView;
using ports::ServiceHealth;
using ports::Stage;

std::string read(const std::string& file) {
    std::ifstream in(std::string(MUSTER_SOURCE_DIR) + "/" + file);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

const runbook::Runbook& crash() {
    static const auto reading =
        runbook::readRunbook("runbooks/database-crash.md", read("runbooks/database-crash.md"));
    return reading.runbook;
}

const runbook::Drill& crashDrill() {
    static const auto reading =
        runbook::readDrill("runbooks/database-crash.drill.md", read("runbooks/database-crash.drill.md"));
    return reading.drill;
}

// A small one, so that lists have more than a line and a search something to tell apart.
runbook::Runbook leakRunbook() {
    return runbook::readRunbook(
               "runbooks/pool-exhausted.md",
               "---\nid: pool-exhausted\ntitle: Connection pool exhausted\nseverity: P1\n"
               "service: orchestrator\nowner: platform-oncall\nversion: 2\nreviewed: 2025-06-01\n"
               "review-every: 90d\nsymptoms: [pool exhausted, remaining connection slots are "
               "reserved, timeout waiting for connection]\n---\n# Connection pool exhausted\n\n"
               "Use this when requests wait for a connection.\n\n## Count the sessions\n"
               "```sql on=db@primary reads\nSELECT count(*) FROM pg_stat_activity;\n```\n\n"
               "## End those that idle in a transaction\n"
               "```sql on=db@primary irreversible undo=none\nSELECT pg_terminate_backend(pid) FROM "
               "pg_stat_activity WHERE state = 'idle in transaction';\n```\n")
        .runbook;
}

environment::Environment environmentFrom(const std::string& name, const std::string& title, bool production,
                                         const std::string& address) {
    const std::string text =
        "environment: " + name + "\ntitle: " + title + "\n" + (production ? "production: true\n" : "") +
        "drills: " + (production ? "refused" : "allowed") +
        "\nhosts:\n"
        "  db-a: { ssh: { address: " +
        address +
        ", port: 2201, user: oncall }, values: { db_data: /srv/db/data, "
        "db_log: /srv/db/log/server.log } }\n"
        "  app-a: { ssh: { address: " +
        address +
        ", port: 2202, user: oncall } }\n"
        "groups:\n  db: [db-a]\n  app: [app-a]\n"
        "roles:\n  db@primary: [test, \"!\", -e, \"{{db_data}}/standby.signal\"]\n"
        "services:\n  orchestrator:\n    url: http://" +
        address +
        ":8081\n    rto: 2m\n    rpo: 1m\n"
        "    probe:\n      write: |\n        POST /api/v1/ledger\n\n        {\"sequence\": "
        "\"{{sequence}}\"}\n"
        "      every: 200ms\n      timeout: 1s\n"
        "  api:\n    url: http://" +
        address +
        ":8081\n"
        "values: { db_host: 127.0.0.1, db_port: \"5432\", db_name: workflows, db_user: orchestrator, "
        "pg_bin: /usr/lib/postgresql/15/bin }\n";
    return environment::readEnvironment("/home/jana/" + name + ".yaml", text).environment;
}

ports::Choice choice(const char* id, const char* label) {
    return {id, label};
}

ports::Preview preview(const runbook::Step& step) {
    const auto& action = *step.action;
    ports::Preview shown;
    const bool http = action.kind == runbook::ActionKind::http;
    shown.host = http ? "api" : "db-a";
    shown.over = http ? "HTTP" : "SSH";
    shown.kind = http ? "http" : action.kind == runbook::ActionKind::sql ? "sql" : "sh";
    shown.text = http ? action.text
                      : "db_data='/srv/db/data'\ndb_log='/srv/db/log/server.log'\npg_bin='/usr/lib/"
                        "postgresql/15/bin'\n\n" +
                            action.text;
    shown.expected = http ? "status 200 within 10 s" : "exit 0 within 90 s";
    return shown;
}

Question questionAbout(const std::string& slug, Question::Kind kind) {
    const auto* step = crash().find(slug);
    Question question;
    question.kind = kind;
    question.runbook = crash().id;
    question.step = slug;
    question.title = step->title;
    return question;
}

// The story up to the step that it is about, which is left active.
void tellUpTo(Events& events, const std::string& slug) {
    int at = 0;
    int number = 0;
    for (const auto& step : crash().steps) {
        ++number;
        if (step.slug == "wait-until-it-accepts-writes" && slug == "confirm-that-the-database-is-down")
            return;
        ++at;
        events.enter(crash().id, step, at, number);
        if (step.slug == slug)
            return;
        events.act(step, at, "ok", step.slug == "confirm-that-the-database-is-down" ? 2 : 0);
        if (!step.branches.empty())
            events.decide(crash().id, step, at);
        events.settle(crash().id, step, at, step.ticks.empty() ? "done" : "done");
    }
}

} // namespace

environment::Environment rangeEnvironment() {
    return environmentFrom("range", "Practice range on this machine", false, "127.0.0.1");
}

environment::Environment shopEnvironment() {
    return environmentFrom("shop", "The shop's workflow system, Frankfurt", true, "10.0.4.11");
}

ports::LibraryView library() {
    ports::LibraryView view;
    view.runbooks.push_back({crash(), "runbooks/database-crash.md", {}, false, "database-crash"});
    view.runbooks.push_back({leakRunbook(), "runbooks/pool-exhausted.md", {}, true, ""});
    view.drills.push_back({crashDrill(), "runbooks/database-crash.drill.md", "database-crash", {}});
    view.environments.push_back({rangeEnvironment(), "/home/jana/range.yaml", {}});
    view.environments.push_back({shopEnvironment(), "/home/jana/shop.yaml", {}});
    view.templates.push_back(
        {"status-update", "Status update",
         "We are working on **{{title}}** ({{severity}}). The next update follows in 15 minutes.\n"});
    view.templates.push_back({"resolved", "Resolved", "**{{title}}** is over. Nobody has to do anything.\n"});
    return view;
}

std::vector<ServiceHealth> health(ServiceHealth::State orchestrator, std::int64_t now,
                                  const std::string& environment) {
    using State = ServiceHealth::State;
    using Tick = ServiceHealth::Tick;
    ServiceHealth main;
    main.environment = environment;
    main.service = "orchestrator";
    main.state = orchestrator;
    main.every = Milliseconds{1000};
    main.asOfUtcMs = orchestrator == State::unknown ? now - 45'000 : now - 400;
    for (int second = 0; second < 60; ++second) {
        auto tick = Tick::ok;
        if (second >= 29 && orchestrator == State::down)
            tick = second == 29 ? Tick::unknown : Tick::failed;
        if (second >= 15 && orchestrator == State::unknown)
            tick = Tick::none;
        main.lastMinute.push_back(tick);
    }
    if (orchestrator == State::down) {
        main.why = "HTTP 503: the database is not reachable";
        main.sinceUtcMs = main.firstBadUtcMs = now - 31'000;
        main.lastGoodUtcMs = now - 32'000;
    } else if (orchestrator == State::unknown) {
        main.why = "the prober has not answered for 45 s";
        main.sinceUtcMs = now - 45'000;
    } else {
        main.sinceUtcMs = now - 7'260'000;
        main.milliseconds = 4.2;
    }
    ServiceHealth api;
    api.environment = environment;
    api.service = "api";
    api.state = State::up;
    api.every = Milliseconds{1000};
    api.sinceUtcMs = now - 7'260'000;
    api.asOfUtcMs = now - 700;
    api.milliseconds = 1.8;
    api.lastMinute.assign(60, Tick::ok);
    return {main, api};
}

RunView view(Story story, std::int64_t now, Mode mode, std::int64_t run) {
    const auto environment = mode == Mode::live ? shopEnvironment() : rangeEnvironment();
    Events events(run, now - 72'000, mode);
    events.open(crash(), environment);
    events.stamp("fault", now - 80'000);
    events.stamp("declared", now - 72'000);
    const auto checklist = read("resources/checklists/p0.md");
    events.add("document.pinned", {{"role", "checklist"},
                                   {"id", "p0"},
                                   {"name", "p0.md"},
                                   {"sha256", sha256(checklist)},
                                   {"text", checklist}});
    events.add("note.added",
               {{"text", "first errors on the status page at 10:40, deploy 412 went out at 10:38"}});

    static const std::map<Story, std::string> where{{Story::begin, "enable-maintenance-mode"},
                                                    {Story::acting, "restart-postgresql"},
                                                    {Story::failed, "restart-postgresql"},
                                                    {Story::unknown, "restart-postgresql"},
                                                    {Story::decision, "confirm-that-the-database-is-down"},
                                                    {Story::ticks, "look-before-you-go-on"},
                                                    {Story::message, "tell-the-stakeholders"},
                                                    {Story::finished, ""},
                                                    {Story::closed, ""},
                                                    {Story::interrupted, "restart-postgresql"}};
    const auto& slug = where.at(story);
    tellUpTo(events, slug);
    const auto* step = slug.empty() ? nullptr : crash().find(slug);
    const int at = events.visits();

    RunView made;
    made.faultUtcMs = now - 80'000;
    made.declaredUtcMs = now - 72'000;
    made.stage = Stage::asking;
    if (step) {
        const auto kind = story == Story::begin     ? Question::Kind::begin
                          : story == Story::failed  ? Question::Kind::failed
                          : story == Story::unknown ? Question::Kind::unknown
                          : story == Story::ticks   ? Question::Kind::ticks
                          : story == Story::message ? Question::Kind::message
                                                    : Question::Kind::decision;
        made.question = questionAbout(slug, kind);
        made.question->at = at;
        made.question->simulated = mode == Mode::rehearsal && story == Story::begin;
    }
    switch (story) {
    case Story::begin:
        made.question->text = step->prose;
        made.question->choices = {
            choice("run", mode == Mode::rehearsal ? "Show it: nothing is changed" : "Run it"),
            choice("by-hand", "Done by hand: say what you saw"), choice("skip", "Skip it, with a reason"),
            choice("undo", "Undo what was done so far, last first"), choice("stop", "Stop the run")};
        made.question->risk = "idempotent";
        made.question->preview = {preview(*step)};
        break;
    case Story::acting:
        made.question.reset();
        made.stage = Stage::acting;
        made.acting = {{"db-a", now - 14'000}};
        events.intend(*step, at, 1);
        break;
    case Story::failed:
        events.act(*step, at, "failed", 1, "exit 1, expected 0");
        made.question->text = "db-a: exit 1, expected 0";
        made.question->choices = {
            choice("again", "Run the step again"), choice("by-hand", "Done by hand: say what you saw"),
            choice("skip", "Skip it, with a reason"), choice("undo", "Undo what was done so far, last first"),
            choice("stop", "Stop the run")};
        made.question->risk = "idempotent";
        break;
    case Story::unknown:
        events.act(*step, at, "unknown", std::nullopt, "the connection to db-a was lost");
        made.question->text = "Nobody knows whether it happened. db-a: the connection was lost. Look at the "
                              "target before you choose.";
        made.question->choices = {choice("by-hand", "It happened: say what you saw"),
                                  choice("again", "It did not happen: run the step again"),
                                  choice("skip", "Skip it, with a reason"), choice("stop", "Stop the run")};
        break;
    case Story::decision: {
        events.act(*step, at, "ok", 2);
        made.question->text = step->prose;
        int number = 0;
        for (const auto& branch : step->branches)
            made.question->choices.push_back({"branch:" + std::to_string(number++), branch.label});
        made.question->choices.push_back(choice("none", "None of these: go on with the next step"));
        made.question->choices.push_back(choice("stop", "Stop the run"));
        break;
    }
    case Story::ticks:
        for (const auto& tick : step->ticks)
            made.question->fields.push_back(tick.text);
        made.question->text = "Look, and write down what you saw.";
        made.question->choices = {choice("done", "All of it seen"), choice("skip", "Skip it, with a reason"),
                                  choice("stop", "Stop the run")};
        break;
    case Story::message:
        made.question->text = step->action->text;
        made.question->choices = {choice("sent", "Sent to stakeholders"),
                                  choice("kept", "Not sent: keep the text"), choice("stop", "Stop the run")};
        break;
    case Story::finished:
    case Story::closed:
        events.add("message.kept", {{"to", "stakeholders"},
                                    {"text", "The database is back. Nothing that was acknowledged is lost."},
                                    {"sent", true}});
        for (const int item : {0, 1})
            events.add("checklist.ticked",
                       {{"item", item}, {"done", true}, {"note", item == 0 ? "graphs kept" : ""}});
        made.stage = story == Story::closed ? Stage::closed : Stage::finished;
        made.recoveredUtcMs = now - 20'000;
        made.recoveryStable = true;
        made.closable = story == Story::finished;
        if (story == Story::closed)
            events.close(mode == Mode::rehearsal ? "rehearsed" : "completed");
        break;
    case Story::interrupted:
        events.intend(*step, at, 1);
        made.question.reset();
        made.stage = Stage::interrupted;
        break;
    }

    auto documents = std::make_shared<ports::RunDocuments>();
    documents->main = crash().id;
    documents->runbooks[crash().id] = crash();
    documents->environment = environment;
    made.documents = documents;
    made.enteredUtcMs = events.entered();
    made.state = std::make_shared<incident::Incident>(incident::fold(events.all()));
    made.report = std::make_shared<report::Report>(report::fold(events.all()));
    return made;
}

ports::RunSummary summary(const RunView& view) {
    const auto& state = *view.state;
    ports::RunSummary line;
    line.run = state.number;
    line.kind = state.kind;
    line.mode = state.mode;
    line.title = state.title;
    line.runbook = state.runbook;
    line.drill = state.drill;
    line.severity = state.severity;
    line.environment = state.environment;
    line.openedUtcMs = state.openedUtcMs;
    line.lastUtcMs = state.lastUtcMs;
    line.verdict = state.verdict.value_or("");
    line.interrupted = view.stage == Stage::interrupted;
    line.here = state.open() && !line.interrupted;
    line.unattended = state.unattended;
    line.faultStands = state.faultStands();
    line.rto = view.report->rto;
    line.rtoTarget = view.report->rtoTarget;
    line.rpo = view.report->rpo;
    line.rpoTarget = view.report->rpoTarget;
    line.rpoAtLeast = view.report->rpoAtLeast;
    line.runbookSha256 = crash().document.sha256;
    return line;
}

RunView finishedDrill(std::int64_t now) {
    const auto began = now - 3'600'000;
    Events events(drillRun, began, Mode::drill);
    events.open(crash(), rangeEnvironment(), &crashDrill());
    events.phase("steady-state");
    events.phase("break");
    events.stamp("fault", began + 6'000);
    events.phase("observe");
    events.stamp("detected", began + 6'700);
    events.phase("recover");
    events.stamp("declared", began + 6'800);
    tellUpTo(events, "");
    events.phase("put-back");
    events.phase("steady-again");
    events.phase("verify");
    events.add("measured",
               {{"rto_seconds", 4.812},
                {"rpo_seconds", 0.0},
                {"rpo_at_least", false},
                {"fault_utc", formatUtc(began + 6'000)},
                {"last_good_seconds", -0.041},
                {"first_failure_seconds", 0.162},
                {"detected_seconds", 0.583},
                {"writable_seconds", 4.812},
                {"stable_seconds", 14.812},
                {"probe_error_seconds", 1.2},
                {"probe_slip_seconds", 0.004},
                {"work_lost_seconds", 3.0},
                {"write_interval_seconds", 0.2},
                {"stability_window_seconds", 10.0},
                {"steady_before", true},
                {"fault_observed", true},
                {"recovered", true},
                {"stable", true},
                {"steady_afterwards", true},
                {"starved", false},
                {"workflows_affected", 5},
                {"workflows_recovered", 5},
                {"probes", {{"sent", 160}, {"ok", 136}, {"failed", 22}, {"unknown", 2}}},
                {"ledger", {{"acknowledged", 136}, {"lost", 0}, {"duplicated", 0}, {"unknown", 2}}}});
    events.close("passed");
    RunView made;
    made.stage = Stage::closed;
    made.faultUtcMs = began + 6'000;
    made.declaredUtcMs = began + 6'800;
    made.recoveredUtcMs = began + 10'812;
    made.recoveryStable = true;
    auto documents = std::make_shared<ports::RunDocuments>();
    documents->main = crash().id;
    documents->runbooks[crash().id] = crash();
    documents->drill = crashDrill();
    documents->environment = rangeEnvironment();
    made.documents = documents;
    made.enteredUtcMs = events.entered();
    made.state = std::make_shared<incident::Incident>(incident::fold(events.all()));
    made.report = std::make_shared<report::Report>(report::fold(events.all()));
    return made;
}

std::vector<metrics::Sample> drillSamples(std::int64_t now) {
    const auto began = now - 3'600'000;
    std::vector<metrics::Sample> samples;
    for (int i = 0; i < 160; ++i) {
        metrics::Sample sample;
        sample.client = "muster-2";
        sample.sequence = i + 1;
        sample.utcMs = began + i * 200;
        sample.scheduledNs = sample.sentNs = static_cast<std::int64_t>(i) * 200'000'000;
        const double seconds = i * 0.2;
        const bool down = seconds >= 6.0 && seconds < 10.8;
        const bool cut = seconds >= 6.0 && seconds < 6.4;
        sample.answer = !down ? metrics::Answer::ok
                        : cut ? metrics::Answer::unknown
                              : metrics::Answer::failed;
        sample.status = !down ? 201 : cut ? 0 : 503;
        sample.detail = !down ? "" : cut ? "the connection was lost" : "HTTP 503";
        const double milliseconds =
            down ? 2.0 : 4.0 + 2.0 * std::sin(i * 0.7) + (seconds > 10.8 && seconds < 11.5 ? 30 : 0);
        sample.doneNs = sample.sentNs + static_cast<std::int64_t>(milliseconds * 1'000'000);
        samples.push_back(sample);
    }
    return samples;
}

void tell(ScriptedDesk& desk, Story story, std::int64_t now, Mode mode, std::int64_t run) {
    const auto told = view(story, now, mode, run);
    auto runs = desk.runs();
    std::erase_if(runs, [run](const ports::RunSummary& each) { return each.run == run; });
    runs.push_back(summary(told));
    std::ranges::sort(runs, [](const auto& a, const auto& b) { return a.run > b.run; });
    for (const auto& step : crash().steps)
        for (const char* result : {"ok", "failed"}) {
            const auto text = Events::printed(step, result);
            desk.setOutput(sha256(text), text);
        }
    desk.setView(run, told);
    desk.setRuns(std::move(runs));
}

void fill(ScriptedDesk& desk, std::int64_t now, ServiceHealth::State orchestrator) {
    desk.setLibrary(library());
    desk.watch("range");
    desk.setHealth(health(orchestrator, now));
    const auto drill = finishedDrill(now);
    desk.setView(drillRun, drill);
    desk.setRuns({summary(drill)});
    desk.setSamples(drillRun, drillSamples(now));
    desk.forget();
}

} // namespace muster::tests::contents
