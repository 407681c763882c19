#include "tests/models/runbook/Documents.h"

#include "models/base/Sha256.h"
#include "models/runbook/Slug.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace muster;
using namespace muster::runbook;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(ReadRunbook, TheFrontMatterIsRead) {
    const auto reading = readRunbook(
        "/books/it.md",
        around("## Do it\nBy hand.\n", "severity: P1\nservice: shop\nversion: 3\nreviewed: 2026-11-01\n"
                                       "review-every: 90d\nsymptoms: [slow, down]\ncontrols: [A.5.30]\n"
                                       "inputs:\n  db: { default: main, match: '[a-z]+', help: which }\n"
                                       "captures:\n  lag: { step: do-it, pointer: /lag, optional: true }\n"));
    ASSERT_THAT(said(reading.problems), IsEmpty());
    const Runbook& runbook = reading.runbook;
    EXPECT_EQ(runbook.id, "it");
    EXPECT_EQ(runbook.title, "It");
    EXPECT_EQ(runbook.severity, "P1");
    EXPECT_EQ(runbook.service, "shop");
    EXPECT_EQ(runbook.owner, "us");
    EXPECT_EQ(runbook.version, 3);
    EXPECT_EQ(runbook.reviewed, "2026-11-01");
    EXPECT_EQ(runbook.reviewEvery, std::chrono::hours(90 * 24));
    EXPECT_THAT(runbook.symptoms, ElementsAre("slow", "down"));
    EXPECT_THAT(runbook.controls, ElementsAre("A.5.30"));
    ASSERT_EQ(runbook.inputs.size(), 1U);
    EXPECT_EQ(runbook.inputs[0].name, "db");
    EXPECT_EQ(runbook.inputs[0].defaultValue, "main");
    EXPECT_EQ(runbook.inputs[0].match, "[a-z]+");
    EXPECT_EQ(runbook.inputs[0].help, "which");
    EXPECT_EQ(runbook.inputs[0].place.text(), "/books/it.md:12:3");
    ASSERT_EQ(runbook.captures.size(), 1U);
    EXPECT_EQ(runbook.captures[0].pointer, "/lag");
    EXPECT_TRUE(runbook.captures[0].optional);
    EXPECT_EQ(runbook.document.name, "it.md");
    EXPECT_EQ(runbook.document.path, "/books/it.md");
    EXPECT_EQ(runbook.document.sha256, sha256(runbook.document.text));
    EXPECT_EQ(runbook.places.at("owner").line, 3);
}

TEST(ReadRunbook, TargetsOfItsOwnAreRead) {
    const auto with = readRunbook("it.md", around("## Do it\nBy hand.\n", "rto: 30s\nrpo: 0\n"));
    ASSERT_THAT(said(with.problems), IsEmpty());
    EXPECT_EQ(with.runbook.rto, std::chrono::seconds(30));
    EXPECT_EQ(with.runbook.rpo, Milliseconds(0));
    const auto without = readBody("## Do it\nBy hand.\n");
    EXPECT_FALSE(without.runbook.rto || without.runbook.rpo);
    const auto wrong = readRunbook("it.md", around("## Do it\nBy hand.\n", "rto: soon\n"));
    EXPECT_THAT(said(wrong.problems), ElementsAre(HasSubstr("4:6: `rto: soon` is not a duration")));
}

