#include "models/report/SeedTable.h"

#include <gtest/gtest.h>

using namespace muster::report;

namespace {

std::string document(const std::string& scenario) {
    return R"({"schema": "muster.seed/1", "source": "A report.", "scenarios": [)" + scenario + "]}";
}

} // namespace

TEST(SeedTable, ReadsDurationsAsPeopleWriteThem) {
    const auto table = readSeedTable(document(
        R"({"number": 2, "title": "Crash", "drill": "database-crash", "rto_target": "2m", "rto": "1m52s",
            "rpo_target": "0", "rpo": null, "note": "partial"})"));
    ASSERT_TRUE(table) << table.error().text();
    EXPECT_EQ(table->source, "A report.");
    ASSERT_EQ(table->scenarios.size(), 1U);
    const auto& one = table->scenarios[0];
    EXPECT_EQ(one.number, 2);
    EXPECT_EQ(one.drill, "database-crash");
    EXPECT_EQ(one.rtoTarget, 120);
    EXPECT_EQ(one.rto, 112);
    EXPECT_EQ(one.rpoTarget, 0);
    EXPECT_FALSE(one.rpo);
    EXPECT_EQ(one.note, "partial");
}

TEST(SeedTable, NamesTheScenarioThatIsWrong) {
    for (const auto& text :
         {std::string("no JSON"), std::string("[]"), std::string("{}"),
          std::string(R"({"schema": "muster.seed/2", "scenarios": []})"),
          std::string(R"({"schema": "muster.seed/1"})"), document("7"), document(R"({"number": 1})"),
          document(R"({"title": "x"})"), document(R"({"number": 1, "title": "x", "rto": "soon"})"),
          document(R"({"number": 1, "title": "x", "rto": 7})")})
        EXPECT_FALSE(readSeedTable(text)) << text;
    const auto bad = readSeedTable(document(R"({"number": 1, "title": "x", "rto": "soon"})"));
    EXPECT_NE(bad.error().why.find("scenario 1"), std::string::npos);
    EXPECT_NE(bad.error().why.find("rto"), std::string::npos);
}

TEST(SeedTable, WhatAFileSaysIsData) {
    const auto table = readSeedTable(document(R"({"number": 1, "title": "x\u001b[2J\ny"})"));
    ASSERT_TRUE(table);
    EXPECT_EQ(table->scenarios[0].title, "x\\x1b[2J\\ny");
}
