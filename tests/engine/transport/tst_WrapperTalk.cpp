#include "engine/transport/durable/WrapperTalk.h"

#include <gtest/gtest.h>

using muster::transport::WrapperTalk;
using Words = std::vector<std::string>;

namespace {

const std::string nonce = "0123456789abcdef0123456789abcdef";
const std::string begin = "muster-" + nonce + "-begin 0\n";
const std::string end = "muster-" + nonce + "-end ";

} // namespace

TEST(WrapperTalk, TakesItsOwnWordsOutHoweverTheBytesAreCut) {
    const std::string err =
        "noise\n" + begin + "some " + end + "fake\nerrors" + end + "ended exit 3 0 17 12 \n";
    for (std::size_t size = 1; size <= err.size(); ++size) {
        WrapperTalk talk(nonce);
        std::string got;
        for (std::size_t at = 0; at < err.size(); at += size)
            got += talk.feedErr(err.substr(at, size));
        EXPECT_EQ(got, "some " + end + "fake\nerrors") << "pieces of " << size;
        EXPECT_EQ(talk.lastWord(), (Words{"ended", "exit", "3", "0", "17", "12"}));
    }
}

TEST(WrapperTalk, HoldsBackOnlyWhatMayBeTheBeginningOfItsLastWord) {
    WrapperTalk talk(nonce);
    EXPECT_EQ(talk.feedErr(begin + "a line\nmust"), "a line\n");
    EXPECT_EQ(talk.feedErr("ard\n"), "mustard\n");
    EXPECT_EQ(talk.feedErr(end), "");
    EXPECT_EQ(talk.feedErr("a script that knows the word\nand goes on"),
              end + "a script that knows the word\nand goes on");
    EXPECT_TRUE(talk.lastWord().empty());
}

TEST(WrapperTalk, ReadsTheAgeOfAnAct) {
    WrapperTalk talk(nonce);
    EXPECT_FALSE(talk.greeted());
    EXPECT_EQ(talk.feedErr("muster-" + nonce + "-begin 1234\nx"), "x");
    EXPECT_TRUE(talk.greeted());
    EXPECT_EQ(talk.age(), 1234);
}

TEST(WrapperTalk, UnderstandsARefusalBeforeTheGreeting) {
    WrapperTalk talk(nonce);
    EXPECT_EQ(talk.feedErr("motd\n" + end + "error spool not yours\n"), "");
    EXPECT_EQ(talk.lastWord(), (Words{"error", "spool", "not", "yours"}));
    EXPECT_FALSE(talk.greeted());
}

TEST(WrapperTalk, KeepsWhatALoginShellSaidForTheErrorMessage) {
    WrapperTalk talk(nonce);
    EXPECT_EQ(talk.feedOut("This account is currently not available.\n"), "");
    EXPECT_EQ(talk.noise(), "This account is currently not available.\n");
    EXPECT_TRUE(talk.lastWord().empty());
}
