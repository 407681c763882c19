#include "engine/journal/Verify.h"

#include "engine/journal/Chain.h"
#include "engine/journal/sqlite/Database.h"
#include "engine/journal/sqlite/Queries.h"
#include "models/base/Sha256.h"

#include <fstream>
#include <iterator>
#include <set>

namespace muster::journal {
namespace {

constexpr std::string_view sqliteMagic("SQLite format 3\0", 16);

// Follows the chain line by line.
class Follower {
public:
    // False at the line that breaks it; the report says why.
    bool take(std::string_view line) {
        ++m_expected;
        const auto broken = [&](const std::string& why) {
            report.brokenAt = m_expected;
            report.why = why;
            return false;
        };
        auto event = eventOf(line);
        if (!event)
            return broken(event.error().why);
        report.type = event->type;
        report.run = event->run;
        if (lineOf(*event) != line)
            return broken("its line is not in canonical form, so it was written by something else");
        if (event->sequence != m_expected)
            return broken("it is number " + std::to_string(event->sequence) + " where " +
                          std::to_string(m_expected) + " is expected: events were removed, added or moved");
        if (event->previous != m_head)
            return broken(
                m_expected == 1
                    ? "it does not begin a chain"
                    : "the event before it was changed: its hash is not the one that this event names");
        if (m_expected > 1 && event->writer != m_writer)
            return broken("it was written by another journal");
        if (event->run > report.runs + 1)
            return broken("run " + std::to_string(report.runs + 1) + " is missing");
        if (event->run == report.runs + 1) {
            if (event->type != "run.opened")
                return broken("its run does not begin with run.opened");
            ++report.runs;
        }
        m_writer = event->writer;
        m_head = event->hash;
        hash = event->hash;
        ++report.events;
        for (const char* stream : {"stdout", "stderr", "answer", "probe_log"})
            if (const auto found = event->body.find(stream); found != event->body.end() && found->is_object())
                named.emplace(found->value("sha256", ""), m_expected);
        return true;
    }

    ChainReport report;
    std::string hash;                                     // of the last event taken
    std::set<std::pair<std::string, std::int64_t>> named; // blobs, and the event that names them

private:
    std::int64_t m_expected = 0;
    std::string m_head = chainStart;
    std::string m_writer;
};

ChainReport unreadable(ChainReport report, const std::string& why) {
    report.intact = false;
    report.why = why;
    return report;
}

std::string integrity(const Database& database) {
    Statement check(database.handle(), "PRAGMA integrity_check(1)");
    if (check.step() != Statement::Step::row)
        return database.error("").why;
    const std::string said = check.bytes(0);
    return said == "ok" ? std::string() : said;
}

ChainReport verifyDatabase(const Database& database) {
    Follower follower;
    Statement statement(database.handle(), "SELECT seq, run, type, hash, line FROM event ORDER BY seq");
    for (bool more = true; more;) {
        switch (statement.step()) {
        case Statement::Step::row: {
            const std::string line = statement.bytes(4);
            if (!follower.take(line))
                return follower.report;
            const auto& report = follower.report;
            if (statement.number(0) != report.events || statement.number(1) != report.run ||
                statement.bytes(2) != report.type || statement.bytes(3) != follower.hash) {
                ChainReport broken = report;
                broken.brokenAt = report.events;
                return unreadable(
                    broken,
                    "what the file says beside its line is not what the line says: one of them was changed");
            }
            break;
        }
        case Statement::Step::done:
            more = false;
            break;
        case Statement::Step::error: {
            ChainReport broken = follower.report;
            broken.brokenAt = broken.events + 1;
            return unreadable(broken, "it cannot be read: " + database.error("").why);
        }
        }
    }
    ChainReport report = follower.report;
    for (const auto& [hash, event] : follower.named) {
        const auto bytes = readBlob(database, hash);
        if (!bytes || sha256(*bytes) != hash) {
            report.brokenAt = event;
            return unreadable(report, "the output that it names was changed or is missing: " + hash);
        }
        ++report.blobs;
    }
    if (const std::string why = integrity(database); !why.empty())
        return unreadable(report, "every event holds, but the file is damaged: " + why);
    report.intact = true;
    report.type.clear();
    report.run = 0;
    return report;
}

} // namespace

ChainReport verifyLines(std::string_view text) {
    Follower follower;
    while (!text.empty()) {
        const auto end = text.find('\n');
        if (end == std::string_view::npos) {
            follower.report.brokenAt = follower.report.events + 1;
            return unreadable(follower.report, "the last line is cut off");
        }
        if (!follower.take(text.substr(0, end)))
            return follower.report;
        text.remove_prefix(end + 1);
    }
    follower.report.intact = true;
    follower.report.type.clear();
    follower.report.run = 0;
    return follower.report;
}

Result<ChainReport> verifyJournal(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in)
        return failure({"there is no journal to verify", path, "name the file, or run something first", path,
                        Retry::never});
    std::string start(sqliteMagic.size(), '\0');
    in.read(start.data(), static_cast<std::streamsize>(start.size()));
    if (start != sqliteMagic) {
        in.clear();
        in.seekg(0);
        const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
        if (!text.empty() && text.front() == '{')
            return verifyLines(text);
        return unreadable({},
                          "the file is neither a journal nor an export of one: its beginning was changed");
    }
    auto database = Database::openForReading(path);
    if (!database)
        return unreadable({}, "the file cannot be opened as a journal: " + database.error().why);
    return verifyDatabase(*database);
}

} // namespace muster::journal
