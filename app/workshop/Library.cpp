#include "app/workshop/Library.h"

#include "app/workshop/Files.h"
#include "app/workshop/Places.h"
#include "models/environment/ReadEnvironment.h"
#include "models/runbook/Lint.h"
#include "models/runbook/ReadDrill.h"
#include "models/runbook/ReadRunbook.h"

#include <algorithm>
#include <chrono>
#include <set>

namespace muster::app {
namespace fs = std::filesystem;
namespace {

constexpr std::uintmax_t largestDocument = 4U << 20U;
constexpr const char* drillEnding = ".drill.md";

std::vector<fs::path> documents(bool drills) {
    std::vector<fs::path> out;
    std::set<std::string> seen;
    for (const auto& folder : runbookFolders()) {
        std::error_code error;
        for (const auto& entry : fs::directory_iterator(folder, error)) {
            const std::string name = entry.path().filename().string();
            if (!name.ends_with(".md") || name == "README.md" || name.ends_with(drillEnding) != drills)
                continue;
            if (seen.insert(name).second)
                out.push_back(entry.path());
        }
    }
    std::sort(out.begin(), out.end(),
              [](const auto& a, const auto& b) { return a.filename() < b.filename(); });
    return out;
}

Result<fs::path> find(const std::string& name, bool drill) {
    const std::string ending = drill ? drillEnding : ".md";
    std::error_code error;
    if (name.find('/') != std::string::npos || name.ends_with(".md")) {
        if (fs::is_regular_file(name, error))
            return fs::path(name);
    }
    std::string known;
    for (const auto& file : documents(drill)) {
        const std::string base = file.filename().string();
        const std::string id = base.substr(0, base.size() - ending.size());
        if (id == name || base == name)
            return file;
        known += (known.empty() ? "" : ", ") + id;
    }
    return failure({std::string(drill ? "there is no drill '" : "there is no runbook '") + name + "'",
                    known.empty() ? "no folder with runbooks was found" : "there are: " + known,
                    "name one of these, or give the path of a file", name, Retry::never});
}

template <class Reading> void take(std::vector<Problem>& all, Reading& reading) {
    all.insert(all.end(), reading.problems.begin(), reading.problems.end());
}

// Follows the links of a runbook to other files, each read once; cycles are fine.
Result<> readLinked(const fs::path& file, Loaded& loaded, std::vector<runbook::Runbook>& linked,
                    std::string& id) {
    std::vector<fs::path> waiting{file};
    std::set<std::string> seen{file.filename().string()};
    while (!waiting.empty()) {
        const fs::path at = waiting.back();
        waiting.pop_back();
        auto text = readDocument(at);
        if (!text) {
            if (at == file)
                return failure(std::move(text.error()));
            loaded.problems.push_back(
                {{file.string()}, text.error().what, text.error().why, Severity::error});
            continue;
        }
        auto reading = runbook::readRunbook(at.string(), *text);
        take(loaded.problems, reading);
        for (const auto& step : reading.runbook.steps)
            for (const auto& branch : step.branches)
                if (!branch.document.empty() && seen.insert(branch.document).second)
                    waiting.push_back(at.parent_path() / branch.document);
        if (at == file)
            id = reading.runbook.id;
        linked.push_back(std::move(reading.runbook));
    }
    return {};
}

Result<> readEnvironmentInto(const fs::path& file, Loaded& loaded) {
    auto text = readDocument(file);
    if (!text)
        return failure(std::move(text.error()));
    std::error_code error;
    // Through links: relative paths in the file mean its own folder, not the one it is registered in.
    auto reading = environment::readEnvironment(fs::weakly_canonical(file, error).string(), *text);
    take(loaded.problems, reading);
    loaded.documents.environment = std::move(reading.environment);
    return {};
}

} // namespace

std::vector<fs::path> allRunbooks() {
    return documents(false);
}

std::vector<fs::path> allDrills() {
    return documents(true);
}

Result<fs::path> findRunbook(const std::string& name) {
    return find(name, false);
}

Result<fs::path> findDrill(const std::string& name) {
    return find(name, true);
}

std::vector<fs::path> registeredEnvironments() {
    std::vector<fs::path> out;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(configurationFolder() / "environments", error))
        if (entry.path().extension() == ".yaml" &&
            fs::exists(entry.path(), error)) // a dangling link is not one
            out.push_back(entry.path());
    std::sort(out.begin(), out.end());
    return out;
}

