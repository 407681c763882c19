// The window's side of a plan: the same class as on the command line, each drill in a session of the desk.
#include "app/desk/ConsoleDesk.h"
#include "models/report/Suite.h"
#include "tests/journeys/plan/OwnDrills.h"

#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <gmock/gmock.h>
#include <mutex>

namespace {
namespace fs = std::filesystem;
using namespace muster;
using muster::test::drillThatBreaksNothing;
using muster::test::eventually;
using muster::test::readFile;
using testing::HasSubstr;

class DeskPlan : public muster::test::RangeJourney {
protected:
    void SetUp() override {
        RangeJourney::SetUp();
        for (const auto& [name, value] : environment())
            setenv(name.c_str(), value.c_str(), 1);
        fs::create_directories(file("config/muster/environments"));
        fs::create_symlink(environmentFile(), file("config/muster/environments/range.yaml"));
        auto opened = app::ConsoleDesk::open(file("journal.db"));
        ASSERT_TRUE(opened) << opened.error().text();
        desk = std::move(*opened);
    }
    template <class T = void, class Call> Result<T> wait(Call call) {
        std::mutex mutex;
        std::condition_variable came;
        std::optional<Result<T>> result;
        call([&](Result<T> value) {
            const std::lock_guard lock(mutex);
            result = std::move(value);
            came.notify_all();
        });
        std::unique_lock lock(mutex);
        EXPECT_TRUE(came.wait_for(lock, std::chrono::seconds(60), [&]() { return result.has_value(); }));
        return result ? *result : failure({"no answer came", "", "", "", Retry::never});
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
