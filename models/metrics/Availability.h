// How long a service was away, seen from a client. Pure: the same samples give the same figures for ever.
#pragma once

#include "models/base/Duration.h"
#include "models/metrics/Sample.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace muster::metrics {

// A time in which nobody asked, and nobody could: one prober had ended, the next had not begun.
struct Unwatched {
    std::int64_t fromNs = 0; // when the next probe would have been due
    std::int64_t toNs = 0;   // when it was
};

// max(10 s, twice the restart back-off of the service's supervisor).
Milliseconds stabilityWindow(Milliseconds restartBackoff);

struct Conditions {
    Milliseconds interval{200};           // of the prober's schedule
    Milliseconds timeout{1000};           // of one probe, from sending to the complete answer
    Milliseconds connectTimeout{1000};    // of its connection: a part of the error bar
    Milliseconds stabilityWindow{10'000}; // see stabilityWindow()
    Milliseconds starvationBound{1000};   // a probe sent later than this after its time voids the run
    Milliseconds steadyBefore{2000};      // how long before the fault every probe must have succeeded
    // When the act that injects the fault had returned. The fault is stamped before that act begins, so
    // writes acknowledged in between are not yet writes "after the fault". nullopt: the stamp itself.
    std::optional<std::int64_t> injectedNs = {};
    // The end of the observation: later samples are left out, and a prober that fell silent before it
    // is starved. nullopt: the samples end the observation.
    std::optional<std::int64_t> observedUntilNs = {};
    // Holes in the schedule that have their reason: they void nothing, and widen the error of what lies in
    // them. In order, without overlap.
    std::vector<Unwatched> unwatched = {};
};

struct Availability {
    bool steadyBefore = false;     // every probe succeeded, for Conditions::steadyBefore up to the fault
    bool faultObserved = false;    // at least one probe failed after the fault, because of it
    bool recovered = false;        // successes again; they may still be too few to be called stable
    bool stable = false;           // an unbroken run of successes lasted through the stability window
    bool steadyAfterwards = false; // stable, and no probe failed since
    bool starved = false;          // the prober did not keep its schedule, or answers are missing: void
    // Fault to the first acknowledgement of the run that lasted. Only once that run is stable; 0 when the
    // fault was never observed and the window after it was full of successes.
    std::optional<Milliseconds> rto;
    // The service came back, or may have, while nobody watched: `rto` is the most that it can be, and `error`
    // reaches back to the last answer before that.
    bool rtoAtMost = false;
    Milliseconds error{0};     // interval + connect timeout: the true figure is at most this much smaller
    Milliseconds onsetGap{0};  // how long nobody watched just before the first failure: the RPO's error grows
    Milliseconds worstSlip{0}; // largest sentNs - scheduledNs of the samples that count
    std::int64_t faultNs = 0;
    std::int64_t boundaryNs = 0; // injectedNs, else faultNs: what parts "lost before" from "lost after"
    std::optional<std::int64_t> lastGoodNs;     // last acknowledgement before the outage
    std::optional<std::int64_t> outageBeganNs;  // scheduled time of the first failed probe
    std::optional<std::int64_t> firstFailureNs; // when that probe had failed
    std::optional<std::int64_t> writableNs;     // first acknowledgement after the outage began
    std::optional<std::int64_t>
        recoveredNs; // first acknowledgement of the run that lasted, or of the one still open
    std::optional<std::int64_t> stableNs; // recoveredNs + stability window, once that is over
    std::int64_t sent = 0, ok = 0, failed = 0, unknown = 0; // of the samples given
    std::int64_t failedAfterStable = 0;
};

// Samples in any order, of any number of clients: the service counts as recovered when *all* of them
// succeed. `faultNs` is the stamp taken before the fault was injected.
Availability availability(std::span<const Sample> samples, std::int64_t faultNs,
                          const Conditions& conditions);

} // namespace muster::metrics
