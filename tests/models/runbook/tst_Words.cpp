#include "tests/models/runbook/Documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace muster;
using namespace muster::runbook;
using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

Action actionOf(const std::string& info, const std::string& text = "true\n") {
    const auto reading = readFence(info, text);
    EXPECT_THAT(said(reading.problems), IsEmpty()) << info;
    if (reading.runbook.steps.size() != 1 || !reading.runbook.steps[0].action) {
        ADD_FAILURE() << "no action in " << info;
        return {};
    }
    return *reading.runbook.steps[0].action;
}

} // namespace

TEST(Words, EveryWordOfAShellFenceIsRead) {
    const Action action =
        actionOf("sh on=each:app max=2 stop=never idempotent timeout=10s expect=exit:0,1,255 every=250ms "
                 "for=1m30s retry=3 rehearse=simulate claims=recovered sudo secret=token,other takes=20s");
    EXPECT_EQ(action.kind, ActionKind::shell);
    EXPECT_EQ(action.target, "each:app");
    EXPECT_EQ(action.maxParallel, 2);
    EXPECT_FALSE(action.stopAtFirst);
    EXPECT_EQ(action.risk, Risk::idempotent);
    EXPECT_EQ(action.timeout, 10s);
    EXPECT_THAT(action.expect.exitCodes, ElementsAre(0, 1, 255));
    EXPECT_EQ(action.every, 250ms);
    EXPECT_EQ(action.within, 90s);
    EXPECT_EQ(action.retries, 3);
    EXPECT_EQ(action.rehearse, Rehearse::simulate);
    EXPECT_TRUE(action.claimsRecovered);
    EXPECT_TRUE(action.sudo);
    EXPECT_THAT(action.secrets, ElementsAre("token", "other"));
    EXPECT_EQ(action.takes, 20s);
    EXPECT_EQ(action.text, "true\n");
}

TEST(Words, WhatIsNotSaidHasItsDocumentedDefault) {
    const Action action = actionOf("sh on=app-a");
    EXPECT_EQ(action.risk, Risk::guarded);
    EXPECT_EQ(action.timeout, 60s);
    EXPECT_EQ(action.maxParallel, 1);
    EXPECT_TRUE(action.stopAtFirst);
    EXPECT_EQ(action.rehearse, Rehearse::byRisk);
    EXPECT_EQ(action.then, AfterFailure::ask);
    EXPECT_EQ(action.retries, 0);
    EXPECT_FALSE(action.every || action.within || action.takes || action.expect.rows);
}

TEST(Words, RisksAreRead) {
    EXPECT_EQ(actionOf("sh on=a reads").risk, Risk::reads);
    EXPECT_EQ(actionOf("sh on=a guarded").risk, Risk::guarded);
    const Action action = actionOf("sh on=a irreversible undo=none");
    EXPECT_EQ(action.risk, Risk::irreversible);
    EXPECT_TRUE(action.undoNone);
}

TEST(Words, ACommandOfTheEnvironmentHasAnEmptyFence) {
    EXPECT_EQ(actionOf("sh on=db@primary run=db.start", "").run, "db.start");
    EXPECT_THAT(said(readFence("sh on=a run=db.start").problems),
                ElementsAre(HasSubstr("keep one of the two")));
}

TEST(Words, SqlAndHttpHaveTheirExpectations) {
    const Action sql = actionOf("sql on=db@primary reads expect=rows:none", "SELECT 1;\n");
    EXPECT_EQ(sql.kind, ActionKind::sql);
    EXPECT_EQ(sql.expect.rows, false);
    EXPECT_EQ(actionOf("sql on=db reads expect=rows:some").expect.rows, true);
    const Action http =
        actionOf("http on=api reads expect=status:200,204 expect=json:/a/b:x:y expect=\"json:/c:all good\"");
    EXPECT_EQ(http.kind, ActionKind::http);
    EXPECT_THAT(http.expect.statuses, ElementsAre(200, 204));
    ASSERT_EQ(http.expect.json.size(), 2U);
    EXPECT_EQ(http.expect.json[0].pointer, "/a/b");
    EXPECT_EQ(http.expect.json[0].value, "x:y");
    EXPECT_EQ(http.expect.json[1].value, "all good");
}

