#include "app/core/Commands.h"
#include "app/core/FirstUse.h"
#include "app/core/Progress.h"
#include "app/core/RunDrill.h"
#include "app/core/StatusLine.h"
#include "app/workshop/ExportReport.h"
#include "engine/report/Suite.h"
#include "models/base/Printable.h"
#include "models/report/SuiteText.h"
#include "models/report/TimeLeft.h"
#include "models/runbook/Needs.h"

#include <iostream>
#include <random>

namespace muster::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t historyRuns = 500; // how far back is looked for how long a drill takes
constexpr std::uint32_t seeds = 1'000'000'000;

// Everything that was asked for, read and judged. An int: the exit code of what is wrong with it.
struct Prepared {
    std::vector<PreparedDrill> drills;
    std::optional<int> exit;
};

Prepared refused(const Error& error, int code) {
    return {{}, complain(error, code)};
}

Prepared named(const command::Request& request, const fs::path& environment) {
    Prepared out;
    for (const auto& name : request.names) {
        const auto file = findDrill(name);
        if (!file)
            return refused(file.error(), command::usage);
        auto drill = prepareDrill(*file, environment);
        if (!drill)
            return refused(drill.error(), command::environmentNotReady);
        printProblems(drill->problems);
        if (drill->documentsAreWrong)
            return refused({"nothing was run", "the documents of " + name + " have the problems above",
                            "mend them", "", Retry::never},
                           command::usage);
        if (drill->obstacle)
            return refused(*drill->obstacle, command::environmentNotReady);
        out.drills.push_back(std::move(*drill));
    }
    return out;
}

// Those that are for another environment are no part of the plan. Those that cannot run here for any other
// reason stay in it and are told as not run: nobody shall take 3 of 5 for all.
Prepared every(const fs::path& environment) {
    Prepared out;
    for (const auto& file : allDrills()) {
        auto drill = prepareDrill(file, environment);
        if (!drill) {
            PreparedDrill broken;
            broken.id = broken.title = file.stem().stem().string();
            broken.obstacle = drill.error();
            drill = std::move(broken);
        } else if (const auto why =
                       runbook::whyNotFor(drill->documents.environment, drill->documents.drill->needs);
                   !why.empty()) {
            std::fprintf(stderr, "Left out: %s. It is for another environment: %s\n",
                         printableLine(drill->title, 400).c_str(), printableLine(why, 1000).c_str());
            continue;
        }
        if (drill->obstacle)
            std::fprintf(stderr, "Not run: %s. %s\n", printableLine(drill->title, 400).c_str(),
                         printableLine(drill->why(), 1000).c_str());
        out.drills.push_back(std::move(*drill));
    }
    const auto may = [](const auto& each) { return !each.obstacle; };
    if (std::none_of(out.drills.begin(), out.drills.end(), may))
        return refused({"no drill can be run",
                        out.drills.empty() ? "there is none" : "each one has the obstacle above",
                        "look at `muster drill list` and at the environment file", "", Retry::never},
                       command::environmentNotReady);
    return out;
}

std::optional<std::int64_t> shuffle(std::vector<PreparedDrill>& drills, const std::string& wanted) {
    if (wanted.empty())
        return std::nullopt;
    const std::int64_t seed =
        wanted == "random" ? static_cast<std::int64_t>(std::random_device{}() % seeds) : std::stoll(wanted);
    std::vector<PreparedDrill> ordered;
    for (const auto index : drill::shuffled(drills.size(), seed))
        ordered.push_back(std::move(drills[index]));
    drills = std::move(ordered);
    std::fprintf(stderr, "Shuffled with seed %lld: --shuffle=%lld gives this order again.\n",
                 static_cast<long long>(seed), static_cast<long long>(seed));
    return seed;
}

std::vector<ports::RunSummary> history(const ports::JournalQueries& journal) {
    std::vector<ports::RunSummary> out;
    const auto runs = journal.runs();
    if (!runs)
        return out; // the estimate is a convenience: without it the plan says that it does not know
    for (auto number = runs->rbegin(); number != runs->rend() && out.size() < historyRuns; ++number)
        if (const auto events = journal.events(*number))
            out.push_back(report::summaryOf(report::fold(*events)));
    return out;
}

class TerminalPlan : public drill::PlanWork {
public:
    TerminalPlan(Workshop& workshop, const std::vector<PreparedDrill>& drills,
                 const command::Request& request)
        : m_workshop(workshop), m_drills(drills), m_request(request), m_screen(Screen::detect()),
          m_status(m_screen.terminal), m_begunNs(now()) {
        const auto runs = history(workshop.journal());
        for (const auto& each : drills)
            if (!each.obstacle)
                m_usual.push_back(report::usualTime(runs, each.id, each.documents.environment.name));
    }