TEST(ReadRunbook, StepsKeepTheirProseWithoutWhatIsExecutedOrTicked) {
    const auto reading =
        readBody("Read this *first*.\n\n## Look around\nSome prose.\n- a plain item\n- [ ] Lag is ____ s\n\n"
                 "```sh on=a reads\ntrue\n```\nMore of it.\n#### For readers\nText.\n### Undo\nNot prose.\n"
                 "```sh on=a\nundo it\n```\n");
    ASSERT_THAT(said(reading.problems), IsEmpty());
    EXPECT_EQ(reading.runbook.introduction, "Read this *first*.");
    ASSERT_EQ(reading.runbook.steps.size(), 1U);
    const Step& step = reading.runbook.steps[0];
    EXPECT_EQ(step.slug, "look-around");
    EXPECT_EQ(step.title, "Look around");
    EXPECT_EQ(step.prose, "Some prose.\n- a plain item\n\nMore of it.\n#### For readers\nText.");
    EXPECT_EQ(step.place.text(), "it.md:8:1");
    EXPECT_EQ(step.action.value().place.text(), "it.md:13:4");
    EXPECT_EQ(step.undo.value().text, "undo it\n");
}

TEST(ReadRunbook, TicksAndTheirBlanksAreRead) {
    const auto reading = readBody("## Look\n- [ ] **Lag** is ____ s, see [the "
                                  "graph](https://example.org/(x))\n- [x] `a_b` (______) and (___)\n"
                                  "  goes on here\n* [ ] nothing to fill\n");
    ASSERT_THAT(said(reading.problems), IsEmpty());
    const auto& ticks = reading.runbook.steps.at(0).ticks;
    ASSERT_EQ(ticks.size(), 3U);
    EXPECT_THAT(ticks[0].text, HasSubstr("Lag is ____ s, see "));
    EXPECT_EQ(ticks[0].blanks, 1);
    EXPECT_EQ(ticks[0].place.text(), "it.md:7:3");
    EXPECT_EQ(ticks[1].text, "a_b (____) and (____) goes on here");
    EXPECT_EQ(ticks[1].blanks, 2);
    EXPECT_EQ(ticks[2].blanks, 0);
}

TEST(ReadRunbook, EveryFormOfADecisionIsRead) {
    const auto reading = readBody("## Look\n### Decide\n"
                                  "- [Dead: `start` it](#start \"when exit=2\")\n"
                                  "- [Busy](#start \"when status=503\")\n"
                                  "- [Ours](#start \"when region=eu west\")\n"
                                  "- [Else](#start \"otherwise\")\n"
                                  "- [Ask me](#start)\n"
                                  "- [Away](pool.md \"when exit=0; go\")\n"
                                  "- [There](pool.md#drain \"call database=$db who=me; when x=1\")\n"
                                  "## Start\nBy hand.\n");
    ASSERT_THAT(said(reading.problems), IsEmpty());
    const auto& branches = reading.runbook.steps.at(0).branches;
    ASSERT_EQ(branches.size(), 7U);
    using On = Condition::On;
    EXPECT_EQ(branches[0].label, "Dead: start it");
    EXPECT_EQ(branches[0].when.on, On::exitCode);
    EXPECT_EQ(branches[0].when.code, 2);
    EXPECT_EQ(branches[0].step, "start");
    EXPECT_EQ(branches[0].place.text(), "it.md:8:3");
    EXPECT_EQ(branches[1].when.on, On::status);
    EXPECT_EQ(branches[1].when.code, 503);
    EXPECT_EQ(branches[2].when.on, On::value);
    EXPECT_EQ(branches[2].when.name, "region");
    EXPECT_EQ(branches[2].when.value, "eu west");
    EXPECT_EQ(branches[3].when.on, On::otherwise);
    EXPECT_EQ(branches[4].when.on, On::person);
    EXPECT_EQ(branches[5].go, Branch::Go::runbook);
    EXPECT_EQ(branches[5].document, "pool.md");
    EXPECT_EQ(branches[5].step, "");
    EXPECT_EQ(branches[6].go, Branch::Go::call);
    EXPECT_EQ(branches[6].step, "drain");
    EXPECT_THAT(branches[6].arguments, ElementsAre(std::pair("database", "$db"), std::pair("who", "me")));
    EXPECT_EQ(branches[6].when.name, "x");
}

