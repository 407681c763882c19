// What all drills of the catalogue have in common: which of them are long, what a pass must show, and how the
// range must be left.
#pragma once

#include "tests/support/RangeJourney.h"

#include <cstdlib>
#include <gmock/gmock.h>

namespace muster::test {

class CatalogueDrill : public RangeJourney {
protected:
    static bool longOnes() { return std::getenv("MUSTER_LONG_TESTS") != nullptr; }
    static constexpr const char* isLong = "one of the long ones: set MUSTER_LONG_TESTS=1";

    // Also that nothing of the fault is left: a broken link is not up. A service that waits for an answer
    // which the fault swallowed gets over it by itself, some seconds after the drill.
    void expectHealthy() const {
        const auto status = [this] { return muster({"range", "--folder", rangeFolder(), "status"}); };
        EXPECT_TRUE(eventually([&] { return status().exitCode == 0; })) << status().out;
    }

    // Runs the shipped drill, which has to pass below `rtoBar` seconds and lose nothing that was
    // acknowledged. Its result, and what it printed.
    [[nodiscard]] Json passed(const std::string& slug, double rtoBar, std::string* printed = nullptr) const {
        const auto ran = muster({"drill", "run", slug, "--json", file("result.json")});
        EXPECT_EQ(ran.exitCode, 0) << ran.err << ran.out;
        if (printed != nullptr)
            *printed = ran.out;
        Json result = json(file("result.json"));
        if (!result.is_object() || !result["rto_seconds"].is_number()) {
            ADD_FAILURE() << "no measured result: " << result.dump();
            return Json::object();
        }
        EXPECT_EQ(result["verdict"], "passed");
        EXPECT_GT(result["rto_seconds"].get<double>(), 0.0);
        EXPECT_LT(result["rto_seconds"].get<double>(), rtoBar);
        EXPECT_EQ(result["rpo_seconds"], 0);
        EXPECT_GT(result["counts"]["acknowledged"].get<int>(), 50);
        EXPECT_EQ(result["counts"]["lost"], 0);
        EXPECT_EQ(result["counts"]["duplicated"], 0);
        return result;
    }
};

// A name for a test of each scenario: its slug without dashes.
inline std::string testName(const std::string& slug) {
    std::string name;
    for (const char c : slug)
        if (c != '-')
            name += c;
    return name;
}

} // namespace muster::test
