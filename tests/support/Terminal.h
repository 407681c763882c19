// A program in a terminal of its own, with somebody who types.
#pragma once

#include "tests/support/Program.h"

namespace muster::test {

// What is typed whenever the program's new output ends with `prompt`.
struct Habit {
    std::string prompt;
    std::string typed; // without the newline
};

struct Talked {
    int exitCode = -1;
    std::string shown; // everything that appeared on the terminal
};

// Runs the program in a pseudo-terminal until it ends; killed after `limit`, which fails the test.
Talked talkTo(const std::vector<std::string>& words, const Environment& environment,
              const std::vector<Habit>& habits, std::chrono::seconds limit = std::chrono::seconds{120});

} // namespace muster::test
