// Waiting for a part that was started, and what to say where it does not come.
#pragma once

#include "models/base/Error.h"
#include "range/processes/SyncedFile.h"

#include <chrono>
#include <thread>

namespace muster::range {

struct Awaited {
    std::string what; // for a person: "HAProxy on lb"
    std::string part; // "lb.haproxy"
    std::filesystem::path log;
    std::chrono::seconds patience{15};
};

// Returns once `answers`; an error, with the end of the log, as soon as it is no longer `alive` or the time
// is up.
template <class Answers, class Alive>
[[nodiscard]] Result<> awaitReady(const Awaited& awaited, Answers answers, Alive alive) {
    const auto deadline = std::chrono::steady_clock::now() + awaited.patience;
    while (!answers()) {
        const bool gone = !alive();
        if (gone || std::chrono::steady_clock::now() >= deadline)
            return failure(
                {.what = awaited.what + " did not become ready",
                 .why = (gone ? "it ended" : std::to_string(awaited.patience.count()) + " s have passed") +
                        "; the end of its log:\n" + tailOf(awaited.log),
                 .next = "read " + awaited.log.string(),
                 .target = awaited.part});
        std::this_thread::sleep_for(Milliseconds(10));
    }
    return {};
}

} // namespace muster::range
