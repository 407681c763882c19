#include "engine/journal/memory/MemoryJournal.h"

#include "engine/journal/Chain.h"
#include "models/base/Sha256.h"

namespace muster::journal {

std::vector<incident::Event> MemoryJournal::write(const std::vector<ports::Entry>& entries) {
    std::vector<incident::Event> out;
    for (const auto& entry : entries) {
        incident::Event event;
        event.sequence = static_cast<std::int64_t>(m_events.size()) + 1;
        event.writer = "memory";
        event.previous = m_events.empty() ? chainStart : m_events.back().hash;
        const auto now = m_clock.now();
        event.monotonicNs = now.monotonicNs;
        event.utcMs = now.utcMs;
        event.actor = m_actor;
        event.run = entry.run;
        event.type = entry.type;
        event.body = entry.body;
        event.hash = sha256(lineOf(event));
        m_events.push_back(event);
        out.push_back(std::move(event));
    }
    return out;
}

Result<std::vector<incident::Event>> MemoryJournal::append(const std::vector<ports::Entry>& entries) {
    const std::lock_guard guard(m_mutex);
    return write(entries);
}

Result<incident::Event> MemoryJournal::openRun(std::string_view type, const Json& body) {
    const std::lock_guard guard(m_mutex);
    return write({{++m_runs, std::string(type), body}}).front();
}

Result<ports::Blob> MemoryJournal::keep(std::string_view bytes) {
    const std::lock_guard guard(m_mutex);
    const std::string name = sha256(bytes);
    m_blobs[name] = bytes;
    return ports::Blob{name, static_cast<std::int64_t>(bytes.size()), false};
}

Result<std::vector<std::int64_t>> MemoryJournal::runs() const {
    const std::lock_guard guard(m_mutex);
    std::vector<std::int64_t> out;
    for (std::int64_t run = 1; run <= m_runs; ++run)
        out.push_back(run);
    return out;
}

Result<std::vector<incident::Event>> MemoryJournal::events(std::int64_t run) const {
    const std::lock_guard guard(m_mutex);
    std::vector<incident::Event> out;
    for (const auto& event : m_events)
        if (event.run == run)
            out.push_back(event);
    return out;
}

Result<std::string> MemoryJournal::blob(const std::string& sha256) const {
    const std::lock_guard guard(m_mutex);
    const auto found = m_blobs.find(sha256);
    if (found == m_blobs.end())
        return failure({"the journal does not hold this output", sha256, "", "", Retry::never});
    return found->second;
}

} // namespace muster::journal