TEST(ReadRunbook, WrongLinksAreNamedWithTheirColumn) {
    const auto reading = readBody("## Look\n### Decide\n"
                                  "- [A](#start \"when exit=x\")\n"
                                  "- [B](#start \"whne exit=1\")\n"
                                  "- [C](other.md)\n"
                                  "- [D](../other.md \"go\")\n"
                                  "- [E](https://example.org \"go\")\n"
                                  "- no link\n"
                                  "- [F](#start \"otherwise; when exit=1\")\n"
                                  "- [G](#start \"go\")\n"
                                  "- see [H](#start) and [I](#start \"when nonsense\")\n"
                                  "## Start\nBy hand.\n");
    EXPECT_THAT(
        said(reading.problems),
        ElementsAre(
            HasSubstr("8:15: 'x' is not a number from 0 to 255"),
            HasSubstr("9:15: 'whne exit=1' is not a condition"),
            HasSubstr("10:3: the link leads to another runbook and does not say whether it comes back"),
            HasSubstr("11:3: '../other.md' is not a runbook beside this one"),
            HasSubstr("12:3: 'https://example.org' is not a runbook beside this one"),
            HasSubstr("13:3: this way to go has no link"), HasSubstr("14:26: a second condition"),
            HasSubstr("15:15: `go` and `call` lead to another runbook"),
            HasSubstr("16:3: this way to go has more than one link"),
            HasSubstr("16:35: 'when nonsense' is not a condition")));
}

TEST(ReadRunbook, AllProblemsOfAFileComeAtOnceInItsOrder) {
    const auto reading = readRunbook(
        "it.md", "---\nid: it\nownr: us\nseverity: P9\nreviewed: 2026-02-30\nversion: three\n---\n# It\n"
                 "## Do it\n```sh on=a tiemout=5s\ntrue\n```\n### Undos\n```sh on=a\ntrue\n```\n");
    EXPECT_THAT(said(reading.problems),
                ElementsAre("3:1: unknown word 'ownr' in the front matter: did you mean 'owner'?",
                            "4:1: 'P9' is not a severity: write P0, P1, P2 or P3",
                            "5:1: '2026-02-30' is not a day: write it as 2026-11-01",
                            HasSubstr("6:10: `version` of the front matter is not a number"),
                            HasSubstr("10:12: unknown word 'tiemout'"),
                            "13:1: unknown section 'Undos': did you mean 'Undo'?; a heading for readers is "
                            "written with ####"));
}

TEST(ReadRunbook, AFenceThatWouldNotBeExecutedIsSaid) {
    EXPECT_THAT(said(readBody("```sh on=a\ntrue\n```\n## Do it\nx\n").problems),
                ElementsAre(HasSubstr("6:4: a fence before the first step is not executed")));
    EXPECT_THAT(said(readBody("## Do it\n1. First\n   ```sh on=a reads\n   true\n   ```\n").problems),
                ElementsAre(HasSubstr("8: a fence inside of a list or a quote is not executed")));
    EXPECT_THAT(said(readBody("## Do it\n> ```http on=api\n> GET /\n> ```\n").problems),
                ElementsAre(HasSubstr("7: a fence inside of a list or a quote is not executed")));
    EXPECT_THAT(said(readBody("## Do it\n```sh on=a\ntrue\n```\n```sh on=a\ntrue\n```\n").problems),
                ElementsAre(HasSubstr("10:4: a second fence that acts")));
    EXPECT_THAT(said(readBody("## Do it\nx\n### Decide\n- [x](#do-it)\n\n```sh on=a\ntrue\n```\n").problems),
                ElementsAre(HasSubstr("11:4: a fence in `Decide` is not executed")));
}

