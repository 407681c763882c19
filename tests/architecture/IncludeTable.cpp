#include "tests/architecture/IncludeTable.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace muster::tests {
namespace {

// Standard headers that touch the world; the domain does without them.
constexpr std::array<std::string_view, 12> touchesTheWorld{
    "fstream", "iostream", "thread",  "mutex",      "shared_mutex", "condition_variable",
    "future",  "random",   "csignal", "syncstream", "semaphore",    "latch"};

struct Family {
    std::string_view name;
    std::string_view prefix;
};

constexpr std::array<Family, 15> families{{{"json", "nlohmann/"},
                                           {"expected", "tl/"},
                                           {"yaml", "yaml-cpp/"},
                                           {"cmark", "cmark-gfm"},
                                           {"sodium", "sodium.h"},
                                           {"re2", "re2/"},
                                           {"ssh", "libssh/"},
                                           {"curl", "curl/"},
                                           {"sqlite", "sqlite3.h"},
                                           {"zstd", "zstd.h"},
                                           {"keychain", "libsecret/"},
                                           {"postgres", "libpq-fe.h"},
                                           {"httplib", "httplib.h"},
                                           {"cli", "CLI/"},
                                           {"test", "gtest/"}}};

} // namespace

std::string familyOf(std::string_view header) {
    for (const auto& family : families) {
        if (header.starts_with(family.prefix))
            return std::string(family.name);
    }
    if (header.starts_with("gmock/"))
        return "test";
    if (header.starts_with("Qt") || (header.size() > 1 && header[0] == 'Q' && std::isupper(header[1])))
        return "qt";
    const bool plainName = std::ranges::all_of(
        header, [](unsigned char c) { return std::islower(c) || std::isdigit(c) || c == '_'; });
    if (plainName)
        return std::ranges::find(touchesTheWorld, header) == touchesTheWorld.end() ? "std" : "inputOutput";
    if (header.ends_with(".h") && (header.starts_with("sys/") || header.starts_with("netinet/") ||
                                   header.starts_with("arpa/") || header.starts_with("linux/")))
        return "posix";
    const bool systemName = header.ends_with(".h") && header.find('/') == header.npos &&
                            std::ranges::none_of(header, [](unsigned char c) { return std::isupper(c); });
    return systemName ? "posix" : "";
}

