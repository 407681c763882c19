#include "tests/support/Places.h"
#include "tests/support/Program.h"

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>

using muster::test::runProgram;
namespace fs = std::filesystem;

namespace {

// Everything that the loader would bring in, also by way of other libraries.
std::string librariesOf(const std::string& program) {
    const auto path = (fs::path(MUSTER_BIN_DIR) / program).string();
    const auto ran = runProgram({"ldd", path});
    EXPECT_EQ(ran.exitCode, 0) << path << ": " << ran.err;
    EXPECT_NE(ran.out.find("libc.so"), std::string::npos) << path << " is no dynamic program: " << ran.out;
    return ran.out;
}

class Program : public testing::TestWithParam<std::string> {};

} // namespace

TEST_P(Program, NeedsNoGraphicsLibrary) {
    const auto libraries = librariesOf(GetParam());
    for (const auto* forbidden :
         {"Qt6Gui", "Qt6Widgets", "Qt6Charts", "libX11", "libxcb", "libwayland", "libGL"})
        EXPECT_EQ(libraries.find(forbidden), std::string::npos) << libraries;
}

INSTANTIATE_TEST_SUITE_P(Built, Program,
                         testing::Values("muster", "muster-core", "muster-prober", "muster-range",
                                         "orchestrator", "range-link", "supervisor"),
                         [](const auto& built) {
                             auto name = built.param;
                             std::ranges::replace(name, '-', '_');
                             return name;
                         });

TEST(Dispatcher, LoadsNothingThatTheWorkNeeds) {
    const auto libraries = librariesOf("muster");
    for (const auto* forbidden :
         {"Qt6", "libssh", "libcurl", "libpq", "libsqlite3", "libyaml", "libcmark", "libsodium"})
        EXPECT_EQ(libraries.find(forbidden), std::string::npos) << libraries;
}

TEST(Range, IsNoPartOfTheCore) {
    EXPECT_EQ(librariesOf("muster-range").find("Qt6"), std::string::npos);
    EXPECT_EQ(librariesOf("muster-core").find("libpq"), std::string::npos)
        << "the core speaks to databases by psql";
}
