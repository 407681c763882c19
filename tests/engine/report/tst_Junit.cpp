#include "tests/engine/report/Story.h"

namespace muster::report::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Junit, APassHasItsFiguresAndNoFailure) {
    const auto text = junit({Story::passedDrill().report()});
    EXPECT_THAT(text, HasSubstr("failures=\"0\" errors=\"0\" skipped=\"0\""));
    EXPECT_THAT(
        text,
        HasSubstr("<testcase classname=\"muster.drill\" name=\"database-crash-drill\" time=\"10.500\">"));
    EXPECT_THAT(text, HasSubstr("<property name=\"rto_seconds\" value=\"8.613\"/>"));
    EXPECT_THAT(text, HasSubstr("<property name=\"rto_target_seconds\" value=\"20.000\"/>"));
    EXPECT_THAT(text, HasSubstr("<property name=\"rpo_seconds\" value=\"0.000\"/>"));
    EXPECT_THAT(text, Not(HasSubstr("<failure")));
}

TEST(Junit, AFailureIsEscapedAndCounted) {
    const auto text =
        junit({Story::passedDrill(Story::measured(), "failed", {"a<b & \"c\" \x1b[0m", "two"}).report(),
               Story::passedDrill().report()});
    EXPECT_THAT(text, HasSubstr("<testsuites name=\"muster\" tests=\"2\" failures=\"1\""));
    EXPECT_THAT(text, HasSubstr("message=\"failed: a&lt;b &amp; &quot;c&quot; \\x1b[0m\""));
    EXPECT_THAT(text, HasSubstr("&#10;two</failure>"));
    EXPECT_THAT(text, HasSubstr("failures=\"0\""));
}

TEST(Junit, WhatTestedNothingIsSkippedAndWhatBrokeOffIsAnError) {
    for (const auto& [verdict, element] :
         std::vector<std::pair<std::string, std::string>>{{"not-tested", "skipped"},
                                                          {"rehearsed", "skipped"},
                                                          {"withdrawn", "error"},
                                                          {"cancelled", "error"}}) {
        Story story;
        story.open("drill", "drill").close(verdict, {"for a reason"});
        const auto text = junit({story.report()});
        EXPECT_THAT(text, HasSubstr("<" + element + " message=\"" + verdict + ": for a reason\"")) << text;
        EXPECT_THAT(text, HasSubstr("failures=\"0\""));
    }
    Story open;
    open.open("drill", "drill");
    EXPECT_THAT(junit({open.report()}), HasSubstr("<error message=\"open\""));
}

TEST(Junit, ARunbookRunIsNamedByItsRunbook) {
    Story story;
    story.open("incident", "live").close("completed", {});
    EXPECT_THAT(junit({story.report()}), HasSubstr("name=\"database-crash\""));
    EXPECT_THAT(junit({}), HasSubstr("tests=\"0\""));
}

} // namespace
} // namespace muster::report::tests
