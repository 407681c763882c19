#include "models/runbook/Search.h"
#include "tests/models/runbook/Documents.h"

#include <chrono>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace muster::runbook;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

namespace {

Runbook book(std::string id, std::string title, std::string service, std::vector<std::string> symptoms,
             std::vector<std::pair<std::string, std::string>> steps = {}, std::string introduction = {}) {
    Runbook out;
    out.id = std::move(id);
    out.title = std::move(title);
    out.service = std::move(service);
    out.symptoms = std::move(symptoms);
    out.introduction = std::move(introduction);
    for (auto& [stepTitle, prose] : steps) {
        Step step;
        step.title = stepTitle;
        step.prose = prose;
        out.steps.push_back(std::move(step));
    }
    return out;
}

class SearchTest : public testing::Test {
protected:
    std::vector<Runbook> books{
        book("database-crash", "Database crash while workflows execute", "orchestrator",
             {"connection refused", "server closed the connection unexpectedly",
              "the database is not reachable"},
             {{"Confirm that the database is down", "Ask the server."},
              {"Restart PostgreSQL", "It replays its log."}},
             "Use this when the primary has died."),
        book("pool-exhausted", "Connection pool exhausted", "orchestrator",
             {"remaining connection slots are reserved", "pool timeout"},
             {{"Find who holds the connections", "Idle sessions in transaction."}}),
        book("out-of-memory", "Process killed by the kernel", "app",
             {"OOMKilled", "Out of memory: Killed process"},
             {{"See what ate the memory", "Look at dmesg."},
              {"Restart the process", "It starts in seconds."}}),
        book("disk-full", "Disk full on the database host", "orchestrator", {"No space left on device"}),
        book("replica-behind", "Replica falls behind", "orchestrator", {"replication lag"},
             {{"Measure the lag", "pg_stat_replication says it."}}),
    };

    [[nodiscard]] std::vector<SearchHit> hits(const std::string& query) const {
        std::vector<const Runbook*> all;
        for (const auto& each : books)
            all.push_back(&each);
        return Search(all).find(query);
    }

    // "id (reason; reason)"
    [[nodiscard]] std::vector<std::string> found(const std::string& query) const {
        std::vector<std::string> out;
        for (const auto& hit : hits(query)) {
            std::string reasons;
            for (const auto& reason : hit.reasons)
                reasons += (reasons.empty() ? "" : "; ") + reason;
            out.push_back(books[hit.index].id + " (" + reasons + ")");
        }
        return out;
    }

    [[nodiscard]] std::string first(const std::string& query) const {
        const auto all = found(query);
        return all.empty() ? std::string{} : all.front();
    }
};

} // namespace

TEST_F(SearchTest, SaysWhyASymptomHits) {
    EXPECT_EQ(first("connection refused"), "database-crash (symptom: connection refused)");
    EXPECT_TRUE(hits("connection refused").front().bySymptom);
}

TEST_F(SearchTest, FindsByTitleServiceAndStep) {
    EXPECT_EQ(first("falls behind"), "replica-behind (title)");
    EXPECT_THAT(found("app"), ElementsAre("out-of-memory (service: app)"));
    EXPECT_THAT(found("restart postgresql"), ElementsAre("database-crash (step 2: Restart PostgreSQL)"));
    EXPECT_THAT(found("dmesg"), ElementsAre("out-of-memory (text of step 1: See what ate the memory)"));
    EXPECT_THAT(found("primary"), ElementsAre("database-crash (introduction)"));
}

TEST_F(SearchTest, ComesWhenItIsCalledByItsName) {
    for (auto& book : books)
        if (book.id == "out-of-memory")
            book.symptoms.push_back(books.front().title); // another one has these words as a symptom
    EXPECT_THAT(first(books.front().title), StartsWith(books.front().id));
    EXPECT_THAT(first(books.front().id), StartsWith(books.front().id));
}