    Result<drill::DrillEnd> run(std::size_t index, const Json& part, std::stop_token stop) override {
        const auto& drill = m_drills[index];
        const std::string place = "drill " + std::to_string(++m_at) + " of " + std::to_string(m_usual.size());
        const auto begun = now();
        const auto left = [this, begun, at = m_at]() {
            return report::timeLeftText(report::timeLeft(std::span(m_usual).subspan(at - 1), since(begun)));
        };
        if (m_at > 1)
            m_status.print("");
        m_status.print(m_screen.paint("1", "== " + place + ": " + printableLine(drill.title, 200)) + " · " +
                       report::spoken(since(m_begunNs)) + " elapsed · " + left());
        m_status.show([this, place, left]() {
            return place + " · " + report::spoken(since(m_begunNs)) + " elapsed · " + left();
        });
        Progress progress(m_screen, false, &m_status);
        const auto opened = [&](const incident::Incident& state) {
            m_status.print("Run " + std::to_string(state.number) + " on " + drill.documents.environment.name +
                           ". Journal: " + drillJournal(m_request).string());
        };
        auto done = runDrill(m_workshop, drill, m_request, part, opened, progress, stop);
        m_status.show({});
        m_status.print(done ? place + ": " + report::verdictText(done->verdict) + " after " +
                                  report::spoken(since(begun))
                            : place + ": " + printable(done.error().text()));
        return done;
    }

private:
    [[nodiscard]] std::int64_t now() const { return m_workshop.clock().now().monotonicNs; }
    [[nodiscard]] double since(std::int64_t ns) const { return static_cast<double>(now() - ns) / 1e9; }

    Workshop& m_workshop;
    const std::vector<PreparedDrill>& m_drills;
    const command::Request& m_request;
    Screen m_screen;
    StatusLine m_status;
    std::int64_t m_begunNs;
    std::vector<report::Seconds> m_usual; // of those that run, in their order
    std::size_t m_at = 0;
};

int exitCodeOf(const report::Suite& suite) {
    const auto verdict = report::overall(suite);
    return verdict == "passed"        ? command::passed
           : verdict == "interrupted" ? command::interrupted
           : verdict == "not-tested"  ? command::notTested
                                      : command::failed;
}

int writeSuite(const ports::JournalQueries& journal, std::int64_t plan, const command::Request& request) {
    const auto suite = report::suiteFromJournal(journal, plan);
    if (!suite)
        return complain(suite.error(), command::failed);
    std::cout << report::markdown(*suite) << std::flush;
    int code = exitCodeOf(*suite);
    const auto write = [&](const std::string& file, ports::ExportFormat format) {
        if (file.empty())
            return;
        if (auto made = exportSuite(*suite, drillJournal(request).string(), format, file); !made)
            code = complain(made.error(), command::failed);
    };
    write(request.jsonFile, ports::ExportFormat::json);
    write(request.junitFile, ports::ExportFormat::junit);
    write(request.reportFile, formatOf(request.reportFile));
    return code;
}

} // namespace

int drillRunPlan(const command::Request& request, std::stop_token stop) {
    const auto environment = findEnvironment(request.environment);
    if (!environment)
        return complain(environment.error(), command::environmentNotReady);
    auto prepared = request.all ? every(*environment) : named(request, *environment);
    if (prepared.exit)
        return *prepared.exit;
    auto& drills = prepared.drills;
    const auto seed = shuffle(drills, request.shuffle);

    auto workshop = Workshop::open(drillJournal(request));
    if (!workshop)
        return complain(workshop.error(), command::environmentNotReady);
    {
        Progress progress(Screen::detect(), false);
        if (auto clear = withdrawInterrupted(**workshop, progress); !clear)
            return complain(clear.error(), command::environmentNotReady);
    }
    std::vector<report::PlanPart::Drill> order;
    for (const auto& each : drills) {
        order.push_back({each.id, each.title, each.why()});
        if (!each.obstacle)
            (*workshop)->connect(
                each.documents.environment,
                firstUse(request.acceptHostKeys ? NewHostKeys::accept : NewHostKeys::refuse, stop));
    }
    const auto number = drill::nextPlan((*workshop)->journal());
    if (!number)
        return complain(number.error(), command::environmentNotReady);

    std::string how;
    {
        TerminalPlan work(**workshop, drills, request);
        drill::DrillPlan plan((*workshop)->journal(), *number, std::move(order), {seed, request.failFast});
        auto ended = plan.run(work, stop);
        if (!ended)
            return complain(ended.error(), command::failed);
        how = *ended;
    }
    if (how == "fault-stands")
        std::fputs("The plan stops here: what the drill broke was not put back, and whatever follows would "
                   "measure a "
                   "broken system.\n",
                   stderr);
    else if (how == "fail-fast")
        std::fputs("The plan stops here: this drill was not passed, and --fail-fast was asked for.\n",
                   stderr);
    const auto runs = (*workshop)->journal().runs();
    if (runs &&
        (runs->empty() || runs->back() < *number)) { // stopped before the first, or it could not be opened
        std::fputs("No drill was run.\n", stderr);
        return how == "interrupted" ? command::interrupted : command::failed;
    }
    return writeSuite((*workshop)->journal(), *number, request);
}

} // namespace muster::app
