// The append-only record. Everything that screens and reports show is folded from it.
#pragma once

#include "models/base/Error.h"
#include "models/incident/Event.h"

#include <optional>
#include <string>
#include <vector>

namespace muster::ports {

// What a caller wants recorded; the journal adds sequence, time, actor and hashes.
struct Entry {
    std::int64_t run = 0;
    std::string type;
    Json body;
};

// Output or another attachment, kept in full up to the journal's stated limit.
struct Blob {
    std::string sha256; // of the bytes that are kept, so that the chain, which names it, vouches for them
    std::int64_t sizeBytes = 0; // of the bytes as they came
    bool truncated = false;     // only the first and last part were kept
};

// Thread-safe; one writer per journal file, held under a lock from open to close.
class Journal {
public:
    virtual ~Journal() = default;

    // Appends all entries in one transaction and returns them as written, once they are on disk
    // (synchronous=FULL). On error nothing was appended, and the side effect it announces must not happen.
    [[nodiscard]] virtual Result<std::vector<incident::Event>> append(const std::vector<Entry>& entries) = 0;

    // Takes the next gapless run number for all `entries`, whatever theirs says, and appends them as its
    // first events, in one transaction. At least one.
    [[nodiscard]] virtual Result<std::vector<incident::Event>> openRun(const std::vector<Entry>& entries) = 0;

    // Keeps bytes beside the events; the event that names the hash is appended afterwards.
    [[nodiscard]] virtual Result<Blob> keep(std::string_view bytes) = 0;
};

// Read side: any thread, any number, also while a writer is open.
class JournalQueries {
public:
    virtual ~JournalQueries() = default;
    [[nodiscard]] virtual Result<std::vector<std::int64_t>> runs() const = 0;
    [[nodiscard]] virtual Result<std::vector<incident::Event>> events(std::int64_t run) const = 0;
    [[nodiscard]] virtual Result<std::string> blob(const std::string& sha256) const = 0;
};

} // namespace muster::ports
