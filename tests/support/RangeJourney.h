// A practice range of the test's own, brought up once for all journeys and gone afterwards, and a console
// whose files stay in a temporary folder.
#pragma once

#include "models/base/Json.h"
#include "tests/support/Program.h"

#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <vector>

namespace muster::test {

class RangeJourney : public testing::Test {
public:
    static void SetUpTestSuite();
    static void TearDownTestSuite();

protected:
    // For suites whose range is another one: what stands behind `up`.
    static void bringUp(const std::vector<std::string>& options);
    void SetUp() override;

    // `muster WORDS`, with this console's folders.
    Ran muster(const std::vector<std::string>& words,
               std::chrono::seconds limit = std::chrono::seconds{150}) const;
    [[nodiscard]] std::unique_ptr<Running> startMuster(const std::vector<std::string>& words) const;
    [[nodiscard]] Environment environment() const;

    // Rows of a query on the range's database, "|" between columns.
    static std::vector<std::string> query(const std::string& sql);
    static std::string databaseValue(const std::string& name); // "db_port", from the environment file
    static bool databaseAccepts();                             // a connection, and not in recovery

    // A copy of the shipped runbook and drill that a test may change.
    struct Documents {
        std::string runbook;
        std::string drill;
    };
    [[nodiscard]] Documents copyDocuments(const std::string& slug = "database-crash") const;
    // All that ship, since they lead to each other; those of `slug` are the ones returned.
    [[nodiscard]] Documents copyAllDocuments(const std::string& slug) const;

    [[nodiscard]] std::string file(const std::string& name) const { return m_folder->file(name); }
    [[nodiscard]] const TemporaryFolder& folder() const { return *m_folder; }
    static std::string environmentFile();
    static const std::string& rangeFolder() { return s_range; }

    [[nodiscard]] Json json(const std::string& file) const {
        return Json::parse(readFile(file), nullptr, false);
    }

private:
    static std::string s_range; // folder of the range
    std::unique_ptr<TemporaryFolder> m_folder;
};

std::string program(const std::string& name); // path of a built program

} // namespace muster::test
