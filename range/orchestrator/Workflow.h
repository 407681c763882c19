// A workflow as it computes: pure values, the same input always gives the same result, so that work done
// again after a crash can be proved equal to the work that was lost.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace muster::range {

constexpr std::int64_t tickMilliseconds = 100; // a workflow's work comes in pieces of this length

struct Plan {
    std::int64_t id = 0;
    int steps = 1;
    std::int64_t stepMilliseconds = 1000;
    bool critical = false; // its checkpoints come twice as often

    [[nodiscard]] std::int64_t ticksPerStep() const;
    [[nodiscard]] std::int64_t totalMilliseconds() const { return steps * ticksPerStep() * tickMilliseconds; }
};

// Where it stands. `digest` is the state that the work has built up so far.
struct Progress {
    int step = 0;          // steps completed
    std::int64_t tick = 0; // pieces of work done in the current one
    std::string digest;

    [[nodiscard]] std::int64_t workedMilliseconds(const Plan& plan) const;
    [[nodiscard]] bool finished(const Plan& plan) const { return step >= plan.steps; }
};

Progress beginning(const Plan& plan);

// Does one piece of work: a chain of hashes over the state. True when this completed a step.
bool advance(const Plan& plan, Progress& progress);

// What is written as a checkpoint: the state that the work has built up, its checksum, and in a column of
// its own, as JSON, what the workflow knows about itself.
struct StoredState {
    std::string text;
    std::string checksum; // SHA-256 of `text`
    std::string context;  // {"completed": [1, 2], "version": 1, "workflow": 7}
};
StoredState stored(const Plan& plan, const Progress& progress);

// `progress` or, where the state does not verify, the reason in words.
struct Restored {
    std::optional<Progress> progress;
    std::string why;
};
Restored restore(const Plan& plan, const StoredState& state);

// Identifies the effect of a step for ever: the same key is never applied twice.
std::string effectKey(const Plan& plan, int step);

} // namespace muster::range
