// What a run is measured against: the runbook's own targets come before those of its service.
#include "tests/engine/run/ScriptedWorld.h"

namespace muster::test {
namespace {

constexpr const char* step = "## Look\n```sh on=app-a reads\ntrue\n```\n";

Json targetsIn(const std::string& front) {
    const FakeClock clock;
    journal::MemoryJournal journal(clock, {"Test", "test", "here"});
    const auto documents = documentsOf(runbookText(step, front));
    const auto opened = run::openRun(journal, documents, {});
    EXPECT_TRUE(opened) << opened.error().text();
    return journal.events(1).value().front().body.at("targets");
}

TEST(Targets, AreThoseOfTheServiceUnlessTheRunbookHasItsOwn) {
    EXPECT_EQ(targetsIn(""), (Json{{"rto_seconds", 120.0}, {"rpo_seconds", 60.0}}));
    EXPECT_EQ(targetsIn("rto: 30s\nrpo: 0\n"), (Json{{"rto_seconds", 30.0}, {"rpo_seconds", 0.0}}));
}

TEST(Targets, EachOfThemComesByItself) {
    EXPECT_EQ(targetsIn("rto: 10m\n"), (Json{{"rto_seconds", 600.0}, {"rpo_seconds", 60.0}}));
    EXPECT_EQ(targetsIn("rpo: 5s\n"), (Json{{"rto_seconds", 120.0}, {"rpo_seconds", 5.0}}));
}

TEST(Targets, AreThereWithoutAService) {
    auto documents = documentsOf(runbookText(step, "rto: 30s\n"));
    documents.runbooks.at("test").service = "elsewhere";
    EXPECT_EQ(documents.rtoTarget(), std::chrono::seconds(30));
    EXPECT_FALSE(documents.rpoTarget());
}

} // namespace
} // namespace muster::test
