#include "engine/journal/sqlite/SqliteJournal.h"

#include "engine/journal/Chain.h"
#include "engine/journal/sqlite/Database.h"
#include "engine/journal/sqlite/GroupCommit.h"
#include "engine/journal/sqlite/HeadFile.h"
#include "engine/journal/sqlite/Queries.h"
#include "engine/journal/sqlite/Schema.h"
#include "engine/journal/sqlite/WriterLock.h"
#include "models/base/Sha256.h"

#include <mutex>

namespace muster::journal {
namespace {

// After these the end of the chain is worth noting beside the file: from here on a cut would hide something
// that was done to a system.
bool worthNoting(const ports::Entry& entry) {
    if (entry.type == "act.intended")
        return entry.body.is_object() && entry.body.value("risk", Json()) == "irreversible";
    return entry.type == "run.opened" || entry.type == "run.closed" || entry.type == "fault.registered";
}

Error notItsEnd(const std::string& path, const std::string& why) {
    return {"the journal does not end as it did", why,
            "keep it with " + headFileOf(path) +
                " as evidence and name another journal with --journal; if you put an older copy back "
                "yourself, move that note away",
            path, Retry::never};
}

Result<> compareWithNote(const std::string& path, const Database& database, const std::string& writer) {
    const auto noted = readHeadFile(path);
    if (!noted)
        return failure(noted.error());
    if (!*noted)
        return {};
    const auto& [notedWriter, head] = **noted;
    if (notedWriter != writer)
        return failure(notItsEnd(path, "it is another journal than the one that was here"));
    if (head.events == 0)
        return {};
    Statement event(database.handle(), "SELECT hash FROM event WHERE seq = ?");
    switch (event.bind(head.events).step()) {
    case Statement::Step::error:
        return failure(database.error("the journal cannot be read"));
    case Statement::Step::done:
        return failure(
            notItsEnd(path, "it had " + std::to_string(head.events) + " events, of which the last are gone"));
    case Statement::Step::row:
        break;
    }
    if (event.bytes(0) != head.hash)
        return failure(notItsEnd(path, "event " + std::to_string(head.events) + " is another one"));
    return {};
}

Result<> checkLastEvent(const Database& database, const Head& head) {
    if (head.events == 0)
        return {};
    Statement last(database.handle(), "SELECT line FROM event WHERE seq = ?");
    if (last.bind(head.events).step() != Statement::Step::row)
        return failure(database.error("the journal cannot be read"));
    if (sha256(last.bytes(0)) == head.hash)
        return {};
    return failure({"the journal cannot be continued",
                    "its last event, " + std::to_string(head.events) + ", was changed",
                    "keep it as evidence and name another journal with --journal", database.path(),
                    Retry::never});
}

} // namespace

struct SqliteJournal::Parts {
    Parts(WriterLock held, Database opened, const ports::Clock& time, incident::Actor who)
        : lock(std::move(held)), database(std::move(opened)), clock(time), actor(std::move(who)),
          group([this](std::span<Request* const> requests) { return commit(requests); }) {}

    Result<> prepare();
    Result<> commit(std::span<Request* const> requests);
    void noteHead();

