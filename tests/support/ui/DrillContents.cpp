#include "tests/support/ui/DrillContents.h"

#include "engine/report/Report.h"
#include "tests/support/ui/Events.h"

#include <array>

namespace muster::tests::contents {
namespace {

using incident::Mode;
using ports::RunSummary;
using ports::RunView;
using ports::Stage;

constexpr std::int64_t nextRun = 7;
constexpr std::int64_t dayMs = 86'400'000;

// One answer every 200 ms from `began` to `end`; down between the two others.
std::vector<metrics::Sample> samples(std::int64_t began, std::int64_t end, std::int64_t down,
                                     std::int64_t up) {
    std::vector<metrics::Sample> out;
    for (std::int64_t at = began; at < end; at += 200) {
        metrics::Sample sample;
        sample.client = "muster-7";
        sample.sequence = static_cast<std::int64_t>(out.size()) + 1;
        sample.utcMs = at;
        sample.scheduledNs = sample.sentNs = at * 1'000'000;
        const bool away = at >= down && at < up;
        sample.answer = !away             ? metrics::Answer::ok
                        : at < down + 400 ? metrics::Answer::unknown
                                          : metrics::Answer::failed;
        sample.status = away ? 503 : 201;
        sample.detail = away ? "HTTP 503" : "";
        sample.doneNs = sample.sentNs + (away ? 2'000'000 : 4'000'000 + (at / 200 % 7) * 400'000);
        out.push_back(sample);
    }
    return out;
}

RunView viewOf(const Events& events, const ports::LibraryView& library) {
    RunView made;
    auto documents = std::make_shared<ports::RunDocuments>();
    documents->main = library.runbooks.front().runbook.id;
    documents->runbooks[documents->main] = library.runbooks.front().runbook;
    documents->drill = library.drills.front().drill;
    documents->environment = rangeEnvironment();
    made.documents = documents;
    made.enteredUtcMs = events.entered();
    made.state = std::make_shared<incident::Incident>(incident::fold(events.all()));
    made.report = std::make_shared<report::Report>(report::fold(events.all()));
    return made;
}

// A drill that is recovering: its second step is at work.
RunView running(std::int64_t now, const ports::LibraryView& library) {
    const auto& runbook = library.runbooks.front().runbook;
    const auto began = now - 12'000;
    Events events(nextRun, began, Mode::drill);
    events.open(runbook, rangeEnvironment(), &library.drills.front().drill);
    events.add("fault.registered", {{"drill", "database-crash"}}, 3'000);
    events.phase("steady-state");
    events.add("probe.started", {{"client", "console"}, {"every_seconds", 0.2}, {"timeout_seconds", 1.0}},
               1'600);
    events.phase("break");
    events.stamp("fault", began + 5'400);
    events.phase("observe");
    events.stamp("detected", began + 6'100);
    events.phase("recover");
    for (std::size_t i = 0; i < 2 && i < runbook.steps.size(); ++i) {
        const int at = static_cast<int>(i) + 1;
        events.enter(runbook.id, runbook.steps[i], at, at);
        if (i == 0) {
            events.act(runbook.steps[i], at, "ok", 0);
            events.settle(runbook.id, runbook.steps[i], at, "done");
        } else if (runbook.steps[i].action) {
            events.intend(runbook.steps[i], at, 1);
        }
    }
    auto made = viewOf(events, library);
    made.stage = Stage::acting;
    made.acting = {{"db-a", now - 2'000}};
    made.faultUtcMs = began + 5'400;
    return made;
}

RunView changed(const RunView& view, const std::function<void(report::Report&)>& change) {
    auto out = view;
    auto report = std::make_shared<report::Report>(*view.report);
    change(*report);
    report->run = nextRun;
    auto state = std::make_shared<incident::Incident>(*view.state);
    state->number = nextRun;
    state->verdict = report->verdict;
    out.report = report;
    out.state = state;
    return out;
}

void put(ScriptedDesk& desk, const RunView& view, std::vector<metrics::Sample> answers) {
    auto line = summary(view);
    line.acknowledged = view.report->counts.acknowledged;
    line.lost = view.report->counts.lost;
    line.dataSize = view.report->dataSize;
    line.hardware = view.report->hardware;
    auto runs = desk.runs();
    runs.insert(runs.begin(), line);
    desk.setSamples(line.run, std::move(answers));
    desk.setView(line.run, view);
    desk.setRuns(std::move(runs));
}

struct Scenario {
    const char* title;
    double rto, target, rpo, rpoTarget;
    int days; // ago
    const char* verdict;
};

constexpr std::array<Scenario, 17> scenarios{{
    {"Database connection loss", 12, 120, 0, 0, 3, "passed"},
    {"Database corruption", 66, 300, 0, 60, 40, "passed"},
    {"Fail-over of the primary database", 19, 120, 0.4, 30, 3, "passed"},
    {"Process crash (SIGKILL)", 4, 30, 0, 0, 12, "passed"},
    {"Crash before a checkpoint", 5, 30, 0, 0, 12, "passed"},
    {"Graceful shutdown", 3, 30, 0, 0, 12, "passed"},
    {"Crash during the shutdown", 6, 30, 0, 0, 80, "passed"},
    {"Recovery from a panic", 4, 30, 0, 0, 12, "passed"},
    {"Killed for want of memory", 71, 60, 0, 0, 1, "failed"},
    {"Network partition", 28, 60, 0, 30, 9, "passed"},
    {"Split-brain", 52, 300, 3.2, 0, 9, "failed"},
    {"Corrupted state", 14, 120, 0, 0, 9, "passed"},
    {"Corrupted JSON", 11, 60, 0, 0, 9, "passed"},
    {"Restore of a full backup", 142, 600, 41, 300, 30, "passed"},
    {"Restore of an incremental backup", 88, 300, 12, 60, 30, "passed"},
    {"Fail-over to a passive region", 74, 300, 0, 60, 200, "not-tested"},
    {"Fail-over between active regions", 7, 60, 0, 0, 200, "passed"},
}};

RunSummary scenarioRun(const Scenario& scenario, std::int64_t number, std::int64_t now) {
    RunSummary out;
    out.run = number;
    out.kind = "drill";
    out.mode = Mode::drill;
    out.title = scenario.title;
    out.drill = out.runbook = scenario.title;
    out.environment = "range";
    out.openedUtcMs = now - scenario.days * dayMs;
    out.lastUtcMs = out.openedUtcMs + 90'000;
    out.verdict = scenario.verdict;
    out.unattended = true;
    out.rto = scenario.rto;
    out.rtoTarget = scenario.target;
    out.rpo = scenario.rpo;
    out.rpoTarget = scenario.rpoTarget;
    out.acknowledged = 2'400;
    out.times.machine = scenario.rto + 30;
    out.lost = scenario.rpo > scenario.rpoTarget ? 16 : 0;
    out.dataSize = "250 MB";
    out.hardware = "2 cores, 4 GB";
    return out;
}

void many(ScriptedDesk& desk, std::int64_t now) {
    auto library = *desk.library();
    auto runs = desk.runs();
    std::int64_t number = 100;
    for (const auto& scenario : scenarios) {
        auto entry = library.drills.front();
        entry.drill.id = entry.drill.title = scenario.title;
        library.drills.push_back(entry);
        runs.push_back(scenarioRun(scenario, number--, now));
    }
    // Earlier runs of the one that really is there: a trend.
    const std::array<double, 9> before{9.8, 9.1, 8.7, 121.5, 7.4, 0, 6.1, 5.6, 5.2};
    for (std::size_t i = before.size(); i-- > 0;) {
        auto run = scenarioRun(scenarios[0], 40 + static_cast<std::int64_t>(i), now);
        run.drill = run.runbook = "database-crash";
        run.title = "Database crash while workflows execute";
        run.openedUtcMs = now - static_cast<std::int64_t>(before.size() - i) * 14 * dayMs;
        run.lastUtcMs = run.openedUtcMs + 60'000;
        run.rto = before[i];
        run.verdict = before[i] == 0 ? "not-tested" : before[i] > 120 ? "failed" : "passed";
        run.runbookSha256 = "of an older text";
        runs.push_back(run);
    }
    for (int i = 0; i < 5; ++i) {
        RunSummary incident;
        incident.run = 20 + i;
        incident.kind = "incident";
        incident.mode = i < 3 ? Mode::live : Mode::rehearsal;
        incident.title = "Database crash while workflows execute";
        incident.environment = i < 3 ? "shop" : "range";
        incident.openedUtcMs = now - (20 + i * 9) * dayMs;
        incident.lastUtcMs = incident.openedUtcMs + 900'000;
        incident.verdict = i < 3 ? "completed" : "rehearsed";
        incident.declared = 40.0 + i * 35;
        incident.times = {180.0 + i * 20, 240.0 + i * 50, 60, 90, i == 1 ? 45.0 : 0.0};
        runs.push_back(incident);
    }
    desk.setLibrary(std::move(library));
    desk.setRuns(std::move(runs));
}

} // namespace

std::int64_t tellDrill(ScriptedDesk& desk, DrillStory story, std::int64_t now) {
    const auto library = *desk.library();
    switch (story) {
    case DrillStory::never:
        desk.setRuns({});
        return 0;
    case DrillStory::passed:
        return drillRun;
    case DrillStory::running:
        put(desk, running(now, library), samples(now - 12'000, now, now - 6'600, now));
        return nextRun;
    case DrillStory::interrupted: {
        auto view = running(now, library);
        view.stage = Stage::interrupted;
        view.acting.clear();
        put(desk, view, samples(now - 12'000, now, now - 6'600, now));
        return nextRun;
    }
    case DrillStory::failed: {
        const auto began = now - 3'600'000;
        put(desk,
            changed(finishedDrill(now),
                    [](report::Report& report) {
                        report.verdict = "failed";
                        report.rto = 141.2;
                        report.rpo = 3.2;
                        report.rpoTarget = 0;
                        report.counts.lost = 16;
                        report.counts.lostBeforeFault = 16;
                        report.counts.duplicated = 1;
                        report.milestones.writable = 141.2;
                        report.milestones.stable = 151.2;
                        report.why = {"RTO 141.200 s is over its target of 120.000 s",
                                      "RPO 3.200 s is over its target of 0.000 s: 16 acknowledged writes "
                                      "lost: muster-7 12-27"};
                    }),
            samples(began, began + 160'000, began + 6'000, began + 147'200));
        return nextRun;
    }
    case DrillStory::notTested:
        put(desk,
            changed(finishedDrill(now),
                    [](report::Report& report) {
                        report.verdict = "not-tested";
                        report.faultObserved = false;
                        report.why = {"the fault was not observed: no probe failed after it"};
                    }),
            samples(now - 3'600'000, now - 3'568'000, 0, 0));
        return nextRun;
    case DrillStory::many:
        many(desk, now);
        return drillRun;
    }
    return 0;
}

} // namespace muster::tests::contents
