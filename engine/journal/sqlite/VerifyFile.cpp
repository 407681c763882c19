#include "engine/journal/sqlite/VerifyFile.h"

#include "engine/journal/Follower.h"
#include "engine/journal/sqlite/Database.h"
#include "engine/journal/sqlite/HeadFile.h"
#include "engine/journal/sqlite/Queries.h"
#include "engine/journal/sqlite/Schema.h"
#include "models/base/Sha256.h"

#include <set>

namespace muster::journal {
namespace {

// The columns repeat what the line says, so that queries are quick; they must say the same.
std::optional<std::string> columnsProblem(const Statement& row, const Follower& follower) {
    if (row.number(0) != follower.report.events)
        return "it stands where event " + std::to_string(row.number(0)) + " should";
    if (row.number(1) != follower.report.run || row.bytes(2) != follower.report.type ||
        row.bytes(3) != follower.hash)
        return "what the file says beside its line is not what the line says: one of them was changed";
    return std::nullopt;
}

bool followLines(const Database& database, Follower& follower) {
    auto& report = follower.report;
    Statement statement(database.handle(), "SELECT seq, run, type, hash, line FROM event ORDER BY seq");
    for (;;) {
        switch (statement.step()) {
        case Statement::Step::row:
            if (!follower.take(statement.bytes(4)))
                return false;
            if (const auto problem = columnsProblem(statement, follower)) {
                report = brokenAt(report, report.events, *problem);
                return false;
            }
            break;
        case Statement::Step::done:
            return true;
        case Statement::Step::error:
            report.type.clear();
            report.run = 0;
            report = brokenAt(report, report.events + 1, "it cannot be read: " + database.error("").why);
            return false;
        }
    }
}

// Every output that is there must be what its name says; every one that an event names must be there.
bool checkOutput(const Database& database, Follower& follower) {
    auto& report = follower.report;
    std::set<std::string> whole;
    std::string first; // that is not
    Statement statement(database.handle(), "SELECT sha256, bytes, kept FROM blob ORDER BY rowid");
    for (bool more = true; more;) {
        switch (statement.step()) {
        case Statement::Step::row: {
            const std::string name = statement.bytes(0);
            const auto bytes = unpacked(statement.bytes(2), statement.number(1));
            if (bytes && sha256(*bytes) == name)
                whole.insert(name);
            else if (first.empty())
                first = name;
            break;
        }
        case Statement::Step::done:
            more = false;
            break;
        case Statement::Step::error:
            more = false;
            first = "the table cannot be read: " + database.error("").why;
            break;
        }
    }
    report.blobs = static_cast<std::int64_t>(whole.size());
    std::int64_t earliest = 0;
    std::string missing;
    for (const auto& [name, event] : follower.named) {
        if (whole.contains(name) || (earliest != 0 && event > earliest))
            continue;
        earliest = event;
        missing = name;
    }
    if (earliest == 0 && first.empty())
        return true;
    report = brokenAt(report, earliest,
                      earliest != 0
                          ? "the output that it names was changed or is missing: " + missing
                          : "every event holds, but an output that none of them names was changed: " + first);
    return false;
}

std::string damage(const Database& database) {
    Statement check(database.handle(), "PRAGMA integrity_check(1)");
    if (check.step() != Statement::Step::row)
        return database.error("").why;
    const std::string said = check.bytes(0);
    return said == "ok" ? std::string() : said;
}

ChainReport verifyDatabase(const Database& database, const Result<std::optional<NotedHead>>& noted) {
    Follower follower;
    if (noted && *noted)
        follower.watched = (*noted)->head.events;
    if (const auto problem = readingProblem(database); !problem.empty())
        return brokenAt({}, 0, problem);
    if (!followLines(database, follower))
        return follower.report;
    auto& report = follower.report;
    const auto broken = [&](std::int64_t event, const std::string& why) {
        report.type.clear();
        report.run = 0;
        return brokenAt(report, event, why);
    };
    if (!noted)
        return broken(0, "every event holds, but the note of the journal's end cannot be read: " +
                             noted.error().why);
    if (*noted) {
        const auto& [writer, head] = **noted;
        if (head.events > report.events)
            return broken(report.events + 1, "events " + std::to_string(report.events + 1) + " to " +
                                                 std::to_string(head.events) +
                                                 " are missing: the end was cut off");
        if (head.events > 0 && (follower.watchedHash != head.hash || follower.writer != writer))
            return broken(head.events, "it is not the one that was noted beside the journal: the end was "
                                       "written anew, or the note belongs to another journal");
    }
    if (!checkOutput(database, follower))
        return report;
    report.type.clear();
    report.run = 0;
    const auto writer = readWriter(database);
    if (!writer || (report.events > 0 && *writer != follower.writer))
        return broken(0, "every event holds, but the file says that another journal wrote them");
    if (const auto problem = schemaProblem(database); !problem.empty())
        return broken(0, "every event holds, but " + problem);
    if (const auto problem = damage(database); !problem.empty())
        return broken(0, "every event holds, but the file is damaged: " + problem);
    report.intact = true;
    report.endNoted = noted->has_value();
    return report;
}

} // namespace

ChainReport verifyFile(const std::string& path) {
    // Read first: a writer that is at work notes an end only after it is on disk.
    const auto noted = readHeadFile(path);
    auto database = Database::openForReading(path);
    if (!database)
        return brokenAt({}, 0, "the file cannot be opened as a journal: " + database.error().why);
    return verifyDatabase(*database, noted);
}

} // namespace muster::journal
