// The real program on a real journal; poppler looks at what it made.
#include "engine/journal/sqlite/SqliteJournal.h"
#include "models/base/Utc.h"
#include "tests/support/Program.h"

#include <chrono>
#include <regex>
#include <unistd.h>

namespace {

using namespace muster;
using test::readFile;
using test::runProgram;
using test::TemporaryFolder;
using ::testing::HasSubstr;

class StillClock : public ports::Clock {
public:
    ports::Instant now() const override {
        ++m_ticks;
        return {1'000'000'000 + 1'000'000 * m_ticks, 1'795'489'965'678 + m_ticks};
    }
    bool wait(Milliseconds, std::stop_token) override { return true; }

private:
    mutable std::int64_t m_ticks = 0;
};

std::string program(const std::string& name) {
    return std::string(MUSTER_BIN_DIR) + "/" + name;
}

class Pdf : public testing::Test {
protected:
    void SetUp() override {
        auto journal =
            journal::SqliteJournal::open(file("journal.db"), m_clock, {"Jane Doe", "jane", "console"});
        ASSERT_TRUE(journal) << journal.error().text();
        m_journal = std::move(*journal);
    }

    std::int64_t open(const std::string& title) {
        const Json plan = Json::array({{{"runbook", "r"},
                                        {"step", "start"},
                                        {"title", "Start PostgreSQL"},
                                        {"number", 1},
                                        {"planned_seconds", 5.0}}});
        return m_journal
            ->openRun({{0,
                        "run.opened",
                        {{"kind", "incident"},
                         {"mode", "live"},
                         {"title", title},
                         {"runbook", "r"},
                         {"severity", "P0"},
                         {"service", "orders"},
                         {"environment", {{"name", "shop"}, {"title", "The shop"}, {"production", true}}},
                         {"targets", {{"rto_seconds", 120.0}, {"rpo_seconds", 60.0}}},
                         {"plan", plan}}}})
            ->front()
            .run;
    }

    void add(std::int64_t run, const std::string& type, const Json& body) {
        ASSERT_TRUE(m_journal->append({{run, type, body}}));
    }

    void notes(std::int64_t run, int count, const std::string& text) {
        std::vector<ports::Entry> entries;
        for (int i = 0; i < count; ++i)
            entries.push_back({run, "note.added", {{"text", text + " " + std::to_string(i)}}});
        ASSERT_TRUE(m_journal->append(entries));
    }

    test::Ran make(std::int64_t run, const std::string& name, std::vector<std::string> more = {}) {
        std::vector<std::string> words{program("muster-pdf"), "--journal", file("journal.db"), "--run",
                                       std::to_string(run),   "-o",        file(name)};
        words.insert(words.end(), more.begin(), more.end());
        return runProgram(words, {{"DISPLAY", ""}, {"WAYLAND_DISPLAY", ""}});
    }

    [[nodiscard]] std::string text(const std::string& name) const {
        return runProgram({"pdftotext", "-layout", file(name), "-"}).out;
    }
    [[nodiscard]] std::string info(const std::string& name) const {
        return runProgram({"pdfinfo", file(name)}).out;
    }
    [[nodiscard]] int pages(const std::string& name) const {
        std::smatch found;
        const std::string all = info(name);
        return std::regex_search(all, found, std::regex("Pages: +(\\d+)")) ? std::stoi(found[1]) : 0;
    }
    [[nodiscard]] std::string file(const std::string& name) const { return m_folder.file(name); }

