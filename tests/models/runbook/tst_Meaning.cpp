#include "models/runbook/Meaning.h"
#include "models/runbook/Target.h"

#include <chrono>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace muster;
using namespace muster::runbook;
using Ended = ports::Outcome::Ended;
using testing::HasSubstr;
using testing::Optional;

namespace {

ports::Outcome exited(int code) {
    ports::Outcome outcome;
    outcome.exitCode = code;
    return outcome;
}

ports::Outcome answered(int status) {
    ports::Outcome outcome;
    outcome.ended = Ended::responded;
    outcome.status = status;
    return outcome;
}

Action of(ActionKind kind) {
    Action action;
    action.kind = kind;
    return action;
}

Capture byMatch(const std::string& match, bool optional = false) {
    return {"x", "step", match, "", optional, {}};
}

Capture byPointer(const std::string& pointer, bool optional = false) {
    return {"x", "step", "", pointer, optional, {}};
}

Branch branch(Condition when) {
    Branch out;
    out.when = std::move(when);
    return out;
}

} // namespace

TEST(Unmet, ExitCodesAreComparedAndSaid) {
    Action action = of(ActionKind::shell);
    EXPECT_EQ(unmet(action, exited(0), ""), std::nullopt);
    EXPECT_THAT(unmet(action, exited(2), ""), Optional(std::string("exit 2, expected 0")));
    action.expect.exitCodes = {0, 1};
    EXPECT_THAT(unmet(action, exited(2), ""), Optional(std::string("exit 2, expected 0 or 1")));
    action.expect.exitCodes = {1, 2, 3};
    EXPECT_THAT(unmet(action, exited(0), ""), Optional(std::string("exit 0, expected 1, 2 or 3")));
    EXPECT_EQ(unmet(action, exited(3), ""), std::nullopt);
}

TEST(Unmet, WhatDidNotEndByItselfNeverCounts) {
    Action action = of(ActionKind::shell);
    action.timeout = std::chrono::seconds(10);
    ports::Outcome outcome;
    outcome.ended = Ended::signalled;
    outcome.signal = "KILL";
    EXPECT_THAT(unmet(action, outcome, ""), Optional(std::string("ended by signal KILL")));
    outcome.ended = Ended::timedOut;
    EXPECT_THAT(unmet(action, outcome, ""), Optional(std::string("stopped after its timeout of 10 s")));
    outcome.ended = Ended::cancelled;
    EXPECT_THAT(unmet(action, outcome, ""), Optional(HasSubstr("stopped")));
}

TEST(Unmet, StatusesAreComparedAndSaid) {
    Action action = of(ActionKind::http);
    EXPECT_EQ(unmet(action, answered(204), ""), std::nullopt);
    EXPECT_THAT(unmet(action, answered(503), ""), Optional(std::string("status 503, expected 200 to 299")));
    action.expect.statuses = {200, 409};
    EXPECT_EQ(unmet(action, answered(409), ""), std::nullopt);
    EXPECT_THAT(unmet(action, answered(201), ""), Optional(std::string("status 201, expected 200 or 409")));
}

TEST(Unmet, AnswersAreComparedAsJson) {
    Action action = of(ActionKind::http);
    const auto why = [&](const std::string& pointer, const std::string& value, const std::string& body) {
        action.expect.json = {{pointer, value}};
        return unmet(action, answered(200), body).value_or("met");
    };
    EXPECT_EQ(why("/a", "1", R"({"a": 1.0})"), "met");
    EXPECT_EQ(why("/a", "true", R"({"a": true})"), "met");
    EXPECT_EQ(why("/a", "up", R"({"a": "up"})"), "met");
    EXPECT_EQ(why("/a/0/b", "null", R"({"a": [{"b": null}]})"), "met");
    EXPECT_EQ(why("/a", "1", R"({"a": "1"})"), "/a is \"1\", expected 1");
    EXPECT_EQ(why("/a", "up", R"({"a": "down"})"), "/a is \"down\", expected up");
    EXPECT_EQ(why("/a", "1", R"({"a": [1]})"), "/a is a list, expected 1");
    EXPECT_EQ(why("/b", "1", R"({"a": 1})"), "the answer has no /b");
    EXPECT_EQ(why("/a", "1", "<html>"), "the answer is not JSON: <html>");
    EXPECT_EQ(why("/a", "1", ""), "the answer is not JSON: it is empty");
    EXPECT_EQ(why("/a", "1", "\x1b[2J"), "the answer is not JSON: \\x1b[2J");
    EXPECT_NE(why("/a", "1", std::string(1'000'000, '[')), "met");
}

TEST(Unmet, RowsAreCounted) {
    Action action = of(ActionKind::sql);
    EXPECT_EQ(unmet(action, exited(0), ""), std::nullopt) << "rows are not looked at unless somebody asks";
    action.every = std::chrono::seconds(1);
    EXPECT_THAT(unmet(action, exited(0), " \n"), Optional(HasSubstr("no row")));
    EXPECT_EQ(unmet(action, exited(0), "1\n"), std::nullopt);
    action.expect.rows = false;
    EXPECT_EQ(unmet(action, exited(0), "\n"), std::nullopt);
    EXPECT_THAT(unmet(action, exited(0), "1\n"), Optional(HasSubstr("expected none")));
    EXPECT_THAT(unmet(action, exited(3), ""), Optional(HasSubstr("exit 3")));
}

