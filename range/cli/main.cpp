// muster-range: the practice range from the command line; `muster range ...` comes here.
// Exit codes: 0 done (status: everything is up), 1 failed (status: something is down), 2 usage,
// 3 not ready (no range in this folder, or what it needs is not installed).
#include "models/base/Duration.h"
#include "models/base/Json.h"
#include "range/cli/Registration.h"
#include "range/cli/StatusTable.h"
#include "range/cli/User.h"
#include "range/control/FaultList.h"
#include "range/control/Range.h"
#include "range/processes/MemoryGroup.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace {

using namespace muster;
using namespace muster::range;

constexpr int exitFailed = 1;
constexpr int exitUsage = 2;
constexpr int exitNotReady = 3;

struct Options {
    std::string folder;
    std::string name;
    std::string checkpointEvery;
    std::string takeoverAfter;
    std::int64_t dataBytes = 0;
    std::string topology;
    std::string dcs;
    std::vector<std::string> fault;
    bool json = false;
};

int complain(const Error& error, int code) {
    std::fprintf(stderr, "muster-range: %s\n", error.text().c_str());
    return code;
}

int noRange(const fs::path& folder) {
    return complain(
        {.what = "there is no range in " + folder.string(), .why = "", .next = "run `muster range up`"},
        exitNotReady);
}

Result<fs::path> folderOf(const Options& options) {
    std::error_code error;
    if (!options.folder.empty()) {
        const auto absolute = fs::weakly_canonical(fs::absolute(options.folder), error);
        if (error)
            return failure({.what = "cannot use " + options.folder,
                            .why = error.message(),
                            .next = "name another folder"});
        return absolute.has_filename() ? absolute : absolute.parent_path();
    }
    std::string name = "muster-range-" + callerName();
    if (!options.name.empty())
        name += "-" + options.name;
    return fs::weakly_canonical(fs::path("/var/tmp")) / name;
}

int openBesideSelf(const char* program) {
    std::error_code error;
    const auto self = fs::read_symlink("/proc/self/exe", error);
    return ::open((self.parent_path() / program).c_str(), O_RDONLY | O_CLOEXEC);
}

int up(Range& range, const Options& options, const User& user, const ProgramFiles& programs) {
    const auto say = [](const std::string& text) {
        std::printf("%s\n", text.c_str());
        std::fflush(stdout);
    };
    const auto done = range.up({options.name, user.name, options.checkpointEvery, options.takeoverAfter,
                                options.dataBytes, options.topology, options.dcs},
                               programs, say);
    if (!done)
        return complain(done.error(), exitFailed);
    say(std::string(*done ? "The range is up already" : "The range is up") + ": " +
        range.layout().folder.string());
    say("Environment file: " + range.layout().environment().string());
    return 0;
}

int status(Range& range, bool asJson) {
    const auto parts = range.status();
    if (!parts)
        return complain(parts.error(), exitFailed);
    if (!*parts)
        return noRange(range.layout().folder);
    bool allUp = true;
    Json list = Json::array();
    for (const auto& part : **parts) {
        allUp = allUp && part.up;
        Json ports = part.morePorts;
        list.push_back({{"name", part.name},
                        {"up", part.up},
                        {"pid", part.pid == 0 ? Json() : Json(part.pid)},
                        {"port", part.port == 0 ? Json() : Json(part.port)},
                        {"more_ports", ports.is_null() ? Json::object() : std::move(ports)},
                        {"log", part.log},
                        {"detail", part.detail}});
    }
    const Json all = {{"folder", range.layout().folder.string()},
                      {"environment", range.layout().environment().string()},
                      {"up", allUp},
                      {"parts", list}};
    if (asJson)
        std::printf("%s\n", all.dump(2, ' ', false, Json::error_handler_t::replace).c_str());
    else
        std::printf("%s", statusTable(range.layout().folder, **parts).c_str());
    return allUp ? 0 : exitFailed;
}

int environment(Range& range) {
    std::error_code error;
    if (!fs::exists(range.layout().environment(), error))
        return noRange(range.layout().folder);
    std::printf("%s\n", range.layout().environment().c_str());
    return 0;
}

int report(const Result<std::string>& done) {
    if (!done)
        return complain(done.error(), exitFailed);
    std::printf("%s\n", done->c_str());
    return 0;
}

