// The window as a screen reader gets it: walked through AT-SPI on a bus of its own, screen by screen, with
// keys from outside. walk_window.py says what it asks for; it walks any program.
#include "tests/support/Places.h"
#include "tests/support/Program.h"

#include <gtest/gtest.h>

using namespace muster::test;

namespace {

Ran walked(const std::vector<std::string>& words) {
    std::vector<std::string> all{std::string(MUSTER_SOURCE_DIR) + "/tests/ui/accessibility/walk_window.py"};
    all.insert(all.end(), words.begin(), words.end());
    return runProgram(all, {}, std::chrono::seconds{400});
}

} // namespace

TEST(ScreenReader, EveryControlHasANameAndARoleAndIsReachedByKeyboard) {
    const Ran ran = walked({std::string(MUSTER_BIN_DIR) + "/ui_demo", "--screen", "home"});
    EXPECT_EQ(ran.exitCode, 0) << ran.out << ran.err;
}

TEST(ScreenReader, AStepThatWaitsIsReadAndReached) {
    const Ran ran =
        walked({std::string(MUSTER_BIN_DIR) + "/ui_demo", "--screen", "incident", "--story", "failed"});
    EXPECT_EQ(ran.exitCode, 0) << ran.out << ran.err;
}
