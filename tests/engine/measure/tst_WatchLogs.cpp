#include "engine/measure/WatchLogs.h"

#include "engine/measure/ProbeLine.h"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

using namespace muster;
using namespace muster::measure;
namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

namespace {

const std::string writer = "0123456789abcdef-and-more";

class WatchLogsOf : public testing::Test {
protected:
    void SetUp() override {
        std::string name = (fs::temp_directory_path() / "watch-logs-XXXXXX").string();
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        folder = name;
    }
    void TearDown() override { fs::remove_all(folder); }

    // Two answers; the name of the file.
    std::string log(const std::string& run, const std::string& environment, const std::string& service,
                    const std::string& boot = bootId()) {
        const std::string name = watchLogName(run, service);
        const Json first{{"format", probeLogFormat},
                         {"version", probeLogVersion},
                         {"run", run},
                         {"client", "console"},
                         {"environment", environment},
                         {"service", service},
                         {"interval_ms", 1000},
                         {"timeout_ms", 700},
                         {"connect_timeout_ms", 600},
                         {"boot", boot}};
        add(name, first.dump() + "\n" + line(1) + line(2));
        return name;
    }
    void add(const std::string& name, const std::string& text) const {
        std::ofstream(folder / name, std::ios::app) << text;
    }
    static std::string line(std::int64_t sequence) {
        metrics::Sample sample;
        sample.sequence = sequence;
        sample.scheduledNs = sequence * 1'000'000'000;
        sample.answer = metrics::Answer::ok;
        return toLine(sample);
    }
    void age(const std::string& name, std::chrono::minutes by) const {
        fs::last_write_time(folder / name, fs::file_time_type::clock::now() - by);
    }
    [[nodiscard]] std::vector<std::string> left() const {
        std::vector<std::string> out;
        for (const auto& each : fs::directory_iterator(folder))
            out.push_back(each.path().filename().string());
        return out;
    }

    fs::path folder;
};

std::vector<std::string> runs(const std::vector<metrics::ProberRecord>& records) {
    std::vector<std::string> out;
    for (const auto& each : records)
        out.push_back(each.run);
    return out;
}

} // namespace

TEST_F(WatchLogsOf, AreThoseOfThisWriterEnvironmentAndService) {
    const auto one = watchRun(writer, 1), two = watchRun(writer, 22);
    EXPECT_EQ(one, "0123456789abcdef-w1");
    log(one, "range", "api");
    log(two, "range", "api");
    log(watchRun(writer, 3), "range", "other");
    log(watchRun(writer, 4), "office", "api");
    log(watchRun("another-writer-1", 5), "range", "api");
    log(writer + "-7", "range", "api"); // a drill's
    const auto found = readWatchLogs(folder, writer, "range", "api");
    ASSERT_EQ(found.logs.size(), 2U);
    EXPECT_THAT(found.unusable, IsEmpty());
    WatchLogReader reader(folder, writer);
    EXPECT_THAT(runs(reader.read("range", "api")), UnorderedElementsAre(one, two));
    for (const auto& each : found.logs) {
        EXPECT_THAT(each.record.run, testing::AnyOf(one, two));
        EXPECT_EQ(each.record.client, "console");
        EXPECT_EQ(each.record.interval, Milliseconds{1000});
        EXPECT_EQ(each.record.timeout, Milliseconds{700});
        EXPECT_EQ(each.record.connectTimeout, Milliseconds{600});
        EXPECT_EQ(each.record.samples.size(), 2U);
        EXPECT_FALSE(each.record.ended);
        EXPECT_THAT(each.bytes, HasSubstr(each.record.run));
    }
}

TEST_F(WatchLogsOf, GrowWhileTheyAreRead) {
    const auto name = log(watchRun(writer, 1), "range", "api");
    WatchLogReader reader(folder, writer);
    EXPECT_EQ(reader.read("range", "api").at(0).samples.size(), 2U);
    add(name, line(3) + R"({"ended":"standard input closed","n":3,"mono":4})" + "\n");
    const auto grown = reader.read("range", "api").at(0);
    EXPECT_EQ(grown.samples.size(), 3U);
    EXPECT_TRUE(grown.ended);
    EXPECT_EQ(grown.endReason, "standard input closed");
    EXPECT_THAT(reader.read("range", "other"), IsEmpty());
    fs::remove(folder / name);
    EXPECT_THAT(reader.read("range", "api"), IsEmpty());
}

TEST_F(WatchLogsOf, DamagedOnesAndThoseOfAnotherClockAreNamedAndNotUsed) {
    log(watchRun(writer, 1), "range", "api");
    const auto damaged = log(watchRun(writer, 2), "range", "api");
    add(damaged, "no answer\n" + line(3));
    const auto earlier = log(watchRun(writer, 3), "range", "api", "of-yesterday");
    const auto torn = log(watchRun(writer, 4), "range", "api");
    add(torn, R"({"n":3,"sched)"); // as a kill leaves it
    const auto found = readWatchLogs(folder, writer, "range", "api");
    EXPECT_EQ(found.logs.size(), 2U);
    ASSERT_EQ(found.unusable.size(), 2U);
    for (const auto& each : found.unusable) {
        EXPECT_THAT(each.why, testing::AnyOf(HasSubstr(damaged), HasSubstr(earlier)));
        EXPECT_GT(each.writtenUtcMs, 1'700'000'000'000);
    }
    WatchLogReader reader(folder, writer);
    for (int again = 0; again < 2; ++again)
        EXPECT_THAT(runs(reader.read("range", "api")),
                    UnorderedElementsAre(watchRun(writer, 1), watchRun(writer, 4)));
}

TEST_F(WatchLogsOf, AreRemovedWhenTheyAreOldAndNobodyNeedsThem) {
    using namespace std::chrono_literals;
    const auto fresh = log(watchRun(writer, 1), "office", "api");
    const auto old = log(watchRun(writer, 2), "office", "api");
    const auto needed = log(watchRun(writer, 3), "range", "api");
    const auto unnamed = watchLogName(watchRun(writer, 4), "api");
    add(unnamed, "");
    const auto drill = log(writer + "-7", "office", "api");
    const auto stranger = log(watchRun("another-writer-1", 5), "office", "api");
    for (const auto& each : {old, needed, unnamed, drill, stranger})
        age(each, 61min);
    const auto need = [](const std::string& environment) { return environment == "range"; };
    EXPECT_THAT(removeWatchLogs(folder, writer, 1h, need),
                UnorderedElementsAre((folder / old).string(), (folder / unnamed).string()));
    EXPECT_THAT(left(), UnorderedElementsAre(fresh, needed, drill, stranger));
    EXPECT_THAT(removeWatchLogs(folder, writer, 1h, [](const auto&) { return false; }),
                ElementsAre((folder / needed).string()));
    EXPECT_THAT(removeWatchLogs(folder / "none", writer, 1h, need), IsEmpty());
}