int run(const std::string& command, const Options& options) {
    const auto folder = folderOf(options);
    if (!folder)
        return complain(folder.error(), exitUsage);
    const auto user = rangeUser();
    if (!user)
        return complain(user.error(), exitNotReady);
    std::error_code error;
    if (command == "up") {
        if (auto found = Range::findPrograms(); !found)
            return complain(found.error(), exitNotReady);
        if (options.topology == "patroni") {
            if (auto found = Range::findAutomaticPrograms(); !found)
                return complain(found.error(), exitNotReady);
        }
        if (auto made = makeFolderFor(*user, *folder); !made)
            return complain(made.error(), exitFailed);
    } else if (!fs::exists(*folder, error)) {
        if (command != "down")
            return noRange(*folder);
        if (options.folder.empty())
            unregisterEnvironment(options.name.empty() ? "range" : "range-" + options.name,
                                  Layout{*folder}.environment());
        return 0;
    }
    if (::geteuid() == 0) {
        if (command == "up")
            (void)makeMemoryGroup(*folder, user->uid, user->gid); // without it the range does with less
        enterMemoryGroup(*folder);
    }
    ProgramFiles programs;
    for (const auto* name : ownPrograms)
        programs[name] = openBesideSelf(name);
    const int code = runAs(*user, [&] {
        auto range = Range::open(*folder, command == "down");
        if (!range)
            return complain(range.error(), exitFailed);
        if (command == "up")
            return up(**range, options, *user, programs);
        if (command == "status")
            return status(**range, options.json);
        if (command == "environment")
            return environment(**range);
        if (command == "break")
            return report((*range)->breakIt(options.fault));
        if (command == "mend")
            return report((*range)->mendIt(options.fault.front()));
        if (auto done = (*range)->down(); !done)
            return complain(done.error(), exitFailed);
        std::printf("The range is down: nothing of it is left in %s\n", folder->c_str());
        return 0;
    });
    // A range in a folder of the caller's choice is not the one that people mean by "the range".
    if (options.folder.empty()) {
        const std::string name = options.name.empty() ? "range" : "range-" + options.name;
        const fs::path file = Layout{*folder}.environment();
        if (command == "up" && code == 0)
            std::printf("%s\n", registerEnvironment(name, file).c_str());
        if (command == "down")
            unregisterEnvironment(name, file);
    }
    // The range's user may not take the empty folder out of a parent that is not its own.
    if (command == "down" && code == 0)
        (void)::rmdir(folder->c_str());
    // Nor is anything left of a range that was refused.
    if (::geteuid() == 0 && !fs::exists(Layout{*folder}.settings(), error))
        removeMemoryGroup(*folder);
    return code;
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app{"The practice range: a small real system on loopback that drills may break"};
    app.name("muster range");
    app.require_subcommand(1);
    app.fallthrough();
    app.footer("Exit codes: 0 done, 1 failed (status: something is down), 2 usage, 3 not ready");
    Options options;
    app.add_option("--folder", options.folder,
                   "Folder of the range (default: /var/tmp/muster-range-USER[-NAME])");
    app.add_option("--name", options.name, "Name of a further range beside the default one")
        ->check([](const std::string& name) {
            const bool fits =
                !name.empty() && name.size() <= 30 &&
                name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
            return fits ? std::string() : std::string("a name has 1 to 30 of a-z, 0-9 and -");
        });
    auto* up = app.add_subcommand("up", "Bring the range up, or what is missing of it");
    up->add_option(
          "--checkpoint-every", options.checkpointEvery,
          "Work between two checkpoints of a workflow (default 5s; a production service would take 30s)")
        ->check([](const std::string& text) {
            const auto duration = parseDuration(text);
            return duration && *duration >= Milliseconds(100)
                       ? std::string()
                       : "'" + text + "' is no duration of 100ms or more";
        });
    up->add_option(
          "--takeover-after", options.takeoverAfter,
          "How long the second region sees the first one's lease free before it takes it (default 30s)")
        ->check([](const std::string& text) {
            return parseDuration(text) ? std::string() : "'" + text + "' is no duration";
        });
    up->add_option("--data", options.dataBytes,
                   "Fill the database up to this size, for example 250MB (default: as it is, about 8 MB)")
        ->transform(CLI::AsSizeValue(true));
    auto* topology =
        up->add_option("--topology", options.topology,
                       "Who promotes a database: manual, a person (default); patroni, Patroni with etcd")
            ->check(CLI::IsMember({"manual", "patroni"}));
    up->add_option("--dcs", options.dcs,
                   "With --topology patroni, how Patroni speaks to etcd: etcd, its v2 interface (default); "
                   "etcd3, with which Patroni 3.0.2 loses acknowledged writes: for the control of drills")
        ->check(CLI::IsMember({"etcd", "etcd3"}))
        ->needs(topology);
    app.add_subcommand("status", "Say what is up and what is not")
        ->add_flag("--json", options.json, "Print JSON");
    app.add_subcommand("down", "End every process of the range and remove its folder");
    auto* breaks = app.add_subcommand("break", "Break something");
    breaks->add_option("fault", options.fault, "The fault, or a link and what to do to it")
        ->required()
        ->expected(1, 4);
    breaks->footer("Faults:\n" + faultList());
    auto* mends = app.add_subcommand("mend", "Mend it again");
    mends->add_option("fault", options.fault, "The fault, or the link")->required()->expected(1);
    mends->footer("Faults:\n" + faultList());
    app.add_subcommand("environment", "Print the path of the range's environment file");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : exitUsage;
    }
    return run(app.get_subcommands().front()->get_name(), options);
}
