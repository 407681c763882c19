// The lines that are kept, oldest first, in chunks of about 32 KiB: 20 bytes beside the text of a line.
// When more is kept than the limits allow, the oldest chunks go and the lines keep their numbers.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace muster::output {

enum class Stream : std::uint8_t { out, err };

struct Limits {
    std::size_t lineBytes = 4096; // as they came; what is beyond is counted, not kept
    std::size_t textBytes = 64U << 20U;
    std::size_t lines = 1'000'000;
    std::size_t chunkBytes = 32U << 10U;
};

struct Line {
    std::string_view text; // printable, one line, without its end
    std::uint32_t transcript = 0;
    Stream stream = Stream::out;
    std::int64_t utcMs = 0;     // when its first byte came; 0: not known
    std::uint64_t prefix = 0;   // hash of its transcript up to and with this line
    std::uint64_t cutBytes = 0; // of the line that are not in `text`
    std::uint64_t states = 0;   // that carriage returns took away before this one
};

class LineStore {
public:
    // The text of a chunk has a newline behind every line.
    struct Info {
        std::uint32_t begin = 0;
        std::int32_t afterMs = 0; // after `baseMs` of its chunk
        std::uint32_t prefixLow = 0, prefixHigh = 0;
        std::uint32_t transcript : 29, stream : 1, marked : 1, timed : 1;
    };
    struct Mark {
        std::uint32_t line = 0; // index in its chunk
        std::uint64_t cutBytes = 0, states = 0;
    };
    struct Chunk {
        std::uint64_t first = 0; // number of its first line
        std::int64_t baseMs = 0;
        std::string text;
        std::vector<Info> lines;
        std::vector<Mark> marks;

        // Index of the line in which the byte `at` of the text stands.
        [[nodiscard]] std::size_t lineOfByte(std::size_t at) const;
        [[nodiscard]] std::string_view lineText(std::size_t index) const;
    };

    explicit LineStore(Limits limits) : m_limits(limits) {}

    std::uint64_t add(const Line& line); // the number of the new line
    // The chunk that has to go by the limits, taken out; empty lines: none has to. The newest always stays.
    Chunk takeSurplus();

    [[nodiscard]] std::uint64_t first() const { return m_first; }
    [[nodiscard]] std::uint64_t end() const { return m_end; }
    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(m_end - m_first); }
    [[nodiscard]] std::size_t textBytes() const { return m_textBytes; }
    // `number` in [first(), end()). The text is valid until the store is changed.
    [[nodiscard]] Line line(std::uint64_t number) const;
    [[nodiscard]] const Limits& limits() const { return m_limits; }

    [[nodiscard]] std::size_t chunks() const { return m_chunks.size(); }
    [[nodiscard]] const Chunk& chunk(std::size_t index) const { return m_chunks[index]; }
    [[nodiscard]] std::size_t chunkOf(std::uint64_t number) const;

private:
    Limits m_limits;
    std::deque<Chunk> m_chunks;
    std::uint64_t m_first = 0, m_end = 0;
    std::size_t m_textBytes = 0;
    mutable std::size_t m_lastChunk = 0;
};

} // namespace muster::output
