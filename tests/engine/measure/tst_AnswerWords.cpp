#include "engine/measure/AnswerWords.h"

#include <gtest/gtest.h>

namespace {
using muster::measure::wordsOfAnswer;

struct Row {
    const char* body;
    const char* words;
};

class AnswerWords : public testing::TestWithParam<Row> {};

TEST_P(AnswerWords, AreThoseForPeople) {
    EXPECT_EQ(wordsOfAnswer(GetParam().body, {}), GetParam().words);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, AnswerWords,
    testing::Values(Row{"", ""}, Row{"\r\n  ", ""}, Row{"no room\r\nat all", "no room"},
                    Row{R"({"error": "cannot write", "why": "Connection refused", "next": "wait"})",
                        "cannot write: Connection refused"},
                    Row{R"({"type": "about:blank", "title": "Gone", "detail": "it is gone", "status": 503})",
                        "Gone: it is gone"},
                    Row{R"({"error": "closed", "why": "lost\n\tterminated  abnormally"})",
                        "closed: lost terminated abnormally"},
                    Row{R"({"error": "the same", "message": "the same"})", "the same"},
                    Row{R"({"error": {"code": 7}, "message": ""})", ""}, Row{R"({"state": "down"})", ""},
                    Row{R"(["a", "b"])", R"(["a", "b"])"}, Row{"<html><body>503</body></html>", ""},
                    Row{"<?xml version='1.0'?><a/>", ""}, Row{"\x1f\x8b\x08 packed", ""},
                    Row{R"({"error": "\u001b[2J\u202e"})", "\\x1b[2J\\u202e"}));

TEST(AnswerWordsTest, AreCutAndHideSecretsBefore) {
    const std::string secret = "hunter2-hunter2";
    EXPECT_EQ(wordsOfAnswer("no such key: " + secret + ", not " + secret, {secret}),
              "no such key: ***, not ***");
    const auto cut = wordsOfAnswer(std::string(295, 'a') + secret, {secret});
    EXPECT_LE(cut.size(), 300U);
    EXPECT_EQ(cut.find("hunter"), std::string::npos);
    EXPECT_EQ(wordsOfAnswer("as it is", {""}), "as it is");
}

} // namespace