const std::vector<FolderRow>& includeTable() {
    static const std::vector<std::string> pure{"std", "json", "expected"};
    static const auto with = [](std::vector<std::string> more) {
        more.insert(more.end(), pure.begin(), pure.end());
        return more;
    };
    static const std::vector<std::string> domain{"models/*"};
    static const std::vector<FolderRow> table{
        // The domain: values and pure functions. No I/O, no clock of its own, no system call.
        {"models/base", {}, with({"sodium"})},
        {"models/document", {"models/base"}, with({"yaml", "re2"})},
        {"models/runbook",
         {"models/base", "models/document", "models/environment", "models/ports"},
         with({"cmark", "re2"})},
        {"models/environment", {"models/base", "models/document", "models/runbook"}, with({"re2"})},
        {"models/incident", {"models/base"}, pure},
        {"models/metrics", {"models/base"}, pure},
        {"models/communication", {"models/base", "models/document"}, pure},
        {"models/output", {"models/base"}, pure},
        {"models/report", {"models/base", "models/metrics", "models/ports"}, pure},
        {"models/ports",
         {"models/base", "models/environment", "models/incident", "models/metrics", "models/report",
          "models/runbook"},
         pure},

        // What drives the world. Each part knows the domain and its ports, never another part's classes.
        {"engine/run", domain, with({"inputOutput"})},
        {"engine/drill", {"models/*", "engine/run"}, with({"inputOutput"})},
        {"engine/report", domain, pure},
        {"engine/report/svg", domain, pure},
        {"engine/report/html", {"models/*", "engine/report", "engine/report/svg"}, pure},
        {"engine/measure", domain, with({"inputOutput", "posix", "curl", "sodium"})},
        {"engine/journal", {"models/*", "engine/journal/sqlite"}, with({"inputOutput", "sodium"})},
        {"engine/journal/memory", {"models/*", "engine/journal"}, with({"inputOutput"})},
        {"engine/journal/sqlite",
         {"models/*", "engine/journal"},
         with({"inputOutput", "posix", "sqlite", "zstd", "sodium"})},
        // The router at the top knows every transport; no transport knows the router or another one.
        {"engine/transport", {"models/*", "engine/transport/*"}, with({"inputOutput", "posix"})},
        {"engine/transport/durable", domain, with({"inputOutput"})},
        {"engine/transport/local", {"models/*", "engine/transport/durable"}, with({"inputOutput", "posix"})},
        {"engine/transport/ssh",
         {"models/*", "engine/transport/durable"},
         with({"inputOutput", "posix", "ssh"})},
        {"engine/transport/http", domain, with({"inputOutput", "posix", "qt"})},
        {"engine/transport/secrets", domain, with({"inputOutput", "posix", "keychain"})},

        // The programs. Only they know the concrete classes, gathered in app/workshop; the dispatcher knows
        // the grammar alone.
        {"app/command", {}, {"std", "cli"}},
        {"app/dispatcher", {"app/command"}, {"std", "posix"}},
        {"app/core",
         {"models/*", "engine/*", "app/command", "app/workshop"},
         with({"inputOutput", "posix", "qt", "sodium"})},
        {"app/workshop", {"models/*", "engine/*"}, with({"inputOutput", "posix", "qt"})},
        {"app/desk", {"models/*", "engine/*", "app/workshop"}, with({"inputOutput"})},
        {"app/console",
         {"models/*", "app/command", "app/desk", "app/workshop", "ui/*"},
         with({"inputOutput", "posix", "qt", "sodium"})},
        {"app/prober", {"models/*", "engine/measure"}, with({"inputOutput", "posix"})},

        // Paper: sheets of reports painted with QPainter, for a PDF and for the window's preview.
        {"paper", {"models/*", "resources/fonts"}, with({"qt"})},
        {"app/pdf",
         {"models/*", "engine/journal/sqlite", "engine/measure", "engine/report", "paper"},
         with({"inputOutput", "posix", "qt", "cli"})},

        // The window. Screens know the desk's port, the parts below them, and no engine; main() brings both
        // together.
        {"ui/theme", {"resources/fonts"}, with({"qt"})},
        {"ui/widgets", {"models/*", "ui/theme"}, with({"qt"})},
        {"ui/charts", {"models/*", "ui/theme", "ui/widgets"}, with({"qt"})},
        {"ui/output", {"models/*", "ui/theme", "ui/widgets"}, with({"qt", "inputOutput"})},
        // Screens meet the shell in Screen, Navigator and DeskEvents; the shell makes every screen.
        {"ui/shell", {"models/*", "ui/*"}, with({"qt", "inputOutput"})},
        {"ui/home", {"models/*", "ui/*"}, with({"qt"})},
        {"ui/incident", {"models/*", "ui/*"}, with({"qt"})},
        {"ui/drills", {"models/*", "ui/*"}, with({"qt"})},
        {"ui/metrics", {"models/*", "ui/*"}, with({"qt"})},
        {"ui/reports", {"models/*", "ui/*", "paper"}, with({"qt"})},
        {"ui/setup", {"models/*", "ui/*"}, with({"qt"})},

        // The practice range: a system like any other. It borrows the base of the domain and nothing else.
        {"range/processes", {"models/base"}, with({"inputOutput", "posix"})},
        {"range/control",
         {"models/base", "range/processes"},
         with({"inputOutput", "posix", "postgres", "httplib", "sodium"})},
        {"range/orchestrator",
         {"models/base", "range/processes"},
         with({"inputOutput", "posix", "postgres", "httplib", "cli"})},
        {"range/link", {"models/base", "range/processes"}, with({"inputOutput", "posix", "httplib", "cli"})},
        {"range/supervisor", {"models/base", "range/processes"}, with({"inputOutput", "posix", "cli"})},
        {"range/cli",
         {"models/base", "range/control", "range/processes"},
         with({"inputOutput", "posix", "cli"})},
    };
    return table;
}

} // namespace muster::tests