TEST(Captures, TakeTheGroupOrTheMatch) {
    EXPECT_EQ(capture(byMatch("(?m)^FATAL.*$"), "LOG: a\nFATAL: b\nFATAL: c\n").value(), "FATAL: b");
    EXPECT_EQ(capture(byMatch("lag=([0-9]+) s"), "x lag=42 s").value(), "42");
    EXPECT_EQ(capture(byMatch("a(b)?"), "a").value(), "");
    EXPECT_EQ(capture(byMatch("x", true), "y").value(), std::nullopt);
    EXPECT_THAT(capture(byMatch("x"), "y").error().text(), HasSubstr("nothing matches 'x'"));
}

TEST(Captures, FollowAPointer) {
    const std::string body = R"({"a": {"s": "text", "n": 1.5, "t": true, "0": null, "l": [1]}})";
    EXPECT_EQ(capture(byPointer("/a/s"), body).value(), "text");
    EXPECT_EQ(capture(byPointer("/a/n"), body).value(), "1.5");
    EXPECT_EQ(capture(byPointer("/a/t"), body).value(), "true");
    EXPECT_EQ(capture(byPointer("/a/0", true), body).value(), std::nullopt);
    EXPECT_EQ(capture(byPointer("/b", true), body).value(), std::nullopt);
    EXPECT_FALSE(capture(byPointer("/a/l"), body).has_value());
    EXPECT_FALSE(capture(byPointer("/a"), "not json").has_value());
    EXPECT_FALSE(capture(byPointer("/a"), "{\"a\": \"x\\u0000y\"}").has_value());
}

TEST(Captures, SurviveWhateverAServerSays) {
    EXPECT_EQ(capture(byMatch("<(.*)>"), "<a\xff\x80z>").value(), "a\xef\xbf\xbd\xef\xbf\xbdz")
        << "always UTF-8, for the journal";
    EXPECT_FALSE(capture(byMatch("(?s).*"), std::string(100'000, 'a')).has_value()) << "at most 64 KiB";
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_FALSE(capture(byMatch("(a+)+$b"), std::string(1'000'000, 'a')).has_value());
    EXPECT_FALSE(capture(byMatch("(?:a|aa)+c"), std::string(1'000'000, 'a')).has_value());
    EXPECT_FALSE(capture(byPointer("/a"), std::string(2'000'000, '[')).has_value());
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
}

TEST(Inputs, AreGivenOrTakeTheirDefault) {
    Runbook runbook;
    runbook.id = "it";
    runbook.inputs = {
        {"db", "main", "[a-z]+", "a name", {}}, {"note", "", "", "", {}}, {"count", "", "[0-9]+", "", {}}};
    EXPECT_EQ(inputsFrom(runbook, {{"count", "3"}}).value(),
              (Values{{"db", "main"}, {"note", ""}, {"count", "3"}}));
    EXPECT_THAT(inputsFrom(runbook, {}).error().text(), HasSubstr("the input 'count' has no value"));
    EXPECT_THAT(inputsFrom(runbook, {{"cuont", "3"}}).error().text(), HasSubstr("did you mean 'count'?"));
    EXPECT_THAT(inputsFrom(runbook, {{"count", "3"}, {"db", "main; x"}}).error().text(),
                HasSubstr("must match [a-z]+. Next: a name"));
    EXPECT_FALSE(inputsFrom(runbook, {{"count", "3"}, {"db", "a\nb"}}).has_value());
    EXPECT_FALSE(inputsFrom(runbook, {{"count", "3\n"}}).has_value());
    EXPECT_FALSE(inputsFrom(runbook, {{"count", "3"}, {"note", "two\nlines"}}).has_value());
    EXPECT_FALSE(inputsFrom(runbook, {{"count", "3"}, {"note", std::string("a\0b", 3)}}).has_value());
}

TEST(Branches, TheFirstThatHoldsIsTaken) {
    using On = Condition::On;
    Step step;
    step.branches = {branch({On::person, 0, "", ""}), branch({On::otherwise, 0, "", ""}),
                     branch({On::exitCode, 2, "", ""}), branch({On::status, 503, "", ""}),
                     branch({On::value, 0, "region", "eu"})};
    const auto two = exited(2);
    const auto zero = exited(0);
    const auto unavailable = answered(503);
    EXPECT_EQ(branchTaken(step, &two, {}), 2U);
    EXPECT_EQ(branchTaken(step, &zero, {}), 1U) << "otherwise, although it stands above";
    EXPECT_EQ(branchTaken(step, &unavailable, {}), 3U);
    EXPECT_EQ(branchTaken(step, nullptr, {{"region", "eu"}}), 4U);
    EXPECT_EQ(branchTaken(step, nullptr, {{"region", "us"}}), 1U);
    step.branches.erase(step.branches.begin() + 1);
    EXPECT_EQ(branchTaken(step, &zero, {}), std::nullopt) << "a person decides";
    auto killed = exited(2);
    killed.ended = Ended::signalled;
    EXPECT_EQ(branchTaken(step, &killed, {}), std::nullopt);
}

TEST(Targets, HaveThreeForms) {
    const auto host = parseTarget("app-a").value();
    EXPECT_EQ(host.kind, Target::Kind::host);
    EXPECT_EQ(host.name, "app-a");
    const auto role = parseTarget("db@primary").value();
    EXPECT_EQ(role.kind, Target::Kind::role);
    EXPECT_EQ(role.name, "db");
    EXPECT_EQ(role.role, "primary");
    const auto each = parseTarget("each:app").value();
    EXPECT_EQ(each.kind, Target::Kind::each);
    EXPECT_EQ(each.name, "app");
    for (const auto* wrong : {"", "each:", "@x", "db@", "-x", "a b", "a@b@c", "each:a@b", "$(x)", "a;b"})
        EXPECT_FALSE(parseTarget(wrong).has_value()) << wrong;
}
