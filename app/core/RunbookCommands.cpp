#include "app/core/Commands.h"
#include "app/core/FirstUse.h"
#include "app/core/Progress.h"
#include "app/core/Results.h"
#include "app/core/RunToEnd.h"
#include "app/core/TerminalOperator.h"
#include "app/workshop/Library.h"
#include "app/workshop/Places.h"
#include "app/workshop/Preflight.h"
#include "app/workshop/Workshop.h"
#include "engine/run/OpenRun.h"
#include "models/runbook/Expand.h"
#include "models/runbook/ReadRunbook.h"

#include <cstdio>
#include <iostream>

namespace muster::app {
namespace {

namespace fs = std::filesystem;

Result<std::map<std::string, std::string>> given(const std::vector<std::string>& words) {
    std::map<std::string, std::string> out;
    for (const auto& word : words) {
        const auto equals = word.find('=');
        if (equals == std::string::npos || equals == 0)
            return failure(
                {"--input is NAME=VALUE", word, "write it as database=workflows", "", Retry::never});
        out[word.substr(0, equals)] = word.substr(equals + 1);
    }
    return out;
}

std::string kindOf(const runbook::Step& step) {
    if (!step.action)
        return step.ticks.empty() ? "read" : "tick";
    switch (step.action->kind) {
    case runbook::ActionKind::shell:
        return "sh";
    case runbook::ActionKind::sql:
        return "sql";
    case runbook::ActionKind::http:
        return "http";
    case runbook::ActionKind::message:
        return "message";
    case runbook::ActionKind::approve:
        return "approve";
    case runbook::ActionKind::wait:
        return "wait";
    }
    return "";
}

Json stepsJson(const std::vector<runbook::Step>& steps) {
    Json out = Json::array();
    for (const auto& step : steps) {
        Json each{
            {"step", step.slug}, {"title", step.title}, {"kind", kindOf(step)}, {"line", step.place.line}};
        if (step.action) {
            each["target"] = step.action->target;
            each["text"] = step.action->text;
        }
        out.push_back(std::move(each));
    }
    return out;
}

} // namespace

int runbookRun(const command::Request& request, std::stop_token stop) {
    auto file = findRunbook(request.name);
    if (!file)
        return complain(file.error(), command::usage);
    auto environment = findEnvironment(request.environment);
    if (!environment)
        return complain(environment.error(), command::environmentNotReady);
    auto loaded = loadRunbook(*file, *environment);
    if (!loaded)
        return complain(loaded.error(), command::environmentNotReady);
    printProblems(loaded->problems);
    if (hasErrors(loaded->problems))
        return complain(
            {"nothing was run", "the documents have the problems above", "mend them", "", Retry::never},
            command::usage);
    if (auto may = mayRun(loaded->documents); !may)
        return complain(may.error(), command::environmentNotReady);
    const auto words = given(request.inputs);
    if (!words)
        return complain(words.error(), command::usage);
    auto inputs = runbook::inputsFrom(loaded->documents.runbooks.at(loaded->documents.main), *words);
    if (!inputs)
        return complain(inputs.error(), command::usage);
    const auto mode = incident::modeFromWord(request.mode).value_or(incident::Mode::rehearsal);
    const bool unattended = request.unattended || !TerminalOperator::present();
    if (mode == incident::Mode::live && unattended && !request.unattended)
        return complain({"a live run needs somebody to ask", "standard input is not a terminal",
                         "run it in a terminal, or say --unattended", "", Retry::never},
                        command::usage);

    auto workshop = Workshop::open(request.journal.empty() ? defaultJournal() : fs::path(request.journal));
    if (!workshop)
        return complain(workshop.error(), command::environmentNotReady);
    (*workshop)->connect(loaded->documents.environment,
                         firstUse(request.acceptHostKeys ? NewHostKeys::accept : NewHostKeys::ask, stop));
    auto opened = run::openRun((*workshop)->journal(), loaded->documents,
                               {"incident", mode, unattended, *inputs, describeHardware()});
    if (!opened)
        return complain(opened.error(), command::environmentNotReady);
    std::fprintf(stderr, "Run %lld: %s, %s on %s\n", static_cast<long long>(opened->number),
                 opened->title.c_str(),
                 mode == incident::Mode::live ? "LIVE" : "a rehearsal (nothing is changed)",
                 loaded->documents.environment.name.c_str());
    const auto number = opened->number;
    const int code = runToEnd(**workshop, loaded->documents, std::move(*opened), unattended, stop);
    const int written = writeResults((*workshop)->journal(), number, request);
    return code == command::passed ? written : code;
}

int runbookList(const command::Request& request) {
    Json list = Json::array();
    for (const auto& file : allRunbooks()) {
        const auto text = readDocument(file);
        if (!text)
            continue;
        const auto reading = runbook::readRunbook(file.string(), *text);
        list.push_back({{"runbook", reading.runbook.id},
                        {"title", reading.runbook.title},
                        {"severity", reading.runbook.severity},
                        {"service", reading.runbook.service},
                        {"symptoms", reading.runbook.symptoms},
                        {"steps", reading.runbook.steps.size()},
                        {"file", file.string()}});
    }
    if (request.jsonToStandardOutput)
        std::cout << list.dump(2) << "\n";
    else
        for (const auto& each : list)
            std::printf("%-28s %-3s %s\n", each["runbook"].get<std::string>().c_str(),
                        each["severity"].get<std::string>().c_str(),
                        each["title"].get<std::string>().c_str());
    return command::passed;
}

int runbookShow(const command::Request& request) {
    auto file = findRunbook(request.name);
    if (!file)
        return complain(file.error(), command::usage);
    const auto text = readDocument(*file);
    if (!text)
        return complain(text.error(), command::failed);
    const auto reading = runbook::readRunbook(file->string(), *text);
    if (!request.jsonToStandardOutput) {
        std::cout << *text;
        return command::passed;
    }
    const Json data{{"runbook", reading.runbook.id},
                    {"title", reading.runbook.title},
                    {"severity", reading.runbook.severity},
                    {"service", reading.runbook.service},
                    {"owner", reading.runbook.owner},
                    {"version", reading.runbook.version},
                    {"sha256", reading.runbook.document.sha256},
                    {"steps", stepsJson(reading.runbook.steps)}};
    std::cout << data.dump(2) << "\n";
    return command::passed;
}

} // namespace muster::app
