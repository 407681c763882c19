// Opening, looking at and taking down a range; bringing it up is in Range.cpp.
#include "range/control/Range.h"
#include "range/control/Sweep.h"
#include "range/processes/Launch.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace muster::range {
namespace {

using Clock = std::chrono::steady_clock;

// sockaddr_un holds 107 bytes, and PostgreSQL adds "/db-a/socket/.s.PGSQL.31999.lock" to the folder.
constexpr std::size_t longestFolder = 73;

tl::unexpected<Error> refused(const fs::path& folder, const std::string& why, const std::string& next) {
    return failure({.what = "cannot use " + folder.string() + " for a range", .why = why, .next = next});
}

Result<> checkFolder(const fs::path& folder, const struct stat& status) {
    if (!S_ISDIR(status.st_mode))
        return refused(folder, "it is no folder", "name another with --folder");
    if (status.st_uid != ::geteuid())
        return refused(folder,
                       "it belongs to user " + std::to_string(status.st_uid) + ", the range runs as user " +
                           std::to_string(::geteuid()),
                       "name a folder that does not exist yet: `up` makes it");
    if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0)
        return refused(folder, "others may write to it",
                       "chmod go-w it, or name a folder that does not exist yet");
    std::error_code error;
    bool empty = true;
    // An `up` that was killed while it wrote its very first file leaves that one half written.
    for (const auto& entry : fs::directory_iterator(folder, error))
        empty = empty && entry.path().filename() == "range.json.new";
    if (!error && !empty && !fs::exists(folder / "range.json", error))
        return refused(folder, "it holds something that is no range",
                       "name a folder that is empty or does not exist yet");
    if (error)
        return refused(folder, error.message(), "name another with --folder");
    return {};
}

} // namespace

Result<std::unique_ptr<Range>> Range::open(const fs::path& folder, bool toRemove) {
    if (folder.string().size() > longestFolder)
        return refused(folder,
                       "its name is longer than 73 bytes, which leaves no room for PostgreSQL's socket",
                       "name a shorter one with --folder");
    for (const char c : folder.string()) {
        if (c == '\'' || c == '"' || c == '\\' || c == '%' || static_cast<unsigned char>(c) <= ' ')
            return refused(folder, "its name holds a blank, a quote, a backslash or a percent sign",
                           "name another with --folder");
    }
    const auto deadline = Clock::now() + Milliseconds(60'000);
    for (;;) {
        const int lock = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
        if (lock < 0)
            return refused(folder, std::strerror(errno),
                           "see that its parent folders may be entered, or name another with --folder");
        while (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
            if (Clock::now() >= deadline) {
                ::close(lock);
                return refused(folder, "another muster-range has been working on it for a minute",
                               "wait for it to end");
            }
            std::this_thread::sleep_for(Milliseconds(50));
        }
        // Whoever held the lock before may have removed the folder: then this is another one by now.
        struct stat locked {};
        struct stat named {};
        if (::fstat(lock, &locked) == 0 && ::lstat(folder.c_str(), &named) == 0 &&
            locked.st_ino == named.st_ino && locked.st_dev == named.st_dev) {
            std::unique_ptr<Range> range(new Range({folder}, lock));
            if (auto usable = checkFolder(folder, named); !usable)
                return failure(usable.error());
            if (auto loaded = range->load(); !loaded && !(toRemove && isOfAnotherVersion(range->m_layout)))
                return failure(loaded.error());
            return range;
        }
        ::close(lock);
    }
}

Range::~Range() {
    ::close(m_lock);
}

Result<std::optional<std::vector<PartStatus>>> Range::status() {
    if (!m_loaded)
        return std::nullopt;
    return look();
}

Result<> Range::endEverything() {
    std::vector<Process> supervisors;
    std::vector<Process> postmasters;
    for (const auto& application : m_applications)
        if (const auto supervisor = application->supervisor())
            supervisors.push_back(*supervisor);
    for (const auto& database : m_databases)
        if (const auto postmaster = database->postmaster())
            postmasters.push_back(*postmaster);
    // Patroni first: it would start again what ends, and at SIGTERM it would take its time to stop it well.
    for (const auto& member : m_patroni)
        member->end();
    endProcesses(supervisors, SIGTERM, Milliseconds(12'000));
    endProcesses(postmasters, SIGQUIT, Milliseconds(10'000));
    for (const auto& database : m_databases)
        database->clearLeftovers();
    // Several rounds: what is being ended may have started something meanwhile.
    std::vector<Process> left = processesOf(m_layout);
    for (int round = 0; round < 5 && !left.empty(); ++round) {
        endProcessesAndMemory(left, SIGTERM, Milliseconds(2000));
        left = processesOf(m_layout);
    }
    for (const auto& process : livingRecorded(m_layout.processes()))
        left.push_back(process);
    if (!left.empty())
        return failure({.what = "process " + std::to_string(left.front().pid) + " of the range does not end",
                        .why = "it survived SIGKILL",
                        .next = "run it again; nothing was removed"});
    return {};
}

Result<> Range::down() {
    if (auto ended = endEverything(); !ended)
        return ended;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(m_layout.folder, error)) {
        // The settings go last: a `down` that is killed here is still recognised by the next one.
        if (entry.path() != m_layout.settings())
            fs::remove_all(entry.path(), error);
        if (error)
            break;
    }
    if (!error)
        fs::remove(m_layout.settings(), error);
    if (error)
        return failure({.what = "cannot remove " + m_layout.folder.string(),
                        .why = error.message(),
                        .next = "look at what is left in it, then run `muster range down` again"});
    m_loaded.reset();
    // Only the owner of the parent folder may do this in some places; the caller tries again then.
    (void)::rmdir(m_layout.folder.c_str());
    return {};
}

} // namespace muster::range
