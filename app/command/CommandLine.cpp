#include "app/command/CommandLine.h"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <sstream>

namespace muster::command {
namespace {

constexpr const char* footer =
    R"(Exit codes: 0 passed, 1 failed, 2 usage, 3 environment not ready, 4 not tested, 130 interrupted.
Environment: MUSTER_JOURNAL, MUSTER_ENVIRONMENT, MUSTER_RUNBOOKS, NO_COLOR.
`muster range --help` describes the practice range.)";

constexpr std::size_t longestSeed = 9; // digits

void journalOption(CLI::App* app, Request& request) {
    app->add_option("--journal", request.journal,
                    "The journal file (default: $MUSTER_JOURNAL, else ~/.local/state/muster/journal.db)");
}

void environmentOption(CLI::App* app, Request& request) {
    app->add_option(
        "-e,--environment", request.environment,
        "Name or file of the environment (default: $MUSTER_ENVIRONMENT, else the only registered one)");
}

void hostKeyOption(CLI::App* app, Request& request) {
    app->add_flag("--accept-new-host-keys", request.acceptHostKeys,
                  "Remember keys of hosts never seen before; a changed key is always refused");
}

void resultOptions(CLI::App* app, Request& request) {
    app->add_option("--json", request.jsonFile, "Write the result to this file as JSON");
    app->add_option("--junit", request.junitFile, "Write the result to this file as JUnit XML");
    app->add_option("--report", request.reportFile, "Write the report to this file: .html, .pdf, .md");
}

void jsonFlag(CLI::App* app, Request& request) {
    app->add_flag("--json", request.jsonToStandardOutput, "Print data instead of text");
}

// What was named, in words that the dispatcher answers at once.
void checkDrills(Request& request) {
    if (request.all && !request.names.empty())
        throw CLI::ValidationError("names", "--all runs every drill; name some, or say --all, not both");
    if (!request.all && request.names.empty())
        throw CLI::ValidationError("names", "name a drill, or say --all; `muster drill list` shows them");
    if (request.shuffle == "true")
        request.shuffle = "random";
    else if (!request.shuffle.empty() &&
             (request.shuffle.size() > longestSeed ||
              request.shuffle.find_first_not_of("0123456789") != std::string::npos))
        throw CLI::ValidationError("--shuffle", "a seed is a whole number below 1000000000");
    if (request.names.size() == 1)
        request.name = request.names.front();
}

void drillCommands(CLI::App& app, Request& request) {
    auto* drill = app.add_subcommand("drill", "Break a system on purpose, recover it, measure it")
                      ->require_subcommand(1);
    auto* run = drill->add_subcommand(
        "run", "Run drills unattended, one after another, and judge them against their targets");
    run->add_option("names", request.names, "Names of drills, or their files");
    run->add_flag("--all", request.all, "Every drill that there is");
    run->add_flag("--shuffle", request.shuffle,
                  "In any order; --shuffle=SEED: in the order that this number gives");
    run->add_flag("--fail-fast", request.failFast, "Stop at the first drill that is not passed")
        ->excludes(
            run->add_flag("--keep-going")->description("Run them all, whatever one comes to; done anyway"));
    run->final_callback([&request]() { checkDrills(request); });
    environmentOption(run, request);
    journalOption(run, request);
    resultOptions(run, request);
    hostKeyOption(run, request);
    run->add_option("--give-up-after", request.giveUpAfter,
                    "Stop recovering after this time and put back (default: three times the RTO target)");
    auto* list = drill->add_subcommand("list", "List the drills");
    jsonFlag(list, request);
    auto* withdraw = drill->add_subcommand("withdraw", "Take back the fault of a drill that was interrupted");
    withdraw->add_option("run", request.run, "Number of the run")->required();
    journalOption(withdraw, request);
    auto* watch = drill->add_subcommand("watch", "")->group("");
    watch->add_option("run", request.run)->required();
    watch->add_option("--process", request.watchedProcess)->required();
    journalOption(watch, request);
}

void runbookCommands(CLI::App& app, Request& request) {
    auto* runbook = app.add_subcommand("runbook", "Runbooks: Markdown that people read and Muster runs")
                        ->require_subcommand(1);
    auto* run = runbook->add_subcommand("run", "Run a runbook step by step; rehearses unless told otherwise");
    run->add_option("name", request.name, "Name of the runbook, or its file")->required();
    environmentOption(run, request);
    journalOption(run, request);
    run->add_option("--mode", request.mode, "rehearsal: only steps that read are executed; live: all are")
        ->check(CLI::IsMember({"rehearsal", "live"}))
        ->capture_default_str();
    run->add_option("--input", request.inputs, "NAME=VALUE for an input of the runbook; may be repeated");
    run->add_flag("--unattended", request.unattended, "Ask nobody: a step that needs a person fails");
    hostKeyOption(run, request);
    resultOptions(run, request);
    auto* list = runbook->add_subcommand("list", "List the runbooks");
    jsonFlag(list, request);
    auto* show = runbook->add_subcommand("show", "Print a runbook's steps, or the whole as data");
    show->add_option("name", request.name, "Name of the runbook, or its file")->required();
    jsonFlag(show, request);
    auto* lint =
        runbook->add_subcommand("lint", "Check runbooks and drills: file:line:column: what: how to mend it");
    lint->add_option("files", request.files, "Runbook and drill files (default: all)");
    environmentOption(lint, request);
    jsonFlag(lint, request);
}

void environmentCommands(CLI::App& app, Request& request) {
    auto* environment =
        app.add_subcommand("environment", "Environment files: hosts, roles, services")->require_subcommand(1);
    auto* list = environment->add_subcommand("list", "List the registered environments");
    jsonFlag(list, request);
    auto* lint = environment->add_subcommand("lint", "Check environment files");
    lint->add_option("files", request.files, "Environment files (default: all registered ones)");
    jsonFlag(lint, request);
}

void incidentCommands(CLI::App& app, Request& request) {
    auto* incident = app.add_subcommand("incident", "The runs in the journal")->require_subcommand(1);
    auto* list = incident->add_subcommand("list", "List all runs, newest first");
    jsonFlag(list, request);
    journalOption(list, request);
    auto* show = incident->add_subcommand("show", "Show one run: its steps and its timeline");
    show->add_option("run", request.run, "Number of the run")->required();
    jsonFlag(show, request);
    journalOption(show, request);
    auto* resume = incident->add_subcommand("resume", "Go on with a run that was interrupted");
    resume->add_option("run", request.run, "Number of the run")->required();
    resume->add_flag("--unattended", request.unattended, "Ask nobody: a step that needs a person fails");
    hostKeyOption(resume, request);
    journalOption(resume, request);
    auto* note = incident->add_subcommand("note", "Add a note to a run's timeline");
    note->add_option("run", request.run, "Number of the run")->required();
    note->add_option("text", request.reason, "The note")->required();
    journalOption(note, request);
}

void journalCommands(CLI::App& app, Request& request) {
    auto* journal = app.add_subcommand("journal", "The tamper-evident record")->require_subcommand(1);
    auto* verify =
        journal->add_subcommand("verify", "Check every link of the chain; names the event that broke it");
    verify->add_option("file", request.files, "A journal or an exported NDJSON file (default: your journal)")
        ->expected(0, 1);
    jsonFlag(verify, request);
    journalOption(verify, request);
    auto* exported =
        journal->add_subcommand("export", "Write the journal as NDJSON that sha256sum can verify");
    exported->add_option("file", request.files, "The journal (default: yours)")->expected(0, 1);
    exported->add_option("-o,--output", request.output, "Write to this file instead of standard output");
    exported->add_option("--run", request.run,
                         "Only the events of this run; only the whole verifies as a chain");
    journalOption(exported, request);
}

void reportCommands(CLI::App& app, Request& request) {
    auto* report = app.add_subcommand("report", "Reports, folded from the journal")->require_subcommand(1);
    auto* exported = report->add_subcommand("export", "Write the report of one run");
    exported->add_option("run", request.run, "Number of the run (default: the newest)");
    exported->add_option("--format", request.format, "html, pdf, markdown, json or junit")
        ->check(CLI::IsMember({"html", "pdf", "markdown", "json", "junit"}))
        ->capture_default_str();
    exported->add_option("-o,--output", request.output, "Write to this file instead of standard output");
    journalOption(exported, request);
    auto* plan = report->add_subcommand("plan", "Write the result of many drills that were run together");
    plan->add_option("plan", request.plan, "Number of the plan (default: the newest)");
    plan->add_option("--format", request.format, "html, pdf, markdown, json or junit")
        ->check(CLI::IsMember({"html", "pdf", "markdown", "json", "junit"}))
        ->capture_default_str();
    plan->add_option("-o,--output", request.output, "Write to this file instead of standard output");
    journalOption(plan, request);
    auto* metrics = report->add_subcommand(
        "metrics", "Write what a plan measured beside the figures of a seed, as Markdown");
    metrics->add_option("plan", request.plan, "Number of the plan (default: the newest)");
    metrics
        ->add_option("--seed", request.seedFile, "File with the scenarios, targets and figures of the seed")
        ->required();
    metrics->add_option("-o,--output", request.output, "Write to this file instead of standard output");
    journalOption(metrics, request);
}

void consoleCommand(CLI::App& app, Request& request) {
    auto* console =
        app.add_subcommand("console", "Open the window (also: muster without arguments, on a display)");
    environmentOption(console, request);
    journalOption(console, request);
    console->add_option("--screen", request.screen, "Screen to begin with")
        ->check(CLI::IsMember({"home", "incident", "drills", "metrics", "reports", "setup"}));
}

// CLI11 could read these itself, but then also for commands that were not given, over what was.
void fillFromEnvironment(std::string& option, const char* variable) {
    const char* value = std::getenv(variable);
    if (option.empty() && value != nullptr)
        option = value;
}

// "drill run" from the chain of subcommands that were named.
std::string verbOf(const CLI::App& app) {
    std::string verb;
    const CLI::App* at = &app;
    while (!at->get_subcommands().empty()) {
        at = at->get_subcommands().front();
        verb += (verb.empty() ? "" : " ") + at->get_name();
    }
    return verb;
}

} // namespace