TEST(ReadRunbook, SectionsMustHaveWhatTheyAreFor) {
    EXPECT_THAT(said(readBody("## Do it\n```sh on=a\ntrue\n```\n### Undo\nSomehow.\n### Already done?\n```sh "
                              "on=a\ntrue\n```\n")
                         .problems),
                ElementsAre(HasSubstr("10: `Undo` has no fence that acts"),
                            HasSubstr("13:4: `Already done?` must not change anything")));
    EXPECT_THAT(said(readBody("## Do it\n### Undo\n```sh on=a\ntrue\n```\n").problems),
                ElementsAre(HasSubstr("6:1: the step has sections and nothing that they belong to")));
    EXPECT_THAT(said(readBody("## Do it\nx\n### Decide\nWell.\n").problems),
                ElementsAre(HasSubstr("8: `Decide` offers no way to go")));
    EXPECT_THAT(said(readBody("## Do it\n```sh on=a\ntrue\n```\n### Undo\n```wait 3s\nx\n```\n").problems),
                ElementsAre(HasSubstr("11:4: wait cannot stand in a section of a step")));
}

TEST(ReadRunbook, HeadingsAreCounted) {
    EXPECT_THAT(said(readRunbook("it.md", "---\nid: it\nowner: us\n---\n").problems),
                ElementsAre(HasSubstr("the runbook has no title"), HasSubstr("the runbook has no steps")));
    EXPECT_THAT(said(readBody("# Again\n## Do it\nx\n").problems),
                ElementsAre(HasSubstr("6:1: a second title")));
    EXPECT_THAT(said(readBody("## Do it\nText above a rule\n---\n").problems),
                ElementsAre(HasSubstr("7:1: a line of dashes makes a step of the text above it")));
    EXPECT_THAT(said(readBody("## Do it\nx\n", "title: That\n").problems),
                ElementsAre(HasSubstr("4:1: `title` and the heading")));
}

TEST(ReadRunbook, FrontMatterThatIsMissingOrOpenIsSaid) {
    EXPECT_THAT(said(readRunbook("it.md", "# It\n## Do it\nx\n").problems),
                ElementsAre(HasSubstr("the front matter has no `id`"),
                            HasSubstr("1: the document has no front matter")));
    EXPECT_THAT(said(readRunbook("it.md", "---\nid: it\n# It\n").problems),
                testing::Contains(HasSubstr("1: the front matter has no end")));
    EXPECT_THAT(said(readRunbook("it.md", "---\nid: [it\n---\n# It\n## Do it\nx\n").problems),
                testing::Contains(HasSubstr("not YAML")));
}

TEST(ReadRunbook, NamesThatCouldSteerAShellAreRefused) {
    EXPECT_THAT(said(readBody("## Do it\nx\n",
                              "inputs:\n  PATH: { default: x }\n  ld-x: { default: x }\n  host: {}\n")
                         .problems),
                ElementsAre(HasSubstr("5:3: 'PATH' cannot be the name of an input"),
                            HasSubstr("6:3: 'ld-x' cannot"), HasSubstr("7:3: 'host' cannot")));
}

TEST(ReadRunbook, PatternsAndPointersAreChecked) {
    EXPECT_THAT(
        said(readBody("## Do it\nx\n", "inputs:\n  a: { default: X, match: '[a-z]+' }\n  b: { match: '(' }\n"
                                       "captures:\n  c: { step: do-it }\n  d: { step: do-it, pointer: no }\n")
                 .problems),
        ElementsAre(HasSubstr("5:8: the default 'X' does not match '[a-z]+'"),
                    HasSubstr("6:8: the regular expression '(' cannot be used"),
                    HasSubstr("8:3: capture 'c' needs one of `match` and `pointer`"),
                    HasSubstr("9:21: 'no' is not a JSON pointer")));
}

TEST(Slug, FollowsTheGitHostsRule) {
    EXPECT_EQ(slugOf("Already done?"), "already-done");
    EXPECT_EQ(slugOf("A - B_c, d/e"), "a---b_c-de");
    EXPECT_EQ(slugOf("Störung ÄÖÜ"), "störung-äöü");
    EXPECT_EQ(slugOf("ЗАПУСК Ωμέγα"), "запуск-ωμέγα");
    EXPECT_EQ(slugOf("Stop “it” — now…"), "stop-it--now");
    EXPECT_EQ(slugOf("100 % 日本"), "100--日本");
}

