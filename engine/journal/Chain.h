// The canonical line of an event and the chain that its hash makes. Pure.
#pragma once

#include "models/base/Error.h"
#include "models/incident/Event.h"
#include "models/ports/Clock.h"
#include "models/ports/Journal.h"

#include <string>
#include <string_view>

namespace muster::journal {

inline constexpr const char* chainStart = "0000000000000000000000000000000000000000000000000000000000000000";

// The end of a chain: what the next event continues.
struct Head {
    std::int64_t events = 0;
    std::int64_t runs = 0;
    std::string hash = chainStart;

    bool operator==(const Head&) const = default;
};

struct Link {
    incident::Event event;
    std::string line; // its canonical bytes
};

// The event that `entry` becomes behind `head`, which then is its end. An entry that opens a run takes the
// next number, whatever its own is; any other one must name a run that exists, or 0. On error `head` stays.
[[nodiscard]] Result<Link> continueChain(Head& head, const ports::Entry& entry, bool opensRun,
                                         const std::string& writer, ports::Instant now,
                                         const incident::Actor& actor);

// The exact bytes that are kept and hashed: canonical JSON without a newline.
std::string lineOf(const incident::Event& event);

// The event that a line says; its hash is computed from the line. An Error says what is wrong with it. Safe
// with bytes from anywhere.
[[nodiscard]] Result<incident::Event> eventOf(std::string_view line);

} // namespace muster::journal
