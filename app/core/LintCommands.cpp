#include "app/core/Commands.h"
#include "app/workshop/Library.h"
#include "app/workshop/Shellcheck.h"
#include "models/environment/ReadEnvironment.h"
#include "models/runbook/Lint.h"
#include "models/runbook/ReadDrill.h"
#include "models/runbook/ReadRunbook.h"

#include <iostream>
#include <optional>

namespace muster::app {
namespace {

namespace fs = std::filesystem;

std::vector<Problem> lintRunbookFile(const fs::path& file, const environment::Environment* environment) {
    const auto text = readDocument(file);
    if (!text)
        return {{{file.string()}, text.error().what, text.error().why, Severity::error}};
    auto reading = runbook::readRunbook(file.string(), *text);
    std::vector<runbook::Runbook> linked;
    std::error_code error;
    for (const auto& step : reading.runbook.steps)
        for (const auto& branch : step.branches) {
            const auto other = file.parent_path() / branch.document;
            if (branch.document.empty() || !fs::is_regular_file(other, error))
                continue;
            if (const auto otherText = readDocument(other))
                linked.push_back(runbook::readRunbook(other.string(), *otherText).runbook);
        }
    auto problems = std::move(reading.problems);
    const auto found = runbook::lint(reading.runbook, linked, environment, todayUtc());
    problems.insert(problems.end(), found.begin(), found.end());
    const auto shell = shellcheck(runbook::shellFences(reading.runbook), file.string());
    problems.insert(problems.end(), shell.begin(), shell.end());
    return problems;
}

std::vector<Problem> lintDrillFile(const fs::path& file, const environment::Environment* environment) {
    const auto text = readDocument(file);
    if (!text)
        return {{{file.string()}, text.error().what, text.error().why, Severity::error}};
    auto reading = runbook::readDrill(file.string(), *text);
    auto problems = std::move(reading.problems);
    const auto sibling = file.parent_path() / reading.drill.runbook;
    const auto runbookText =
        reading.drill.runbook.empty() ? Result<std::string>(std::string()) : readDocument(sibling);
    if (!runbookText) {
        problems.push_back({{file.string(), 1},
                            "its runbook cannot be read: " + runbookText.error().why,
                            "name a file beside the drill",
                            Severity::error});
        return problems;
    }
    const auto main = runbook::readRunbook(sibling.string(), *runbookText).runbook;
    const auto found = runbook::lintDrill(reading.drill, main, environment);
    problems.insert(problems.end(), found.begin(), found.end());
    const auto shell = shellcheck(runbook::shellFences(reading.drill), file.string());
    problems.insert(problems.end(), shell.begin(), shell.end());
    return problems;
}

int reportProblems(const std::vector<Problem>& problems, std::size_t files, const command::Request& request) {
    if (request.jsonToStandardOutput) {
        Json list = Json::array();
        for (const auto& problem : problems)
            list.push_back({{"file", problem.place.file},
                            {"line", problem.place.line},
                            {"column", problem.place.column},
                            {"what", problem.what},
                            {"mend", problem.mend},
                            {"severity", problem.severity == Severity::error ? "error" : "warning"}});
        std::cout << list.dump(2) << "\n";
    } else {
        for (const auto& problem : problems)
            std::cout << problem.text() << "\n";
        if (problems.empty())
            std::cout << files << (files == 1 ? " file" : " files") << " read, nothing to mend\n";
    }
    return hasErrors(problems) ? command::failed : command::passed;
}

} // namespace

int runbookLint(const command::Request& request) {
    std::vector<fs::path> files(request.files.begin(), request.files.end());
    if (files.empty()) {
        files = allRunbooks();
        const auto drills = allDrills();
        files.insert(files.end(), drills.begin(), drills.end());
    }
    std::vector<Problem> problems;
    std::optional<environment::Environment> environment;
    if (!request.environment.empty()) {
        const auto file = findEnvironment(request.environment);
        if (!file)
            return complain(file.error(), command::usage);
        const auto text = readDocument(*file);
        if (!text)
            return complain(text.error(), command::usage);
        auto reading = environment::readEnvironment(file->string(), *text);
        problems = reading.problems;
        environment = std::move(reading.environment);
    }
    for (const auto& file : files) {
        const bool drill = file.string().ends_with(".drill.md");
        const auto found = drill ? lintDrillFile(file, environment ? &*environment : nullptr)
                                 : lintRunbookFile(file, environment ? &*environment : nullptr);
        problems.insert(problems.end(), found.begin(), found.end());
    }
    return reportProblems(problems, files.size(), request);
}

int environmentLint(const command::Request& request) {
    std::vector<fs::path> files(request.files.begin(), request.files.end());
    if (files.empty())
        files = registeredEnvironments();
    std::vector<Problem> problems;
    for (const auto& file : files) {
        const auto text = readDocument(file);
        if (!text) {
            problems.push_back({{file.string()}, text.error().what, text.error().why, Severity::error});
            continue;
        }
        const auto reading = environment::readEnvironment(fs::weakly_canonical(file).string(), *text);
        problems.insert(problems.end(), reading.problems.begin(), reading.problems.end());
    }
    return reportProblems(problems, files.size(), request);
}

} // namespace muster::app