Parsed parse(const std::vector<std::string>& words) {
    Request request;
    CLI::App app{
        "Muster, the disaster-recovery command console: runbooks that people read and the console runs,\n"
        "recovery that is measured from outside, evidence that cannot be changed unseen.",
        "muster"};
    app.require_subcommand(1);
    app.set_version_flag("--version", "muster " MUSTER_VERSION);
    app.footer(footer);
    app.get_formatter()->column_width(34);
    consoleCommand(app, request);
    drillCommands(app, request);
    runbookCommands(app, request);
    incidentCommands(app, request);
    journalCommands(app, request);
    reportCommands(app, request);
    environmentCommands(app, request);
    app.add_subcommand("range", "The practice range: a small real system to break")->prefix_command();

    Parsed parsed;
    std::vector<std::string> reversed(words.rbegin(), words.rend()); // the order CLI11 asks for
    try {
        app.parse(reversed);
        request.verb = verbOf(app);
        fillFromEnvironment(request.journal, "MUSTER_JOURNAL");
        fillFromEnvironment(request.environment, "MUSTER_ENVIRONMENT");
        parsed.request = std::move(request);
    } catch (const CLI::ParseError& error) {
        std::ostringstream out;
        std::ostringstream err;
        const int code = app.exit(error, out, err);
        parsed.out = out.str();
        parsed.err = err.str();
        parsed.exitCode = code == 0 ? passed : usage;
    }
    return parsed;
}

} // namespace muster::command
