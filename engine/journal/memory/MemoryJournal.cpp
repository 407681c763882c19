#include "engine/journal/memory/MemoryJournal.h"

#include "engine/journal/Kept.h"

namespace muster::journal {

Result<std::vector<incident::Event>> MemoryJournal::write(const std::vector<ports::Entry>& entries,
                                                          bool opensRun) {
    Head head = m_head;
    std::vector<Link> links;
    for (auto entry : entries) {
        const bool opens = opensRun && links.empty();
        if (opensRun && !opens)
            entry.run = links.front().event.run;
        auto link = continueChain(head, entry, opens, "0000000000000000", m_clock.now(), m_actor);
        if (!link)
            return failure(std::move(link.error()));
        links.push_back(std::move(*link));
    }
    m_head = head;
    std::vector<incident::Event> out;
    for (auto& link : links) {
        out.push_back(link.event);
        m_links.push_back(std::move(link));
    }
    return out;
}

Result<std::vector<incident::Event>> MemoryJournal::append(const std::vector<ports::Entry>& entries) {
    const std::lock_guard guard(m_mutex);
    return write(entries, false);
}

Result<std::vector<incident::Event>> MemoryJournal::openRun(const std::vector<ports::Entry>& entries) {
    const std::lock_guard guard(m_mutex);
    return write(entries, true);
}

Result<ports::Blob> MemoryJournal::keep(std::string_view bytes) {
    Kept kept;
    keepWithin(bytes, kept);
    const std::lock_guard guard(m_mutex);
    m_blobs[kept.blob.sha256] = kept.bytes;
    return kept.blob;
}

Result<std::vector<std::int64_t>> MemoryJournal::runs() const {
    const std::lock_guard guard(m_mutex);
    std::vector<std::int64_t> out;
    for (std::int64_t run = 1; run <= m_head.runs; ++run)
        out.push_back(run);
    return out;
}

Result<std::vector<incident::Event>> MemoryJournal::events(std::int64_t run) const {
    const std::lock_guard guard(m_mutex);
    std::vector<incident::Event> out;
    for (const auto& link : m_links)
        if (link.event.run == run)
            out.push_back(link.event);
    return out;
}

Result<std::string> MemoryJournal::blob(const std::string& sha256) const {
    const std::lock_guard guard(m_mutex);
    const auto found = m_blobs.find(sha256);
    if (found == m_blobs.end())
        return failure({"the journal does not hold this output", sha256, "", "", Retry::never});
    return found->second;
}

std::string MemoryJournal::lines() const {
    const std::lock_guard guard(m_mutex);
    std::string out;
    for (const auto& link : m_links)
        out += link.line + "\n";
    return out;
}

} // namespace muster::journal