TEST(Words, MessagesApprovalsAndTimersAreRead) {
    const Action message = actionOf("message to=stakeholders template=status-update", "It is back.\n");
    EXPECT_EQ(message.kind, ActionKind::message);
    EXPECT_EQ(message.audience, "stakeholders");
    EXPECT_EQ(message.messageTemplate, "status-update");
    EXPECT_EQ(message.text, "It is back.\n");
    const Action approve = actionOf("approve by=dba count=2", "May we?\n");
    EXPECT_EQ(approve.kind, ActionKind::approve);
    EXPECT_EQ(approve.approver, "dba");
    EXPECT_EQ(approve.approvals, 2);
    const Action wait = actionOf("wait 30s", "Let it settle.\n");
    EXPECT_EQ(wait.kind, ActionKind::wait);
    EXPECT_EQ(wait.wait, 30s);
}

TEST(Words, WhatFollowsAFailureIsSaidInItsSection) {
    const auto then = [](const std::string& word) {
        const auto reading = readBody("## Do it\n```sh on=a\ntrue\n```\n### If it fails\n```sh on=a reads " +
                                      word + "\nfalse\n```\n");
        EXPECT_THAT(said(reading.problems), IsEmpty());
        return reading.runbook.steps.at(0).ifItFails.value().then;
    };
    EXPECT_EQ(then(""), AfterFailure::ask);
    EXPECT_EQ(then("then=retry"), AfterFailure::retry);
    EXPECT_EQ(then("then=continue"), AfterFailure::proceed);
    EXPECT_EQ(then("then=stop"), AfterFailure::stop);
}

struct WrongWord {
    const char* info;
    const char* said; // line 7 is the fence's; the column is that of the offending word
};

void PrintTo(const WrongWord& row, std::ostream* out) {
    *out << plainName(row.info);
}

class WrongWords : public testing::TestWithParam<WrongWord> {};

TEST_P(WrongWords, AreNamedWithTheirColumn) {
    EXPECT_THAT(said(readFence(GetParam().info).problems), ElementsAre(HasSubstr(GetParam().said)))
        << GetParam().info;
}

