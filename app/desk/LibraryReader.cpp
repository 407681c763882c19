#include "app/desk/LibraryReader.h"

#include "app/workshop/Library.h"
#include "app/workshop/Places.h"
#include "models/environment/ReadEnvironment.h"
#include "models/runbook/Lint.h"
#include "models/runbook/ReadDrill.h"
#include "models/runbook/ReadRunbook.h"

#include <algorithm>
#include <set>

namespace muster::app {
namespace {

namespace fs = std::filesystem;
using ports::LibraryView;

Problem unreadable(const fs::path& file, const Error& error) {
    return {{file.string()}, error.what, error.why, Severity::error};
}

void readEnvironments(LibraryView& out) {
    for (const auto& file : registeredEnvironments()) {
        LibraryView::EnvironmentEntry entry;
        entry.file = file.string();
        if (const auto text = readDocument(file)) {
            std::error_code error;
            auto reading = environment::readEnvironment(fs::weakly_canonical(file, error).string(), *text);
            entry.environment = std::move(reading.environment);
            entry.problems = std::move(reading.problems);
        } else {
            entry.problems.push_back(unreadable(file, text.error()));
        }
        if (entry.environment.name.empty())
            entry.environment.name = file.stem().string();
        out.environments.push_back(std::move(entry));
    }
}

void readRunbooks(LibraryView& out) {
    for (const auto& file : allRunbooks()) {
        LibraryView::RunbookEntry entry;
        entry.file = file.string();
        if (const auto text = readDocument(file)) {
            auto reading = runbook::readRunbook(file.string(), *text);
            entry.runbook = std::move(reading.runbook);
            entry.problems = std::move(reading.problems);
        } else {
            entry.problems.push_back(unreadable(file, text.error()));
        }
        if (entry.runbook.id.empty())
            entry.runbook.id = file.stem().string();
        out.runbooks.push_back(std::move(entry));
    }
    std::sort(out.runbooks.begin(), out.runbooks.end(),
              [](const auto& a, const auto& b) { return a.runbook.id < b.runbook.id; });
}

void readDrills(LibraryView& out) {
    for (const auto& file : allDrills()) {
        LibraryView::DrillEntry entry;
        entry.file = file.string();
        const auto text = readDocument(file);
        if (text) {
            auto reading = runbook::readDrill(file.string(), *text);
            entry.drill = std::move(reading.drill);
            entry.problems = std::move(reading.problems);
        } else {
            entry.problems.push_back(unreadable(file, text.error()));
        }
        for (auto& each : out.runbooks)
            if (each.runbook.document.name == entry.drill.runbook) {
                entry.runbook = each.runbook.id;
                each.drill = entry.drill.id;
            }
        out.drills.push_back(std::move(entry));
    }
}

void judge(LibraryView& out, const environment::Environment* environment) {
    const auto today = todayUtc();
    std::vector<runbook::Runbook> all;
    for (const auto& each : out.runbooks)
        all.push_back(each.runbook);
    for (auto& entry : out.runbooks) {
        std::vector<runbook::Runbook> others;
        std::copy_if(all.begin(), all.end(), std::back_inserter(others),
                     [&](const auto& other) { return other.id != entry.runbook.id; });
        const auto found = runbook::lint(entry.runbook, others, environment, today);
        for (const auto& problem : found)
            entry.reviewOverdue |= problem.what.find("review") != std::string::npos &&
                                   problem.what.find("overdue") != std::string::npos;
        entry.problems.insert(entry.problems.end(), found.begin(), found.end());
    }
    for (auto& entry : out.drills)
        for (const auto& each : out.runbooks)
            if (each.runbook.id == entry.runbook) {
                const auto found = runbook::lintDrill(entry.drill, each.runbook, environment);
                entry.problems.insert(entry.problems.end(), found.begin(), found.end());
            }
}

// The first heading is the title, the rest the text.
LibraryView::MessageTemplate templateOf(const std::string& name, const std::string& text) {
    LibraryView::MessageTemplate out{name, name, text};
    const auto end = text.find('\n');
    if (text.starts_with("# ") && end != std::string::npos) {
        out.title = text.substr(2, end - 2);
        out.text = text.substr(std::min(text.size(), text.find_first_not_of("\r\n", end)));
    }
    return out;
}

void readTemplates(LibraryView& out) {
    std::set<std::string> seen; // the user's come first and hide those that ship
    for (const auto& folder : resourceFolders("templates")) {
        std::vector<fs::path> files;
        std::error_code error;
        for (const auto& entry : fs::directory_iterator(folder, error))
            if (entry.path().extension() == ".md")
                files.push_back(entry.path());
        std::sort(files.begin(), files.end());
        for (const auto& file : files)
            if (const auto text = readDocument(file); text && seen.insert(file.stem().string()).second)
                out.templates.push_back(templateOf(file.stem().string(), *text));
    }
}

} // namespace

std::shared_ptr<const LibraryView> readLibrary(const std::string& environment) {
    auto out = std::make_shared<LibraryView>();
    readEnvironments(*out);
    readRunbooks(*out);
    readDrills(*out);
    readTemplates(*out);
    const environment::Environment* judgedFor = nullptr;
    for (const auto& each : out->environments)
        if (each.environment.name == environment)
            judgedFor = &each.environment;
    judge(*out, judgedFor);
    return out;
}

std::string checklistFor(const std::string& severity) {
    std::string name = severity;
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    for (const auto& folder : resourceFolders("checklists"))
        if (auto text = readDocument(folder / (name + ".md")))
            return *text;
    return {};
}

} // namespace muster::app