Result<fs::path> findEnvironment(const std::string& nameOrFile) {
    const auto registered = registeredEnvironments();
    std::error_code error;
    if (!nameOrFile.empty() && fs::is_regular_file(nameOrFile, error))
        return fs::path(nameOrFile);
    std::string known;
    for (const auto& file : registered) {
        if (file.stem().string() == nameOrFile)
            return file;
        known += (known.empty() ? "" : ", ") + file.stem().string();
    }
    if (nameOrFile.empty() && registered.size() == 1)
        return registered.front();
    if (nameOrFile.empty() && registered.empty())
        return failure(
            {"no environment is registered",
             "there is nothing in " + (configurationFolder() / "environments").string(),
             "put an environment file there, name one with --environment, or start the practice range with "
             "`muster range up`",
             "", Retry::never});
    if (nameOrFile.empty())
        return failure(
            {"which environment?", "there are: " + known, "name one with --environment", "", Retry::never});
    return failure(
        {"there is no environment '" + nameOrFile + "'",
         known.empty() ? "none is registered, and there is no file of this name" : "registered are: " + known,
         "name one of these, or give the path of a file", nameOrFile, Retry::never});
}

Result<std::string> readDocument(const fs::path& file) {
    std::error_code error;
    if (!fs::is_regular_file(file, error))
        return failure({"cannot read " + file.string(), error ? error.message() : "it is not a file",
                        "look at its name", file.string(), Retry::never});
    const auto size = fs::file_size(file, error);
    if (!error && size > largestDocument)
        return failure({"cannot read " + file.string(), "it is larger than 4 MiB",
                        "a document is never so large", file.string(), Retry::never});
    return readFile(file);
}

Result<Loaded> loadRunbook(const fs::path& file, const fs::path& environment) {
    Loaded loaded;
    std::vector<runbook::Runbook> all;
    if (auto read = readLinked(file, loaded, all, loaded.documents.main); !read)
        return failure(std::move(read.error()));
    if (auto read = readEnvironmentInto(environment, loaded); !read)
        return failure(std::move(read.error()));
    for (const auto& each : all) {
        std::vector<runbook::Runbook> others;
        std::copy_if(all.begin(), all.end(), std::back_inserter(others),
                     [&](const auto& other) { return other.id != each.id; });
        const auto found = runbook::lint(each, others, &loaded.documents.environment, todayUtc());
        loaded.problems.insert(loaded.problems.end(), found.begin(), found.end());
        loaded.documents.runbooks[each.id] = each;
    }
    return loaded;
}

Result<Loaded> loadDrill(const fs::path& file, const fs::path& environment) {
    auto text = readDocument(file);
    if (!text)
        return failure(std::move(text.error()));
    auto reading = runbook::readDrill(file.string(), *text);
    if (reading.drill.runbook.empty()) {
        Loaded broken;
        take(broken.problems, reading);
        return broken;
    }
    auto loaded = loadRunbook(file.parent_path() / reading.drill.runbook, environment);
    if (!loaded)
        return loaded;
    take(loaded->problems, reading);
    const auto found = runbook::lintDrill(reading.drill, loaded->documents.runbooks[loaded->documents.main],
                                          &loaded->documents.environment);
    loaded->problems.insert(loaded->problems.end(), found.begin(), found.end());
    loaded->documents.drill = std::move(reading.drill);
    return loaded;
}

bool hasErrors(const std::vector<Problem>& problems) {
    return std::any_of(problems.begin(), problems.end(),
                       [](const auto& problem) { return problem.severity == Severity::error; });
}

std::string todayUtc() {
    const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    const std::chrono::year_month_day date{today};
    std::array<char, 32> out{};
    std::snprintf(out.data(), out.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return out.data();
}

} // namespace muster::app