    WriterLock lock; // first in, last out
    Database database;
    const ports::Clock& clock;
    incident::Actor actor;
    std::string writer;
    Head head;
    mutable std::mutex mutex; // of the database and the head
    GroupCommit group;
};

Result<> SqliteJournal::Parts::prepare() {
    if (auto prepared = prepareSchema(database); !prepared)
        return prepared;
    auto id = readWriter(database);
    if (!id)
        return failure(std::move(id.error()));
    writer = std::move(*id);
    auto end = readHead(database);
    if (!end)
        return failure(std::move(end.error()));
    head = std::move(*end);
    if (auto whole = checkLastEvent(database, head); !whole)
        return whole;
    if (auto same = compareWithNote(database.path(), database, writer); !same)
        return same;
    noteHead();
    return {};
}

Result<> SqliteJournal::Parts::commit(std::span<Request* const> requests) {
    const std::lock_guard guard(mutex);
    Transaction transaction(database);
    if (auto begun = transaction.begin(); !begun)
        return begun;
    const auto onDisk = readHead(database);
    if (!onDisk)
        return failure(onDisk.error());
    if (*onDisk != head)
        return failure(
            {"the journal was changed by something else while it was open",
             "it had " + std::to_string(head.events) + " events and has " + std::to_string(onDisk->events),
             "find out what wrote to it; nothing more is written to it", database.path(), Retry::never});
    Head end = head;
    bool note = false;
    std::vector<std::vector<incident::Event>> written;
    for (const Request* request : requests) {
        auto& events = written.emplace_back();
        for (auto entry : request->entries) {
            const bool opens = request->opensRun && events.empty();
            if (request->opensRun && !opens)
                entry.run = events.front().run;
            auto link = continueChain(end, entry, opens, writer, clock.now(), actor);
            if (!link)
                return failure(std::move(link.error()));
            if (auto kept = writeLink(database, *link); !kept)
                return kept;
            events.push_back(std::move(link->event));
            note = note || worthNoting(entry);
        }
    }
    if (auto committed = transaction.commit(); !committed)
        return committed;
    head = end;
    for (std::size_t each = 0; each < requests.size(); ++each)
        requests[each]->result = std::move(written[each]);
    if (note)
        noteHead();
    return {};
}

// A note that cannot be written leaves an older one, which is still true; the events are on disk.
void SqliteJournal::Parts::noteHead() {
    (void)writeHeadFile(database.path(), {writer, head});
}

SqliteJournal::SqliteJournal(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

SqliteJournal::~SqliteJournal() {
    m_parts->noteHead();
}

Result<std::unique_ptr<SqliteJournal>> SqliteJournal::open(const std::string& path, const ports::Clock& clock,
                                                           const incident::Actor& actor) {
    // By its one true name, or two names of one folder would give two locks.
    auto file = trueName(path);
    if (!file)
        return failure(std::move(file.error()));
    if (auto local = refuseNetworkFileSystem(*file); !local)
        return failure(std::move(local.error()));
    auto lock = WriterLock::take(*file, actor, clock.now().utcMs);
    if (!lock)
        return failure(std::move(lock.error()));
    auto database = Database::openForWriting(*file);
    if (!database)
        return failure(std::move(database.error()));
    auto parts = std::make_unique<Parts>(std::move(*lock), std::move(*database), clock, actor);
    if (auto prepared = parts->prepare(); !prepared)
        return failure(std::move(prepared.error()));
    return std::unique_ptr<SqliteJournal>(new SqliteJournal(std::move(parts)));
}

Result<std::vector<incident::Event>> SqliteJournal::append(const std::vector<ports::Entry>& entries) {
    return m_parts->group.submit({entries});
}

Result<std::vector<incident::Event>> SqliteJournal::openRun(const std::vector<ports::Entry>& entries) {
    return m_parts->group.submit({entries, true});
}

Result<ports::Blob> SqliteJournal::keep(std::string_view bytes) {
    Kept kept;
    keepWithin(bytes, kept);
    const std::lock_guard guard(m_parts->mutex);
    if (auto written = writeBlob(m_parts->database, kept.blob.sha256, kept.bytes); !written)
        return failure(std::move(written.error()));
    return kept.blob;
}

Result<std::vector<std::int64_t>> SqliteJournal::runs() const {
    const std::lock_guard guard(m_parts->mutex);
    return readRuns(m_parts->database);
}

Result<std::vector<incident::Event>> SqliteJournal::events(std::int64_t run) const {
    const std::lock_guard guard(m_parts->mutex);
    return readEvents(m_parts->database, run);
}

Result<std::string> SqliteJournal::blob(const std::string& sha256) const {
    const std::lock_guard guard(m_parts->mutex);
    return readBlob(m_parts->database, sha256);
}

const std::string& SqliteJournal::writer() const {
    return m_parts->writer;
}

} // namespace muster::journal
