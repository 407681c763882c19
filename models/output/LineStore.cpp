#include "models/output/LineStore.h"

#include <algorithm>
#include <limits>

namespace muster::output {

std::size_t LineStore::Chunk::lineOfByte(std::size_t at) const {
    const auto after = std::upper_bound(lines.begin(), lines.end(), at,
                                        [](std::size_t byte, const Info& info) { return byte < info.begin; });
    return static_cast<std::size_t>(after - lines.begin()) - 1;
}

std::string_view LineStore::Chunk::lineText(std::size_t index) const {
    const std::size_t begin = lines[index].begin;
    const std::size_t end = index + 1 < lines.size() ? lines[index + 1].begin : text.size();
    return std::string_view(text).substr(begin, end - begin - 1);
}

std::uint64_t LineStore::add(const Line& line) {
    const auto fits = [&](const Chunk& chunk) {
        const std::int64_t after = line.utcMs - chunk.baseMs;
        const bool timeFits = line.utcMs == 0 || (after >= std::numeric_limits<std::int32_t>::min() &&
                                                  after <= std::numeric_limits<std::int32_t>::max());
        return chunk.text.size() + line.text.size() < m_limits.chunkBytes && timeFits;
    };
    if (m_chunks.empty() || !fits(m_chunks.back())) {
        if (!m_chunks.empty()) {
            m_chunks.back().lines.shrink_to_fit();
            m_chunks.back().text.shrink_to_fit();
        }
        m_chunks.emplace_back();
        m_chunks.back().first = m_end;
        m_chunks.back().baseMs = line.utcMs;
        m_chunks.back().text.reserve(std::max(m_limits.chunkBytes, line.text.size() + 1));
    }
    Chunk& chunk = m_chunks.back();
    Info info;
    info.begin = static_cast<std::uint32_t>(chunk.text.size());
    if (chunk.baseMs == 0)
        chunk.baseMs = line.utcMs;
    info.timed = line.utcMs != 0;
    info.afterMs = info.timed ? static_cast<std::int32_t>(line.utcMs - chunk.baseMs) : 0;
    info.prefixLow = static_cast<std::uint32_t>(line.prefix);
    info.prefixHigh = static_cast<std::uint32_t>(line.prefix >> 32U);
    info.transcript = line.transcript & 0x1fffffffU;
    info.stream = line.stream == Stream::err;
    info.marked = line.cutBytes != 0 || line.states != 0;
    if (info.marked)
        chunk.marks.push_back({static_cast<std::uint32_t>(chunk.lines.size()), line.cutBytes, line.states});
    chunk.lines.push_back(info);
    chunk.text += line.text;
    chunk.text += '\n';
    m_textBytes += line.text.size() + 1;
    return m_end++;
}

LineStore::Chunk LineStore::takeSurplus() {
    Chunk taken;
    if (m_chunks.size() < 2 || (m_textBytes <= m_limits.textBytes && size() <= m_limits.lines))
        return taken;
    taken = std::move(m_chunks.front());
    m_chunks.pop_front();
    m_textBytes -= taken.text.size();
    m_first += taken.lines.size();
    m_lastChunk = m_lastChunk > 0 ? m_lastChunk - 1 : 0;
    return taken;
}

std::size_t LineStore::chunkOf(std::uint64_t number) const {
    const auto holds = [&](std::size_t index) {
        return index < m_chunks.size() && number >= m_chunks[index].first &&
               number - m_chunks[index].first < m_chunks[index].lines.size();
    };
    if (holds(m_lastChunk))
        return m_lastChunk;
    if (holds(m_lastChunk + 1))
        return ++m_lastChunk;
    const auto after =
        std::upper_bound(m_chunks.begin(), m_chunks.end(), number,
                         [](std::uint64_t wanted, const Chunk& chunk) { return wanted < chunk.first; });
    m_lastChunk = static_cast<std::size_t>(after - m_chunks.begin()) - 1;
    return m_lastChunk;
}

Line LineStore::line(std::uint64_t number) const {
    const Chunk& chunk = m_chunks[chunkOf(number)];
    const auto index = static_cast<std::size_t>(number - chunk.first);
    const Info& info = chunk.lines[index];
    Line line;
    line.text = chunk.lineText(index);
    line.transcript = info.transcript;
    line.stream = info.stream != 0 ? Stream::err : Stream::out;
    line.utcMs = info.timed != 0 ? chunk.baseMs + info.afterMs : 0;
    line.prefix = (static_cast<std::uint64_t>(info.prefixHigh) << 32U) | info.prefixLow;
    if (info.marked != 0) {
        const auto mark =
            std::lower_bound(chunk.marks.begin(), chunk.marks.end(), index,
                             [](const Mark& one, std::size_t wanted) { return one.line < wanted; });
        line.cutBytes = mark->cutBytes;
        line.states = mark->states;
    }
    return line;
}

} // namespace muster::output
