#include "tests/engine/report/Story.h"

namespace muster::report::tests {
namespace {

TEST(ReportJson, HasEveryFigureUnderItsName) {
    const auto out = json(Story::passedDrill().report());
    EXPECT_EQ(out.at("schema"), "muster.report/1");
    EXPECT_EQ(out.at("run"), 7);
    EXPECT_EQ(out.at("kind"), "drill");
    EXPECT_EQ(out.at("mode"), "drill");
    EXPECT_EQ(out.at("verdict"), "passed");
    EXPECT_EQ(out.at("why"), Json::array({"RTO 8.613 s of 20 s"}));
    EXPECT_EQ(out.at("rto_seconds"), 8.613);
    EXPECT_EQ(out.at("rto_target_seconds"), 20.0);
    EXPECT_EQ(out.at("rpo_seconds"), 0.0);
    EXPECT_EQ(out.at("rpo_target_seconds"), 0.0);
    EXPECT_EQ(out.at("probe_error_seconds"), 1.2);
    EXPECT_EQ(out.at("work_lost_seconds"), 2.5);
    EXPECT_EQ(out.at("workflows_affected"), 5);
    EXPECT_EQ(out.at("workflows_recovered"), 5);
    EXPECT_EQ(out.at("unattended"), true);
    EXPECT_EQ(out.at("counts").at("acknowledged"), 160);
    EXPECT_EQ(out.at("counts").at("lost"), 0);
    EXPECT_EQ(out.at("counts").at("unknown"), 2);
    EXPECT_EQ(out.at("counts").at("failed"), 38);
    EXPECT_EQ(out.at("milestones").at("stable_seconds"), 18.613);
    EXPECT_EQ(out.at("environment").at("name"), "range");
    EXPECT_EQ(out.at("data_size"), "40 MB");
    EXPECT_EQ(out.at("hardware"), "2 cores");
    EXPECT_EQ(out.at("time_by_kind").at("person"), 4.0);
    EXPECT_EQ(out.at("steps").size(), 4U);
    EXPECT_EQ(out.at("steps")[1].at("acts")[0].at("exit"), 1);
    EXPECT_EQ(out.at("steps")[3].at("state"), "not-reached");
    EXPECT_EQ(out.at("evidence").at("first").at("sequence"), 5);
    EXPECT_EQ(out.at("evidence").at("last").at("sequence"), out.at("evidence").at("events").get<int>() + 4);
}

TEST(ReportJson, SaysNullWhereNothingWasMeasured) {
    Story story;
    story.open("incident", "live", {{"targets", {{"rto_seconds", nullptr}, {"rpo_seconds", nullptr}}}});
    const auto out = json(story.report());
    for (const char* key : {"rto_seconds", "rto_target_seconds", "rpo_seconds", "rpo_target_seconds",
                            "probe_error_seconds", "work_lost_seconds", "workflows_affected", "drill"})
        EXPECT_TRUE(out.at(key).is_null()) << key;
    EXPECT_TRUE(out.at("counts").at("lost").is_null());
    EXPECT_EQ(out.at("lost"), Json::array());
    EXPECT_EQ(out.at("verdict"), "open");
}

TEST(ReportJson, ALedgerThatWasNotComparedHasNoLosses) {
    Json figures = Story::measured();
    figures["ledger"] = nullptr;
    const auto out = json(Story::passedDrill(figures, "not-tested", {"no ledger"}).report());
    EXPECT_TRUE(out.at("counts").at("lost").is_null());
    EXPECT_EQ(out.at("counts").at("unknown"), 2); // of the probes
}

TEST(ReportJson, ServersTextCannotMakeItInvalid) {
    Story story;
    story.open("drill", "drill", {{"title", "\xff\x1b]0;x\x07"}});
    EXPECT_EQ(json(story.report()).at("title"), "\\xff\\x1b]0;x\\x07");
    EXPECT_NO_THROW((void)json(story.report()).dump(2));
}

} // namespace
} // namespace muster::report::tests