TEST_F(SearchTest, FindsWhileItIsTyped) {
    EXPECT_EQ(first("conn ref"), "database-crash (symptom: connection refused)");
    EXPECT_EQ(first("oomk"), "out-of-memory (symptom: OOMKilled)");
}

TEST_F(SearchTest, ForgivesTypos) {
    EXPECT_EQ(first("conection refsued"), "database-crash (symptom: connection refused)");
    EXPECT_EQ(first("replicaton lag"), "replica-behind (symptom: replication lag)");
    EXPECT_EQ(first("restrat postgers"), "database-crash (step 2: Restart PostgreSQL)");
}

TEST_F(SearchTest, FindsTheSymptomInAPastedLogLine) {
    EXPECT_EQ(
        first("2026-11-24 03:12:45.678 UTC [4711] api-7f9c: ERROR psycopg.OperationalError: connection to "
              "server at \"10.0.3.7\", port 5432 failed: Connection refused Is the server running?"),
        "database-crash (symptom: connection refused)");
    EXPECT_EQ(
        first("Nov 24 03:12:45 app-a kernel: Out of memory: Killed process 4711 (worker) total-vm:8123456kB"),
        "out-of-memory (symptom: Out of memory: Killed process)");
    EXPECT_EQ(first("FATAL: could not write to file \"pg_wal/xlogtemp.99\": No space left on device"),
              "disk-full (symptom: No space left on device)");
}

TEST_F(SearchTest, PrefersTheSymptomThatExplainsMore) {
    const auto all =
        hits("FATAL:  remaining connection slots are reserved for non-replication superuser connections");
    ASSERT_FALSE(all.empty());
    EXPECT_EQ(books[all.front().index].id, "pool-exhausted");
}

TEST_F(SearchTest, FindsNothingInWhatIsNothing) {
    EXPECT_THAT(found(""), IsEmpty());
    EXPECT_THAT(found("  -- "), IsEmpty());
    EXPECT_THAT(found("zebra"), IsEmpty());
    EXPECT_THAT(found("database zebra"), IsEmpty()) << "both words must be there";
    EXPECT_THAT(Search().find("anything"), IsEmpty());
}

TEST_F(SearchTest, EndsOnHostileQueries) {
    EXPECT_THAT(found(std::string(100'000, 'a')), IsEmpty());
    EXPECT_NO_THROW(static_cast<void>(found(std::string("\0\xff\xfe(*+?[", 9))));
    std::string many;
    for (int i = 0; i < 20'000; ++i)
        many += "connection ";
    EXPECT_NO_THROW(static_cast<void>(found(many)));
}

TEST_F(SearchTest, IsFastOnFiveHundredRunbooks) {
    const auto reading =
        readRunbook("it.md", fileText(std::string(MUSTER_SOURCE_DIR) + "/runbooks/database-crash.md"));
    books.clear();
    for (int i = 0; i < 500; ++i) {
        auto copy = reading.runbook;
        copy.id += std::to_string(i);
        for (auto& step : copy.steps)
            step.prose += " thing" + std::to_string(i) + " part" + std::to_string(i * 7);
        books.push_back(std::move(copy));
    }
    std::vector<const Runbook*> all;
    for (const auto& each : books)
        all.push_back(&each);
    const auto begin = std::chrono::steady_clock::now();
    const Search search(all);
    const auto built = std::chrono::steady_clock::now();
    const auto found =
        search.find("psycopg.OperationalError: connection to server at 10.0.3.7 failed: Connection refused");
    const auto end = std::chrono::steady_clock::now();
    EXPECT_EQ(found.size(), 500u);
    RecordProperty(
        "buildMicroseconds",
        std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(built - begin).count()));
    RecordProperty(
        "findMicroseconds",
        std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(end - built).count()));
    // Far above what it takes, far below what a person would notice; sanitizers and busy machines pass.
    EXPECT_LT(end - built, std::chrono::milliseconds(500));
}