TEST(Slug, DuplicatesAreNumberedAsOnGitHosts) {
    Slugs slugs;
    EXPECT_EQ(slugs.next("Undo"), "undo");
    EXPECT_EQ(slugs.next("Undo"), "undo-1");
    EXPECT_EQ(slugs.next("Undo"), "undo-2");
    EXPECT_EQ(slugs.next("Undo 1"), "undo-1-1");
    const auto reading = readBody("## Twice\nx\n## Twice\nx\n");
    ASSERT_EQ(reading.runbook.steps.size(), 2U);
    EXPECT_EQ(reading.runbook.steps[1].slug, "twice-1");
}

TEST(ReadDrill, SectionsBecomeListsOfSteps) {
    const auto reading = readDrill(
        "it.drill.md",
        "---\ndrill: it\nrunbook: it.md\nanswers: { look: none }\nticks: assume\napprovals: waive\n"
        "blast-radius: [db@primary, app-a]\ncaptures:\n  lost: { step: steady-again, pointer: /x }\n---\n# "
        "The drill\n"
        "## Steady state\nFirst this.\n```http on=api reads\nGET /health\n```\n"
        "## Break it\n```sh on=a\none\n```\nThen:\n```sh on=a\ntwo\n```\n```sh on=a\nthree\n```\n"
        "## Put back\n- [ ] Cable is in\n## Steady again\n```http on=api reads\nGET /health\n```\n");
    ASSERT_THAT(said(reading.problems), IsEmpty());
    const Drill& drill = reading.drill;
    EXPECT_EQ(drill.id, "it");
    EXPECT_EQ(drill.runbook, "it.md");
    EXPECT_EQ(drill.title, "The drill");
    EXPECT_EQ(drill.answers.at("look"), "none");
    EXPECT_TRUE(drill.assumeTicks);
    EXPECT_TRUE(drill.waiveApprovals);
    EXPECT_THAT(drill.blastRadius, ElementsAre("db@primary", "app-a"));
    EXPECT_EQ(drill.captures.at(0).step, "steady-again");
    ASSERT_EQ(drill.breakIt.size(), 3U);
    EXPECT_EQ(drill.breakIt[0].slug, "break-it");
    EXPECT_EQ(drill.breakIt[1].slug, "break-it-2");
    EXPECT_EQ(drill.breakIt[2].slug, "break-it-3");
    EXPECT_EQ(drill.breakIt[2].action.value().text, "three\n");
    EXPECT_EQ(drill.steadyState.at(0).prose, "First this.");
    EXPECT_EQ(drill.putBack.at(0).ticks.size(), 1U);
    EXPECT_EQ(drill.places.at("blast-radius[1]").column, 28);
}

TEST(ReadDrill, WhatIsWrongIsSaidAtOnce) {
    const auto reading =
        readDrill("it.drill.md",
                  "---\ndrill: it\nrunbook: ../it.md\nticks: asume\n---\n# The drill\n```sh on=a\nx\n```\n"
                  "## Brake it\n## Steady state\n## Break it\n### Undo\n## Break it\n## Put back\n");
    EXPECT_THAT(said(reading.problems),
                ElementsAre(HasSubstr("the drill has no section 'Steady again'"),
                            HasSubstr("3:1: '../it.md' is not a runbook"),
                            HasSubstr("4:8: `ticks` is 'asume'"),
                            HasSubstr("7:4: a fence outside of a section"),
                            HasSubstr("10:1: unknown section 'Brake it': did you mean 'Break it'?"),
                            HasSubstr("13:1: a drill's sections have no sections"),
                            HasSubstr("14:1: a second 'Break it'")));
}
