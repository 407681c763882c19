#include "tests/engine/journal/JournalFile.h"

#include <fstream>

namespace {
using namespace muster;

class Verify : public test::JournalFile {
protected:
    std::string exported() {
        writeTwoRuns();
        const auto text = journal::exportJournal(path(), 0);
        EXPECT_TRUE(text);
        return *text;
    }

    void tamper(const std::string& sql) { ASSERT_EQ(test::runProgram({"sqlite3", path(), sql}).exitCode, 0); }
};

TEST_F(Verify, FindsEveryFlippedByteOfAnExport) {
    const std::string text = exported();
    ASSERT_TRUE(journal::verifyLines(text).intact);
    // The last line has no successor that names its hash; only its form can be checked.
    const auto lastLine = text.rfind('\n', text.size() - 2) + 1;
    for (std::size_t at = 0; at < lastLine; ++at) {
        std::string flipped = text;
        flipped[at] = static_cast<char>(flipped[at] ^ 1);
        const auto report = journal::verifyLines(flipped);
        EXPECT_FALSE(report.intact) << "byte " << at;
        const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
        EXPECT_TRUE(report.brokenAt == line || report.brokenAt == line + 1)
            << "byte " << at << " said " << report.brokenAt;
    }
}

TEST_F(Verify, FindsRemovedAddedAndSwappedEvents) {
    const std::string text = exported();
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);)
        lines.push_back(line + "\n");
    const auto verdict = [](const std::vector<std::string>& all) {
        std::string joined;
        for (const auto& line : all)
            joined += line;
        return journal::verifyLines(joined).intact;
    };
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        auto changed = lines;
        changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_FALSE(verdict(changed)) << "removed " << i;
        changed = lines;
        std::swap(changed[i], changed[i + 1]);
        EXPECT_FALSE(verdict(changed)) << "swapped " << i;
        changed = lines;
        changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(i), lines[i]);
        EXPECT_FALSE(verdict(changed)) << "doubled " << i;
    }
}

TEST_F(Verify, NamesTheEventThatWasChangedInTheFile) {
    writeTwoRuns();
    tamper("DROP TRIGGER event_stays; UPDATE event SET line = CAST(replace(CAST(line AS TEXT), 'ada', 'eve') "
           "AS BLOB) WHERE seq = 4");
    const auto report = journal::verifyJournal(path());
    ASSERT_TRUE(report);
    EXPECT_FALSE(report->intact);
    EXPECT_EQ(report->brokenAt, 4);
    EXPECT_EQ(report->type, "run.opened");
}

TEST_F(Verify, TheFileItselfRefusesChangesThroughSql) {
    writeTwoRuns();
    EXPECT_NE(test::runProgram({"sqlite3", path(), "UPDATE event SET run = 9"}).exitCode, 0);
    EXPECT_NE(test::runProgram({"sqlite3", path(), "DELETE FROM event WHERE seq = 2"}).exitCode, 0);
}

TEST_F(Verify, FindsChangedAndMissingOutput) {
    writeTwoRuns();
    tamper("DELETE FROM blob WHERE rowid = (SELECT min(rowid) FROM blob)");
    const auto report = journal::verifyJournal(path());
    ASSERT_TRUE(report);
    EXPECT_FALSE(report->intact);
    EXPECT_THAT(report->why, testing::HasSubstr("output"));
}

TEST_F(Verify, AnswersForEveryDamagedFileAndNeverCallsAChangedRecordIntact) {
    writeTwoRuns();
    const std::string good = test::readFile(path());
    const auto lines = journal::exportJournal(path(), 0);
    ASSERT_TRUE(lines);
    const std::string copy = folder.file("copy.db");
    for (std::size_t at = 0; at < good.size(); at += 61) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0x20);
        std::ofstream(copy, std::ios::binary) << bad;
        const auto report = journal::verifyJournal(copy);
        ASSERT_TRUE(report) << "byte " << at;
        if (!report->intact) {
            EXPECT_FALSE(report->why.empty()) << "byte " << at;
            continue;
        }
        // Free space and the like may change without touching what is recorded.
        const auto still = journal::exportJournal(copy, 0);
        ASSERT_TRUE(still);
        EXPECT_EQ(*still, *lines) << "byte " << at << " was changed and nobody noticed";
    }
}

TEST_F(Verify, OtherFilesAreNotJournals) {
    const auto report = journal::verifyJournal(folder.write("other", "hello"));
    ASSERT_TRUE(report);
    EXPECT_FALSE(report->intact);
    EXPECT_FALSE(journal::verifyJournal(folder.file("absent")));
}

// The recipe of docs/JOURNAL.md, followed as it is printed there.
class Recipe : public Verify {
protected:
    test::Ran follow(const std::string& text) {
        const std::string doc = test::readFile(std::string(MUSTER_SOURCE_DIR) + "/docs/JOURNAL.md");
        const auto begin = doc.find("```sh\n") + 6;
        const auto script = folder.write("verify.sh", doc.substr(begin, doc.find("```", begin) - begin));
        return test::runProgram({"sh", script, folder.write("journal.ndjson", text)});
    }
};

TEST_F(Recipe, AcceptsAnExport) {
    const auto ran = follow(exported());
    EXPECT_EQ(ran.exitCode, 0) << ran.out << ran.err;
    EXPECT_THAT(ran.out, testing::HasSubstr("intact: 6 events"));
}

TEST_F(Recipe, NamesTheEventAfterAChangedOne) {
    const auto ran = follow(test::replaced(exported(), "\"title\":\"a run\"", "\"title\":\"A run\""));
    EXPECT_EQ(ran.exitCode, 1);
    EXPECT_THAT(ran.out, testing::HasSubstr("BROKEN at event 2"));
}

TEST_F(Recipe, FindsEveryKindOfTampering) {
    const std::string text = exported();
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);)
        lines.push_back(line + "\n");
    ASSERT_EQ(lines.size(), 6U);
    const auto join = [](const std::vector<std::string>& all) {
        std::string joined;
        for (const auto& line : all)
            joined += line;
        return joined;
    };
    auto removed = lines;
    removed.erase(removed.begin() + 2);
    EXPECT_THAT(follow(join(removed)).out, testing::HasSubstr("BROKEN at event 3"));
    auto swapped = lines;
    std::swap(swapped[3], swapped[4]);
    EXPECT_THAT(follow(join(swapped)).out, testing::HasSubstr("BROKEN at event 4"));
    auto doubled = lines;
    doubled.insert(doubled.begin() + 1, lines[1]);
    EXPECT_THAT(follow(join(doubled)).out, testing::HasSubstr("BROKEN at event 3"));
    EXPECT_THAT(follow(text.substr(0, text.size() - 5)).out, testing::HasSubstr("BROKEN at event 6"));
    const auto good = follow(text);
    EXPECT_THAT(good.out, testing::HasSubstr(journal::verifyLines(text).head)) << "both name the same head";
}

} // namespace
