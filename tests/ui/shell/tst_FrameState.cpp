#include "tests/support/ui/Contents.h"
#include "ui/shell/FrameState.h"

#include <gtest/gtest.h>

using namespace muster;
using namespace muster::tests;
using ui::FrameState;
using ui::frameState;

namespace {

constexpr std::int64_t now = 1'764'000'000'000;

ports::RunSummary run(std::int64_t number, incident::Mode mode, const std::string& environment,
                      bool open = true) {
    ports::RunSummary line;
    line.run = number;
    line.kind = mode == incident::Mode::drill ? "drill" : "incident";
    line.mode = mode;
    line.title = "Database crash while workflows execute";
    line.environment = environment;
    line.verdict = open ? "" : "completed";
    line.here = open;
    line.openedUtcMs = now;
    return line;
}

const ports::LibraryView& library() {
    static const auto view = contents::library();
    return view;
}

} // namespace

TEST(FrameStateTest, WithoutAnEnvironmentItSaysWhatToDo) {
    const auto state = frameState(library(), {}, "", 0);
    EXPECT_EQ(state.kind, FrameState::Kind::nothing);
    EXPECT_TRUE(state.about.contains("Setup"));
}

TEST(FrameStateTest, TheRangeIsPractice) {
    const auto state = frameState(library(), {}, "range", 0);
    EXPECT_EQ(state.kind, FrameState::Kind::practice);
    EXPECT_EQ(state.sentence(), "PRACTICE - Practice range on this machine - No incident");
}

TEST(FrameStateTest, ProductionAtRestIsNotLive) {
    EXPECT_EQ(frameState(library(), {}, "shop", 0).kind, FrameState::Kind::production);
}

TEST(FrameStateTest, ALiveIncidentOnProductionIsLive) {
    const auto state = frameState(library(), {run(14, incident::Mode::live, "shop")}, "shop", 14);
    EXPECT_EQ(state.kind, FrameState::Kind::live);
    EXPECT_EQ(state.place, "PRODUCTION");
    EXPECT_EQ(state.mode, "LIVE INCIDENT 14");
    EXPECT_EQ(state.about, "Database crash while workflows execute");
}

TEST(FrameStateTest, ALiveIncidentOnTheRangeIsStillPractice) {
    const auto state = frameState(library(), {run(4, incident::Mode::live, "range")}, "range", 4);
    EXPECT_EQ(state.kind, FrameState::Kind::practice);
    EXPECT_EQ(state.place, "PRACTICE");
}

TEST(FrameStateTest, ARehearsalSaysThatNothingIsChanged) {
    const auto state = frameState(library(), {run(3, incident::Mode::rehearsal, "shop")}, "shop", 3);
    EXPECT_EQ(state.kind, FrameState::Kind::production);
    EXPECT_EQ(state.mode, "Rehearsal 3: nothing is changed");
}

TEST(FrameStateTest, ALiveIncidentIsNotForgottenWhileARehearsalIsLookedAt) {
    const auto state = frameState(
        library(), {run(15, incident::Mode::rehearsal, "range"), run(14, incident::Mode::live, "shop")},
        "range", 15);
    EXPECT_EQ(state.kind, FrameState::Kind::live);
    EXPECT_EQ(state.mode, "LIVE INCIDENT 14");
}

TEST(FrameStateTest, OfTwoLiveIncidentsTheShownOneIsNamed) {
    const std::vector runs{run(15, incident::Mode::live, "shop"), run(14, incident::Mode::live, "shop")};
    EXPECT_EQ(frameState(library(), runs, "shop", 14).mode, "LIVE INCIDENT 14");
    EXPECT_EQ(frameState(library(), runs, "shop", 0).mode, "LIVE INCIDENT 15");
}

TEST(FrameStateTest, AClosedRunIsHistory) {
    const auto state = frameState(library(), {run(14, incident::Mode::live, "shop", false)}, "range", 14);
    EXPECT_EQ(state.kind, FrameState::Kind::practice);
    EXPECT_EQ(state.mode, "No incident");
}

TEST(FrameStateTest, AnEnvironmentThatIsGoneCountsAsProduction) {
    EXPECT_EQ(frameState(library(), {run(2, incident::Mode::live, "gone")}, "", 2).kind,
              FrameState::Kind::live);
}
