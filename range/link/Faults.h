// What is wrong with a link, and what it has carried.
#pragma once

#include "models/base/Duration.h"

#include <array>
#include <cstdint>

namespace muster::range {

// Up is from the one who connected to the target, down is the way back.
enum class Way : std::size_t { up = 0, down = 1 };

struct Faults {
    bool dropped = false;                // a black hole: no packet gets through, either way
    bool reset = false;                  // every connection was closed with RST, new ones are refused
    std::array<Milliseconds, 2> delay{}; // by Way: what is read is passed on so much later
    std::array<bool, 2> stopped{};       // by Way: nothing is read, nothing is passed on

    [[nodiscard]] Milliseconds delayOf(Way way) const { return delay[static_cast<std::size_t>(way)]; }
    [[nodiscard]] bool isStopped(Way way) const { return dropped || stopped[static_cast<std::size_t>(way)]; }
};

struct Counters {
    int connections = 0; // now
    std::uint64_t accepted = 0;
    std::uint64_t reset = 0;              // closed with RST, by the fault or because one end was
    std::array<std::uint64_t, 2> bytes{}; // by Way, passed on
};

} // namespace muster::range