INSTANTIATE_TEST_SUITE_P(
    Rows, WrongWords,
    testing::Values(
        WrongWord{"sh on=a tiemout=5s",
                  "7:12: unknown word 'tiemout' for sh in a step's fence: did you mean 'timeout'?"},
        WrongWord{"sh on=a timeout=5", "7:20: '5' is not a duration"},
        WrongWord{"sh on=a timeout=0", "7:20: '0' is not a duration"},
        WrongWord{"sh on=a expect=exit:0,x", "7:26: 'x' is not a number from 0 to 255"},
        WrongWord{"sh on=a expect=exit:0,256", "7:26: '256' is not a number"},
        WrongWord{"sh on=a expect=status:200", "7:19: 'status' does not fit"},
        WrongWord{"sh on=a expect=exti:1", "7:19: 'exti:1' is not an expectation: did you mean 'exit'?"},
        WrongWord{"http on=api expect=exit:0", "7:23: 'exit' does not fit"},
        WrongWord{"http on=api expect=json:a", "7:23: 'json:a' is not an expectation"},
        WrongWord{"sql on=a reads expect=rows:many", "7:26: 'rows:many' is not an expectation"},
        WrongWord{"sh on=a every=1s reads", "7:4: `every` has no `for`"},
        WrongWord{"sh on=a for=1s reads", "7:4: `for` has no `every`"},
        WrongWord{"sh on=a every=5s for=1s reads", "`for` is shorter than `every`"},
        WrongWord{"sh on=a every=1s for=9s", "polling repeats a step that must not be repeated"},
        WrongWord{"sh on=a retry=x", "7:18: 'x' is not a number from 0 to 100"},
        WrongWord{"sh on=a retry=1 irreversible undo=none", "never tried again"},
        WrongWord{"sh on=a rehearse=maybe", "7:21: 'maybe' is unknown for rehearse"},
        WrongWord{"sh on=a claims=victory", "7:19: 'victory' is unknown for claims"},
        WrongWord{"sh on=a undo=all", "7:17: 'all' is unknown for undo"},
        WrongWord{"sh on=a reads idempotent", "7:18: a second risk"},
        WrongWord{"sh on=a reads=yes", "7:12: 'reads' takes no value"},
        WrongWord{"sh on=a timeout", "7:12: 'timeout' has no value"},
        WrongWord{"sh on=a timeout= reads", "7:12: 'timeout=' has no value"},
        WrongWord{"sh on=a timeout=1s timeout=2s", "7:23: 'timeout' stands here twice"},
        WrongWord{"sh on=a secret=token,Bad", "7:25: 'Bad' cannot be the name of a secret"},
        WrongWord{"sh on=a max=2", "`max` and `stop` need a group"},
        WrongWord{"sh on=a then=stop", "7:12: unknown word 'then'"},
        WrongWord{"sh on=each: reads", "7:10: 'each:' is not a target"},
        WrongWord{"sh on=a@b@c reads", "7:10: 'a@b@c' is not a target"},
        WrongWord{"sh reads", "7:4: the fence does not say where it acts"},
        WrongWord{"http reads", "add on=SERVICE"},
        WrongWord{"http on=api sudo", "unknown word 'sudo' for http"},
        WrongWord{"http on=api secret=x", "unknown word 'secret' for http"},
        WrongWord{"bash on=a reads", "7:4: 'bash' is not something Muster can do"},
        WrongWord{"hhtp on=api reads", "7:4: 'hhtp' is not something Muster can do: did you mean 'http'?"},
        WrongWord{"message template=x", "does not say to whom"}, WrongWord{"approve", "does not say by whom"},
        WrongWord{"approve by=dba count=0", "7:25: '0' is not a number from 1 to 100"},
        WrongWord{"wait", "does not say how long"}, WrongWord{"wait soon", "7:9: 'soon' is not a duration"},
        WrongWord{"sh on=a expect=\"exit:0", "7:12: a quotation mark has no partner"}));

TEST(Words, AFenceInAnotherLanguageIsTextForTheReader) {
    for (const auto* info : {"", "text", "bash", "console", "yaml title=x", "json"}) {
        const auto reading = readFence(info);
        EXPECT_THAT(said(reading.problems), IsEmpty()) << info;
        EXPECT_FALSE(reading.runbook.steps.at(0).action) << info;
        EXPECT_THAT(reading.runbook.steps.at(0).prose, HasSubstr("true")) << info;
    }
}

TEST(Words, TildesFenceTextThatHoldsBackticks) {
    const auto reading = readBody("## Do it\n~~~~sh  on=a   reads\necho ```\n~~~~\n");
    EXPECT_THAT(said(reading.problems), IsEmpty());
    EXPECT_EQ(reading.runbook.steps.at(0).action.value().text, "echo ```\n");
    EXPECT_EQ(reading.runbook.steps.at(0).action.value().place.text(), "it.md:7:5");
}

TEST(Words, AreTakenFromTheLineAsItIsWritten) {
    // The Markdown library would make '/a*b' of the backslash and '&' of the entity.
    const Action action = actionOf("http on=api reads expect=json:/a\\*b:&amp;");
    EXPECT_EQ(action.expect.json.at(0).pointer, "/a\\*b");
    EXPECT_EQ(action.expect.json.at(0).value, "&amp;");
}
