// The window's side of a plan: the same class as on the command line, each drill in a session of the desk.
#include "app/desk/ConsoleDesk.h"
#include "models/report/Suite.h"
#include "tests/journeys/DeskHands.h"
#include "tests/journeys/plan/OwnDrills.h"

#include <filesystem>
#include <gmock/gmock.h>

namespace {
namespace fs = std::filesystem;
using namespace muster;
using muster::test::drillThatBreaksNothing;
using muster::test::eventually;
using muster::test::readFile;
using muster::test::wait;
using testing::HasSubstr;

class DeskPlan : public muster::test::DeskJourney {
protected:
    void SetUp() override {
        DeskJourney::SetUp();
        auto opened = app::ConsoleDesk::open(file("journal.db"));
        ASSERT_TRUE(opened) << opened.error().text();
        desk = std::move(*opened);
    }

    std::unique_ptr<app::ConsoleDesk> desk;
};

TEST_F(DeskPlan, RunsOneAfterTheOtherAndStopsWhenToldTo) {
    const std::string nothing = drillThatBreaksNothing(folder(), "nothing");
    EXPECT_EQ(desk->plan(), nullptr);
    const auto plan = wait<std::int64_t>([&](auto then) {
        desk->startPlan({{nothing, "database-crash", nothing}, "range", false, false}, then);
    });
    ASSERT_TRUE(plan) << plan.error().text();
    ASSERT_NE(desk->plan(), nullptr);
    EXPECT_EQ(desk->plan()->suite->drills.size(), 3U);
    EXPECT_TRUE(desk->plan()->running);
    const auto refused =
        wait<std::int64_t>([&](auto then) { desk->startDrill("database-crash", "range", then); });
    ASSERT_FALSE(refused) << "two drills at a time would measure each other";
    EXPECT_THAT(refused.error().text(), HasSubstr("plan of drills is still running"));

    // In the middle of the second one.
    ASSERT_TRUE(eventually(
        [&]() {
            const auto view = desk->plan();
            const auto run = view->suite->drills[1].run;
            const auto shown = run == 0 ? nullptr : desk->view(run);
            return shown && shown->faultUtcMs != 0;
        },
        std::chrono::seconds(120)));
    EXPECT_EQ(desk->plan()->suite->drills[0].verdict, "not-tested");
    EXPECT_EQ(desk->plan()->suite->drills[1].verdict, "open");
    desk->stopPlan();
    EXPECT_TRUE(desk->plan()->stopping);
    ASSERT_TRUE(eventually([&]() { return !desk->plan()->running; }, std::chrono::seconds(120)));
    const auto& suite = *desk->plan()->suite;
    EXPECT_EQ(suite.drills[1].verdict, "cancelled");
    EXPECT_EQ(suite.drills[2].verdict, "not-run");
    EXPECT_EQ(suite.ended, "interrupted");
    EXPECT_EQ(suite.drills[0].form, "weaker: nothing");
    EXPECT_TRUE(databaseAccepts());

    ASSERT_TRUE(wait(
        [&](auto then) { desk->exportPlan(*plan, ports::ExportFormat::json, file("plan.json"), then); }));
    EXPECT_EQ(json(file("plan.json"))["schema"], "muster.suite/1");
}

TEST_F(DeskPlan, RefusesAPlanWithADrillThatCannotRunThere) {
    const auto refused = wait<std::int64_t>([&](auto then) {
        desk->startPlan({{"database-crash", "no-such-drill"}, "range", false, false}, then);
    });
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().text(), HasSubstr("no-such-drill"));
    EXPECT_EQ(desk->plan(), nullptr);
    EXPECT_TRUE(desk->runs().empty());
    EXPECT_FALSE(wait<std::int64_t>([&](auto then) { desk->startPlan({{}, "range", false, false}, then); }));
}

} // namespace
