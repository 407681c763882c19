#include "range/processes/SyncedFile.h"

#include <fstream>

namespace muster::range::tests {
namespace {

// What /proc shows of a process can be opened while it lives, and not be read once it has ended.
TEST(SyncedFile, WhatOpensAndCannotBeReadIsNoFile) {
    EXPECT_EQ(readWhole("/proc/self/mem"), std::nullopt);
    EXPECT_EQ(readWhole("/proc"), std::nullopt);
    EXPECT_EQ(readWhole("/proc/self/missing"), std::nullopt);
    EXPECT_TRUE(readWhole("/proc/self/environ"));
}

} // namespace
} // namespace muster::range::tests
