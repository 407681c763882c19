// The range, its environment file and the runbooks that ship must fit together.
#include "models/environment/ReadEnvironment.h"
#include "models/runbook/Lint.h"
#include "models/runbook/ReadDrill.h"
#include "models/runbook/ReadRunbook.h"
#include "range/processes/SyncedFile.h"
#include "tests/range/RangeFixture.h"

namespace muster::range::tests {
namespace {

std::string textOf(const std::vector<Problem>& problems) {
    std::string all;
    for (const auto& problem : problems)
        all += problem.text() + "\n";
    return all;
}

TEST_F(RangeTest, ItsEnvironmentFileAndTheDatabaseCrashDocumentsHaveNoProblem) {
    bringUp();
    const auto path = m_folder / "environment.yml";
    const auto environment = environment::readEnvironment(path, readWhole(path).value_or(""));
    EXPECT_EQ(textOf(environment.problems), "");
    EXPECT_TRUE(environment.environment.drillsAllowed);

    const std::string folder = std::string(MUSTER_SOURCE_DIR) + "/runbooks/";
    const auto runbook =
        runbook::readRunbook("database-crash.md", readWhole(folder + "database-crash.md").value_or(""));
    EXPECT_EQ(textOf(runbook.problems), "");
    // Without a date: whether the next review is due must not decide whether this test passes.
    EXPECT_EQ(textOf(runbook::lint(runbook.runbook, {}, &environment.environment, "")), "");

    const auto drill = runbook::readDrill("database-crash.drill.md",
                                          readWhole(folder + "database-crash.drill.md").value_or(""));
    EXPECT_EQ(textOf(drill.problems), "");
    EXPECT_EQ(textOf(runbook::lintDrill(drill.drill, runbook.runbook, &environment.environment)), "");
    EXPECT_FALSE(drill.drill.breakIt.empty());
    EXPECT_FALSE(drill.drill.putBack.empty());
}

} // namespace
} // namespace muster::range::tests
