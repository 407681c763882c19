#include "engine/report/svg/Svg.h"
#include "models/report/Charts.h"
#include "tests/engine/report/Story.h"

namespace muster::report::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::vector<metrics::Sample> samples(int count) {
    std::vector<metrics::Sample> out;
    const auto fault = parseUtc("2026-11-24T03:12:46.678Z").value();
    for (int i = 0; i < count; ++i) {
        metrics::Sample sample;
        sample.client = "console";
        sample.sequence = i + 1;
        sample.utcMs = fault - 2000 + i * 200;
        sample.sentNs = static_cast<std::int64_t>(i) * 200'000'000;
        sample.doneNs = sample.sentNs + 4'000'000;
        const bool away = sample.utcMs >= fault && sample.utcMs < fault + 8613;
        sample.answer = !away        ? metrics::Answer::ok
                        : i % 7 == 0 ? metrics::Answer::unknown
                                     : metrics::Answer::failed;
        out.push_back(sample);
    }
    return out;
}

TEST(Svg, SaysInWordsWhatItShows) {
    const auto text = svg(*targetBars(Story::passedDrill().report()), "bars");
    EXPECT_THAT(text, HasSubstr("role=\"img\" aria-labelledby=\"bars-t bars-d\""));
    EXPECT_THAT(text, HasSubstr("<title id=\"bars-t\">RTO and RPO against their targets</title>"));
    EXPECT_THAT(text, HasSubstr("RTO: 8.613 s of 20.000 s, within."));
    EXPECT_THAT(text, HasSubstr("Unattended."));
    EXPECT_THAT(text, HasSubstr(">8.613 s, within<"));
}

TEST(Svg, AMissedTargetDiffersByPatternAndWordNotByColourAlone) {
    Json figures = Story::measured();
    figures["rto_seconds"] = 25.0;
    const auto text = svg(*targetBars(Story::passedDrill(figures, "failed").report()), "bars");
    EXPECT_THAT(text, HasSubstr("url(#bars-crossed-bad)"));
    EXPECT_THAT(text, HasSubstr("25.000 s, MISSED"));
    EXPECT_THAT(svg(*targetBars(Story::passedDrill().report()), "bars"), Not(HasSubstr("crossed")));
}

TEST(Svg, TheTimelineNamesEveryStepAndMilestone) {
    const auto text = svg(*recoveryTimeline(Story::passedDrill().report()), "t");
    for (const auto* word : {"Kill the postmaster", "1  Start PostgreSQL", "2  Resume the workflows",
                             ">fault<", ">detected<", ">recovered<", ">stable<", ">away<", "by hand"})
        EXPECT_THAT(text, HasSubstr(word));
    EXPECT_THAT(text, Not(HasSubstr("Tell the customers"))); // it was not reached
}

TEST(Svg, IsTheSameTwiceAndOfBoundedSize) {
    const auto report = Story::passedDrill().report();
    const auto few = svg(*probeAnswers(report, samples(100)), "p");
    EXPECT_EQ(few, svg(*probeAnswers(report, samples(100)), "p"));
    const auto many = svg(*probeAnswers(report, samples(200'000)), "p");
    EXPECT_LT(many.size(), 100'000U);
    EXPECT_THAT(few, HasSubstr(">unknown 6<"));
    EXPECT_FALSE(probeAnswers(report, {}).has_value());
}

TEST(Svg, TextOfStepsIsTextAndNothingElse) {
    Story story;
    story.open("incident", "live").phase("recover");
    story.enter("r", "s", 1, "</svg><script>alert(1)</script> & \"x\"");
    story.settle("r", "s", "done", "outcome");
    const auto text = svg(*recoveryTimeline(story.report()), "t");
    EXPECT_THAT(text, Not(HasSubstr("<script")));
    EXPECT_THAT(text, HasSubstr("&lt;/svg&gt;"));
}

TEST(Svg, AFileOfItsOwnHasItsNamespaceAndSize) {
    const auto text = svgFile(*targetBars(Story::passedDrill().report()));
    EXPECT_TRUE(text.starts_with(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
        "width=\"720\" height=\"148\""))
        << text.substr(0, 200);
}

TEST(XmlText, HoldsNothingThatXmlCannotHold) {
    EXPECT_EQ(xmlText("a<b>&\"'\x01\xef\xbf\xbf\n"), "a&lt;b&gt;&amp;&quot;&#39;??\n");
}

} // namespace
} // namespace muster::report::tests
