// An incident that several probers saw, one after the other.
#include "models/report/Sheet.h"
#include "tests/engine/report/Story.h"

#include <gmock/gmock.h>

namespace muster::report::tests {
namespace {
using testing::HasSubstr;
using testing::Not;

Json seenByTwo() {
    Json figures = Story::measured();
    figures["rto_at_most"] = true;
    figures["probe_error_seconds"] = 5.2;
    figures["rpo_error_seconds"] = 3.4;
    figures["gaps"] = Json::array({{{"from_seconds", 4.0},
                                    {"to_seconds", 7.2},
                                    {"seconds", 3.2},
                                    {"why", "while the console was away"}}});
    figures["caveats"] = {"The probe log x.ndjson could not be used: it is <b>damaged</b>."};
    figures["probe_logs"] =
        Json::array({{{"sha256", std::string(64, '1')}, {"bytes", 100}, {"run", "writer-w1"}},
                     {{"sha256", std::string(64, '2')}, {"bytes", 200}, {"run", "writer-w2"}}});
    figures["probe_log"] = {{"sha256", std::string(64, '2')}, {"bytes", 200}};
    return figures;
}

TEST(SeveralProbers, EachLogIsNamedAndTheGapIsTold) {
    const auto report = Story::passedDrill(seenByTwo()).report();
    ASSERT_EQ(report.probeLogs.size(), 2U);
    EXPECT_EQ(report.probeLogs[1].run, "writer-w2");
    const auto text = markdown(report);
    const auto sheet = html(report);
    for (const auto& words : {text, sheet}) {
        EXPECT_THAT(words, HasSubstr("at most 8.613 s"));
        EXPECT_THAT(words, HasSubstr("No probe ran for 3.200 s, from 4.000 s to 7.200 s after the fault"));
        EXPECT_THAT(words, HasSubstr("while the console was"));
        EXPECT_THAT(words, HasSubstr(std::string(64, '1')));
        EXPECT_THAT(words, HasSubstr(std::string(64, '2')));
        EXPECT_THAT(words, HasSubstr("could not be used"));
        EXPECT_THAT(words, Not(HasSubstr("<b>damaged")));
    }
    EXPECT_THAT(text, HasSubstr("±3.400 s"));
    EXPECT_THAT(text, HasSubstr("writer-w1 (100 bytes)"));
    EXPECT_LE(longestLine(text), 110U);
}

TEST(SeveralProbers, ProgramsFindThemToo) {
    const auto out = json(Story::passedDrill(seenByTwo()).report());
    EXPECT_EQ(out.at("rto_at_most"), true);
    EXPECT_EQ(out.at("rpo_error_seconds"), 3.4);
    EXPECT_EQ(out.at("measurement").at("gaps"), seenByTwo().at("gaps"));
    EXPECT_EQ(out.at("measurement").at("caveats").size(), 1U);
    EXPECT_EQ(out.at("evidence").at("probe_logs"), seenByTwo().at("probe_logs"));
    EXPECT_EQ(out.at("evidence").at("probe_log"), seenByTwo().at("probe_log"));
}

TEST(SeveralProbers, AJournalOfBeforeHasItsOneLog) {
    const auto report = Story::passedDrill().report(); // has neither of the new keys
    ASSERT_EQ(report.probeLogs.size(), 1U);
    EXPECT_EQ(report.probeLogs[0].sha256, std::string(64, 'f'));
    EXPECT_EQ(report.rpoError, report.writeInterval);
    EXPECT_FALSE(report.rtoAtMost);
    const auto out = json(report);
    EXPECT_EQ(out.at("rto_at_most"), false);
    EXPECT_EQ(out.at("evidence").at("probe_log"), (Json{{"sha256", std::string(64, 'f')}, {"bytes", 12345}}));
    EXPECT_EQ(out.at("evidence").at("probe_logs").size(), 1U);
    EXPECT_TRUE(out.at("evidence").at("probe_logs")[0].at("run").is_null());
    EXPECT_EQ(out.at("measurement").at("gaps"), Json::array());
    EXPECT_THAT(markdown(report), Not(HasSubstr("No probe ran")));
}

TEST(SeveralProbers, MisshapenKeysLeaveAGapInTheReportAndNoMore) {
    Json figures = Story::measured();
    figures["probe_logs"] = {1, "x", Json::object(), {{"sha256", 5}}};
    figures["gaps"] = {nullptr, {{"seconds", "long"}, {"why", 3}}};
    figures["caveats"] = "none";
    const auto report = Story::passedDrill(figures).report();
    ASSERT_EQ(report.probeLogs.size(), 1U) << "the one log of before stands in for them";
    EXPECT_FALSE(markdown(report).empty());
    EXPECT_FALSE(html(report).empty());
    EXPECT_FALSE(json(report).empty());
}

} // namespace
} // namespace muster::report::tests
