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

TEST_F(RangeTest, ItsEnvironmentFileAndAllDocumentsThatShipHaveNoProblem) {
    bringUp();
    const auto path = m_folder / "environment.yml";
    const auto environment = environment::readEnvironment(path, readWhole(path).value_or(""));
    EXPECT_EQ(textOf(environment.problems), "");
    EXPECT_TRUE(environment.environment.drillsAllowed);

    const fs::path folder = fs::path(MUSTER_SOURCE_DIR) / "runbooks";
    std::vector<runbook::Runbook> runbooks;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const auto name = entry.path().filename().string();
        if (!name.ends_with(".md") || name.ends_with(".drill.md"))
            continue;
        auto reading = runbook::readRunbook(name, readWhole(entry.path()).value_or(""));
        EXPECT_EQ(textOf(reading.problems), "") << name;
        runbooks.push_back(std::move(reading.runbook));
    }
    EXPECT_GE(runbooks.size(), 16U);
    for (const auto& each : runbooks) {
        // Without a date: whether the next review is due must not decide whether this test passes.
        EXPECT_EQ(textOf(runbook::lint(each, runbooks, &environment.environment, "")), "") << each.id;
        // What only looks mends nothing, so there is nothing to practise. It must really only look.
        if (each.id == "emergency-diagnostics") {
            for (const auto& step : each.steps)
                for (const auto* action : {&step.action, &step.alreadyDone, &step.ifItFails, &step.undo})
                    EXPECT_TRUE(!*action || (*action)->risk == runbook::Risk::reads) << step.title;
            continue;
        }
        const auto file = each.id + ".drill.md";
        if (each.id == "rejoin-old-primary") // others call it, and their drills go through it
            continue;
        const auto drill = runbook::readDrill(file, readWhole(folder / file).value_or(""));
        EXPECT_EQ(textOf(drill.problems), "") << file;
        EXPECT_EQ(textOf(runbook::lintDrill(drill.drill, each, &environment.environment)), "") << file;
        EXPECT_FALSE(drill.drill.breakIt.empty()) << file;
        EXPECT_FALSE(drill.drill.putBack.empty()) << file;
    }
}

} // namespace
} // namespace muster::range::tests
