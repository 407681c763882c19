#include "engine/measure/ProbeLog.h"

#include "engine/measure/ProbeLine.h"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

using namespace muster;
using namespace muster::measure;

namespace {

class Log : public testing::Test {
protected:
    void SetUp() override {
        std::string pattern = (std::filesystem::temp_directory_path() / "muster-probe-log-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        folder = pattern;
        path = folder + "/log";
    }
    void TearDown() override { std::filesystem::remove_all(folder); }
    void write(const std::string& bytes) const {
        std::ofstream(path, std::ios::app | std::ios::binary) << bytes;
    }

    std::string folder, path;
    const std::string first = R"({"format": "muster-probe-log", "version": 1, "client": "a"})"
                              "\n";
};

std::string line(std::int64_t sequence) {
    metrics::Sample sample;
    sample.sequence = sequence;
    sample.scheduledNs = 1;
    sample.sentNs = 2;
    sample.doneNs = 3;
    sample.utcMs = 4;
    sample.answer = metrics::Answer::failed;
    sample.status = 404;
    sample.detail = "a \"quoted\"\nline \xff";
    return toLine(sample);
}

} // namespace

TEST_F(Log, GivesBackWhatWasWritten) {
    write(first + line(7));
    const auto log = readSamples(path);
    ASSERT_TRUE(log) << log.error().text();
    ASSERT_EQ(log->samples.size(), 1u);
    const auto& sample = log->samples.front();
    EXPECT_EQ(sample.client, "a");
    EXPECT_EQ(sample.sequence, 7);
    EXPECT_EQ(sample.scheduledNs + sample.sentNs + sample.doneNs + sample.utcMs, 10);
    EXPECT_EQ(sample.answer, metrics::Answer::failed);
    EXPECT_EQ(sample.status, 404);
    EXPECT_THAT(sample.detail, testing::StartsWith("a \"quoted\"\nline "));
}

TEST_F(Log, IsReadableUpToEveryByteAtWhichAKillMayCutIt) {
    const auto whole = first + line(1) + line(2);
    for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
        std::filesystem::remove(path);
        write(whole.substr(0, cut));
        const auto log = readSamples(path);
        ASSERT_TRUE(log) << cut << " " << log.error().text();
        const auto complete = cut == whole.size() ? 2u : cut >= (first + line(1)).size() ? 1u : 0u;
        EXPECT_EQ(log->samples.size(), complete) << cut;
        EXPECT_EQ(log->torn, cut != 0 && whole[cut - 1] != '\n') << cut;
    }
}

TEST_F(Log, IsReadOnWhileItGrows) {
    ProbeLogReader reader(path);
    EXPECT_FALSE(reader.read()); // not there yet
    write(first);
    EXPECT_TRUE(reader.read()->empty());
    const auto second = line(1);
    write(second.substr(0, 10));
    EXPECT_TRUE(reader.read()->empty());
    write(second.substr(10) + line(2));
    EXPECT_EQ(reader.read()->size(), 2u);
    EXPECT_EQ(reader.log().samples.size(), 2u);
    write("{\"ended\": \"stop\"}\n");
    EXPECT_TRUE(reader.read()->empty());
    EXPECT_TRUE(reader.log().ended);
}

TEST_F(Log, DamageInTheMiddleIsAnErrorThatNamesTheLine) {
    for (const std::string bad : {"nonsense\n", "{}\n", "\n", "{\"n\": \"1\"}\n"}) {
        std::filesystem::remove(path);
        write(first + line(1) + bad + line(2));
        const auto log = readSamples(path);
        ASSERT_FALSE(log) << bad;
        EXPECT_THAT(log.error().what, testing::HasSubstr("line 3"));
    }
    std::filesystem::remove(path);
    write("{\"format\": \"other\", \"version\": 1}\n");
    EXPECT_FALSE(readSamples(path));
}
