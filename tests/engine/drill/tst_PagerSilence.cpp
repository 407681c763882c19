#include "engine/drill/PagerSilence.h"

#include "tests/engine/run/ScriptedWorld.h"

using namespace muster;
using muster::test::Said;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

class PagerSilence : public testing::Test {
protected:
    PagerSilence() {
        play.open(test::runbookText("## See\n```sh on=app-a reads\ntrue\n```\n"), incident::Mode::drill,
                  true);
        play.documents.environment.pager = environment::Pager{"api", {{"environment", "test"}}, {}};
    }

    std::string silence() {
        auto why = drill::silencePager(play.world(), play.documents, *play.log, std::chrono::minutes(10));
        return why ? *why : "the journal failed";
    }
    std::string speak() {
        auto why = drill::letPagerSpeak(play.world(), play.documents, *play.log);
        return why ? *why : "the journal failed";
    }
    // The types of the pager's events.
    std::vector<std::string> events() {
        std::vector<std::string> out;
        const auto all = play.journal.events(1);
        for (const auto& event : *all)
            if (event.type.starts_with("pager."))
                out.push_back(event.type);
        return out;
    }

    test::Play play;
};

} // namespace

TEST_F(PagerSilence, StandsUntilThePagerSpeaksAgain) {
    play.executor.when("/api/v2/silences", {Said{200, R"({"silenceID":"4f2a-9c"})"}});
    EXPECT_EQ(silence(), "");
    EXPECT_EQ(play.log->state().pagerSilence, "4f2a-9c");
    EXPECT_EQ(speak(), "");
    EXPECT_EQ(play.log->state().pagerSilence, "");
    EXPECT_EQ(speak(), "") << "a second time does nothing";
    EXPECT_THAT(play.executor.ran, ElementsAre("POST http://127.0.0.1:1/api/v2/silences",
                                               "DELETE http://127.0.0.1:1/api/v2/silence/4f2a-9c"));
    EXPECT_THAT(events(),
                ElementsAre("pager.silencing", "pager.silenced", "pager.restoring", "pager.restored"));
}

TEST_F(PagerSilence, IsNotAskedForWhereThereIsNoPager) {
    play.documents.environment.pager.reset();
    EXPECT_EQ(silence(), "");
    EXPECT_EQ(speak(), "");
    EXPECT_THAT(play.executor.ran, IsEmpty());
    EXPECT_THAT(events(), IsEmpty());
}

TEST_F(PagerSilence, SaysWhyItWasNotMade) {
    const std::vector<std::pair<Said, std::string>> rows{
        {{400, "bad matcher"}, "it answered 400: bad matcher"},
        {{200, "hello"}, "without the number of a silence"},
        {{200, R"({"silenceID":7})"}, "without the number of a silence"},
        {{200, R"({"silenceID":"../status"})"}, "without the number of a silence"},
        {{0, "", Retry::unknown}, "the line broke"},
    };
    for (const auto& [said, why] : rows) {
        play.executor.when("/api/v2/silences", {said});
        EXPECT_THAT(silence(), HasSubstr(why));
        EXPECT_EQ(events().back(), "pager.failed");
        EXPECT_EQ(play.log->state().pagerSilence, "");
    }
    EXPECT_EQ(speak(), "");
    EXPECT_EQ(play.executor.count("DELETE"), 0);
}

TEST_F(PagerSilence, ThatCannotBeEndedIsSaidAndTriedAgain) {
    play.executor.when("/api/v2/silences", {Said{200, R"({"silenceID":"a1"})"}});
    play.executor.when("/api/v2/silence/a1", {Said{500, "no"}, Said{200, ""}});
    EXPECT_EQ(silence(), "");
    EXPECT_EQ(speak(), "it answered 500: no");
    EXPECT_EQ(play.log->state().pagerSilence, "a1");
    EXPECT_EQ(speak(), "");
    EXPECT_EQ(play.log->state().pagerSilence, "");
}

TEST_F(PagerSilence, OfAConsoleThatDiedIsKnownToTheNextOne) {
    play.executor.when("/api/v2/silences", {Said{200, R"({"silenceID":"a1"})"}});
    EXPECT_EQ(silence(), "");
    const auto pager = play.documents.environment.pager;
    play.restart();
    play.documents.environment.pager = pager; // the scripted file does not name it
    EXPECT_EQ(speak(), "");
    EXPECT_EQ(play.executor.ran.back(), "DELETE http://127.0.0.1:1/api/v2/silence/a1");
}
