#include "tests/engine/report/Story.h"
#include "tests/support/Program.h"

#include <regex>

namespace muster::report::tests {
namespace {

using test::runProgram;
using test::TemporaryFolder;
using ::testing::HasSubstr;
using ::testing::Not;

// A real parser reads it: every element is closed, every entity is known.
void expectWellFormed(const std::string& text) {
    const TemporaryFolder folder;
    const auto read = runProgram({"xmllint", "--noout", "--nonet", folder.write("report.html", text)});
    EXPECT_EQ(read.exitCode, 0) << read.err.substr(0, 2000);
}

TEST(Html, IsWellFormedForEveryKindOfRun) {
    expectWellFormed(html(Story::passedDrill().report()));
    expectWellFormed(html(Story::guidedIncident().report()));
    expectWellFormed(html(Story().open("incident", "rehearsal").report()));
    expectWellFormed(html(Report{}));
}

TEST(Html, BeginsWithTheVerdictAndTheFiguresBesideTheirTargets) {
    const auto text = html(Story::passedDrill().report());
    const auto at = [&](const std::string& what) {
        const auto found = text.find(what);
        EXPECT_NE(found, std::string::npos) << what;
        return found;
    };
    EXPECT_LT(at("<strong>PASSED</strong>"), at("<p class=\"value\">8.613 s</p>"));
    EXPECT_THAT(text, HasSubstr("<span class=\"qualifier\">unattended</span>"));
    EXPECT_THAT(text, HasSubstr("target 20.000 s · unattended"));
    EXPECT_LT(at("within, 43 % of target"), at("<section id=\"steps\">"));
    EXPECT_LT(at("<section id=\"steps\">"), at("<section id=\"timeline\">"));
    EXPECT_LT(at("<section id=\"timeline\">"), at("<section id=\"evidence\">"));
}

TEST(Html, AsksForNothingFromElsewhereAndRunsNothing) {
    const auto text = html(Story::guidedIncident().report());
    EXPECT_FALSE(
        std::regex_search(text, std::regex("<script|<img|<iframe|<object|<link |@import|url\\(http|src=")));
    EXPECT_FALSE(std::regex_search(text, std::regex("href=\"(?!#)")));
    EXPECT_THAT(text, HasSubstr("default-src 'none'"));
}

TEST(Html, TextFromElsewhereIsEscapedWhereverItStands) {
    Story story;
    const std::string evil = "<script>alert('x')</script>\" onload=\"y\" & \xe2\x80\xae";
    story.open("incident", "live",
               {{"title", evil},
                {"service", evil},
                {"page", evil},
                {"inputs", {{evil, evil}}},
                {"data_size", evil}});
    story.enter(evil, evil, 1, evil).act(evil, evil, evil, 1, 10, "failed", {{"why", evil}});
    story.settle(evil, evil, "failed", "outcome", evil);
    story.add("message.kept", {{"to", evil}, {"text", evil}, {"sent", true}});
    story.add("note.added", {{"text", evil}}).close("failed", {evil});
    const auto text = html(story.report());
    EXPECT_THAT(text, Not(HasSubstr("<script")));
    EXPECT_THAT(text, Not(HasSubstr("onload=\"y\"")));
    expectWellFormed(text);
}

TEST(Html, TellsWhoWasToldAndWhatWasTicked) {
    const auto text = html(Story::guidedIncident().report());
    EXPECT_THAT(text, HasSubstr("to stakeholders, ✓ sent by Jane Doe (jane@console), beside the runbook"));
    EXPECT_THAT(text, HasSubstr("<p>&lt;b&gt;We&lt;/b&gt; work</p>"));
    EXPECT_THAT(text, HasSubstr("1 of 2 items are done."));
    EXPECT_THAT(text, HasSubstr("on the share; Jane Doe (jane@console), 2026-11-25 03:13:03 UTC"));
}

TEST(Html, TablesKeepTheirHeadsOnPaper) {
    const auto text = html(Story::passedDrill().report());
    EXPECT_THAT(text, HasSubstr("thead { display: table-header-group; }"));
    EXPECT_THAT(text, HasSubstr("break-inside: avoid"));
    EXPECT_THAT(text, HasSubstr("<thead><tr><th scope=\"col\""));
}

TEST(Html, IsTheSameByteByByte) {
    EXPECT_EQ(html(Story::passedDrill().report()), html(Story::passedDrill().report()));
}

} // namespace
} // namespace muster::report::tests
