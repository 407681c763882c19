// One direction of one connection: what was read from one socket and is to be written to another, each piece
// no sooner than its time. The end of the stream travels behind the last byte, as the bytes do.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>

namespace muster::range {

class Flow {
public:
    using Time = std::chrono::steady_clock::time_point;
    enum class End { none, finished, broken }; // broken: with RST

    // May more be read now? Not after the end, and not while too much waits to be written.
    [[nodiscard]] bool takes() const;
    // Reads what is there. Whatever arrives is due at `due`.
    void read(int from, Time due);
    // The source is gone with an error: what waits is passed on, then the break.
    void breakOff(Time due);
    // The other side takes nothing any more: what waits is dropped, and nothing is read again.
    void drop();

    // When the next piece, or the end, may be passed on; nullopt: nothing waits.
    [[nodiscard]] std::optional<Time> due() const;
    // Everything that waits may be passed on at `latest`, if not before: the delay became shorter.
    void hasten(Time latest);
    // Writes what is due; false: the socket takes nothing any more. `passed` grows by the bytes written.
    [[nodiscard]] bool write(int to, Time now, std::uint64_t& passed);
    // The end, once, when everything before it was written and its own time has come.
    [[nodiscard]] End takeEnd(Time now);

private:
    struct Piece {
        std::string bytes;
        std::size_t written;
        Time due;
    };
    std::deque<Piece> m_waiting;
    std::size_t m_size = 0; // bytes in m_waiting, written ones too
    End m_end = End::none;
    Time m_endDue;
    bool m_endTaken = false;
    bool m_dropped = false;
};

} // namespace muster::range
