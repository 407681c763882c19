// One probe: what a client asked, when, and what it was told. Everything that is said about RTO and RPO is
// computed from these rows and from nothing else. docs/MEASURING.md says what each figure is.
#pragma once

#include <cstdint>
#include <string>

namespace muster::metrics {

enum class Answer {
    ok,      // acknowledged: the answer that the environment calls success, complete
    failed,  // certainly not written: nothing was sent, or the service refused it (3xx, 4xx)
    unknown, // it may have been written: timeout or loss of the connection after sending, 5xx, another 2xx
};

// Monotonic times are nanoseconds of CLOCK_MONOTONIC of the prober's machine.
struct Sample {
    std::string client;           // who asked: one prober, one name
    std::int64_t sequence = 0;    // from 1, gapless per client
    std::int64_t scheduledNs = 0; // when the open loop wanted to ask
    std::int64_t sentNs = 0;      // when it did, or gave up doing so
    std::int64_t doneNs = 0;      // when the answer was complete, or given up
    std::int64_t utcMs = 0;       // of sentNs, for people
    Answer answer = Answer::unknown;
    int status = 0;     // HTTP; 0: no answer
    std::string detail; // words, when the answer is not ok
};

} // namespace muster::metrics