    TemporaryFolder m_folder;
    StillClock m_clock;
    std::unique_ptr<journal::SqliteJournal> m_journal;
};

TEST_F(Pdf, SaysWhatTheRunWasAndOfWhichItIs) {
    const auto run = open("Database crash");
    add(run, "run.closed", {{"verdict", "completed"}, {"why", {"all steps are done"}}});
    const auto made = make(run, "a.pdf");
    ASSERT_EQ(made.exitCode, 0) << made.err;
    const auto said = text("a.pdf");
    for (const auto* words : {"COMPLETED", "Database crash", "PRODUCTION", "all steps are done", "1 of ",
                              "muster journal verify", "Start PostgreSQL"})
        EXPECT_THAT(said, HasSubstr(words));
    EXPECT_THAT(info("a.pdf"), HasSubstr("Run 1: Database crash, COMPLETED"));
    EXPECT_THAT(info("a.pdf"), HasSubstr("A4"));
}

TEST_F(Pdf, ATableGoesOnWithItsHeadOnEveryPage) {
    const auto run = open("Long");
    notes(run, 300, "a note of the timeline");
    ASSERT_EQ(make(run, "a.pdf").exitCode, 0);
    const int count = pages("a.pdf");
    ASSERT_GT(count, 5);
    for (int page = 3; page < count; ++page) {
        const auto said = runProgram({"pdftotext", "-layout", "-f", std::to_string(page), "-l",
                                      std::to_string(page), file("a.pdf"), "-"})
                              .out;
        EXPECT_THAT(said, HasSubstr(std::to_string(page) + " of " + std::to_string(count)));
        EXPECT_TRUE(std::regex_search(said, std::regex("UTC +event +who"))) << "page " << page << "\n"
                                                                            << said;
    }
    const auto said = text("a.pdf");
    for (int i = 0; i < 300; ++i)
        EXPECT_THAT(said, HasSubstr("timeline " + std::to_string(i)));
}

// Nothing stands outside the paper: poppler gives the box of every word.
TEST_F(Pdf, NothingIsClippedOnEitherPaper) {
    const auto run = open("A title that is so long that it cannot stand in one line of any paper " +
                          std::string(150, 'W'));
    notes(run, 1, std::string(4000, 'x'));
    notes(run, 1, "/var/lib/postgresql/15/main/" + std::string(300, 'y') + "/base");
    std::string page_long;
    for (int i = 0; i < 900; ++i)
        page_long += "word" + std::to_string(i) + " ";
    notes(run, 1, page_long);
    for (const std::string size : {"a4", "letter"}) {
        ASSERT_EQ(make(run, size + ".pdf", {"--page", size}).exitCode, 0);
        const auto boxes = runProgram({"pdftotext", "-bbox", file(size + ".pdf"), "-"}).out;
        const std::regex word(
            "xMin=\"([-0-9.]+)\" yMin=\"([-0-9.]+)\" xMax=\"([-0-9.]+)\" yMax=\"([-0-9.]+)\">([^<]*)<");
        const double width = size == "a4" ? 595 : 612, height = size == "a4" ? 842 : 792;
        int count = 0;
        for (auto at = std::sregex_iterator(boxes.begin(), boxes.end(), word); at != std::sregex_iterator();
             ++at) {
            EXPECT_GE(std::stod((*at)[1]), 40) << (*at)[5];
            EXPECT_LE(std::stod((*at)[3]), width - 40) << (*at)[5];
            EXPECT_GE(std::stod((*at)[2]), 15) << (*at)[5];
            EXPECT_LE(std::stod((*at)[4]), height - 15) << (*at)[5];
            ++count;
        }
        EXPECT_GT(count, 900);
        EXPECT_THAT(boxes, HasSubstr("word899"));
    }
}

TEST_F(Pdf, FontsAreInTheFile) {
    const auto run = open("Fonts");
    ASSERT_EQ(make(run, "a.pdf").exitCode, 0);
    const auto fonts = runProgram({"pdffonts", file("a.pdf")}).out;
    EXPECT_THAT(fonts, HasSubstr("Inter"));
    EXPECT_THAT(fonts, HasSubstr("JetBrains"));
    EXPECT_FALSE(std::regex_search(fonts, std::regex("DejaVu|Liberation|Helvetica"))) << fonts;
}

TEST_F(Pdf, TenThousandRowsTakeSecondsNotMinutes) {
    const auto run = open("Many");
    notes(run, 10'000, "a note");
    const auto began = std::chrono::steady_clock::now();
    ASSERT_EQ(make(run, "a.pdf").exitCode, 0);
    const auto took = std::chrono::steady_clock::now() - began;
    EXPECT_LT(took, std::chrono::seconds{30}) << "a guard against a square, not a measurement";
    EXPECT_THAT(text("a.pdf"), HasSubstr("a note 9999"));
}

TEST_F(Pdf, SaysWhatIsWrongAndLeavesTheOldFile) {
    const auto run = open("Errors");
    m_folder.write("kept.pdf", "old");
    EXPECT_EQ(make(run + 5, "kept.pdf").exitCode, 2);
    EXPECT_THAT(make(run + 5, "kept.pdf").err, HasSubstr("there is no run 6"));
    EXPECT_EQ(readFile(file("kept.pdf")), "old");
    EXPECT_EQ(make(run, "no/such/folder/a.pdf").exitCode, 1);
    EXPECT_EQ(runProgram({program("muster-pdf"), "--run", "1"}).exitCode, 2);
    EXPECT_EQ(
        runProgram({program("muster-pdf"), "--journal", file("none.db"), "--run", "1", "-o", file("a.pdf")})
            .exitCode,
        1);
}

TEST_F(Pdf, IsTheSameByteByByteAndTakesNoTimeFromTheClock) {
    const auto run = open("Twice");
    add(run, "run.closed", {{"verdict", "completed"}, {"why", Json::array()}});
    ASSERT_EQ(make(run, "one.pdf").exitCode, 0);
    usleep(1'100'000); // the clock's second is another one
    ASSERT_EQ(make(run, "two.pdf").exitCode, 0);
    EXPECT_TRUE(readFile(file("one.pdf")) == readFile(file("two.pdf")));
    EXPECT_THAT(info("one.pdf"), HasSubstr("2026"));
}

TEST_F(Pdf, TheCommandLineMakesEveryForm) {
    const auto run = open("Forms");
    add(run, "run.closed", {{"verdict", "completed"}, {"why", Json::array()}});
    const auto exported = [&](const std::string& format, const std::string& name) {
        return runProgram({program("muster"), "report", "export", std::to_string(run), "--journal",
                           file("journal.db"), "--format", format, "-o", file(name)});
    };
    for (const auto& [format, begins] : {std::pair<std::string, std::string>{"pdf", "%PDF-"},
                                         {"html", "<!DOCTYPE html>"},
                                         {"markdown", "# Forms"},
                                         {"json", "{"},
                                         {"junit", "<?xml"}}) {
        const auto ran = exported(format, "report." + format);
        EXPECT_EQ(ran.exitCode, 0) << format << ": " << ran.err;
        EXPECT_TRUE(readFile(file("report." + format)).starts_with(begins)) << format;
    }
    EXPECT_THAT(exported("pdf", "no/such/folder.pdf").err, HasSubstr("cannot write"));
    EXPECT_TRUE(runProgram({program("muster"), "report", "export", "--journal", file("journal.db"),
                            "--format", "pdf"})
                    .out.starts_with("%PDF-"));
}

} // namespace
