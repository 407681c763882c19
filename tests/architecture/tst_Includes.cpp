#include "tests/architecture/IncludeScan.h"
#include "tests/support/Places.h"
#include "tests/support/Program.h"

#include <fstream>
#include <gtest/gtest.h>
#include <set>

using namespace muster::tests;
namespace fs = std::filesystem;

namespace {

// A copy of the sources in which a test can plant what must be found.
class CopiedTree {
public:
    CopiedTree() {
        for (const auto* top : {"app", "engine", "models", "range", "ui"})
            fs::copy(fs::path(MUSTER_SOURCE_DIR) / top, root() / top, fs::copy_options::recursive);
    }

    [[nodiscard]] fs::path root() const { return m_folder.path(); }

    void plant(const std::string& file, const std::string& line) const {
        fs::create_directories((root() / file).parent_path());
        std::ofstream(root() / file, std::ios::app) << line << '\n';
    }

private:
    muster::test::TemporaryFolder m_folder;
};

struct Planted {
    std::string name;
    std::string file;
    std::string line;
};

class ForbiddenInclude : public testing::TestWithParam<Planted> {};

} // namespace

TEST(Includes, EveryFolderKeepsToItsArrows) {
    ASSERT_GT(countIncludes(MUSTER_SOURCE_DIR), 500u) << "the scan has read next to nothing";
    const auto findings = scanIncludes(MUSTER_SOURCE_DIR, includeTable());
    EXPECT_TRUE(findings.empty()) << describe(findings);
}

TEST(Includes, NoRowStandsForAFolderThatIsGone) {
    for (const auto& row : includeTable())
        EXPECT_TRUE(fs::is_directory(fs::path(MUSTER_SOURCE_DIR) / row.folder)) << row.folder;
}

TEST(Includes, NoFolderHasTwoRows) {
    std::set<std::string> seen;
    for (const auto& row : includeTable())
        EXPECT_TRUE(seen.insert(row.folder).second) << row.folder;
}

TEST_P(ForbiddenInclude, IsFoundWithItsFileAndLine) {
    const auto& planted = GetParam();
    const CopiedTree tree;
    const auto before = scanIncludes(tree.root(), includeTable());
    tree.plant(planted.file, planted.line);
    const auto after = scanIncludes(tree.root(), includeTable());
    ASSERT_EQ(after.size(), before.size() + 1) << describe(after);
    EXPECT_NE(describe(after).find(planted.file + ":"), std::string::npos) << describe(after);
}

INSTANTIATE_TEST_SUITE_P(
    Planted, ForbiddenInclude,
    testing::Values(
        Planted{"DomainKnowsTheEngine", "models/base/Sha256.cpp", "#include \"engine/run/Next.h\""},
        Planted{"DomainReadsFiles", "models/runbook/Planted.cpp", "#include <fstream>"},
        Planted{"DomainCallsTheSystem", "models/metrics/Planted.cpp", "#include <unistd.h>"},
        Planted{"IncidentKnowsPorts", "models/incident/Planted.h", "#include \"models/ports/Clock.h\""},
        Planted{"EngineKnowsATransport", "engine/run/Planted.cpp",
                "#include \"engine/transport/ssh/SshExecutor.h\""},
        Planted{"EngineKnowsTheJournal", "engine/run/Planted.cpp",
                "  #  include \"engine/journal/sqlite/SqliteJournal.h\""},
        Planted{"LocalKnowsSsh", "engine/transport/local/Planted.cpp", "#include <libssh/libssh.h>"},
        Planted{"QtInSsh", "engine/transport/ssh/Planted.cpp", "#include <QNetworkAccessManager>"},
        Planted{"ReportReadsTheClock", "engine/report/Planted.cpp", "#include <thread>"},
        Planted{"RangeKnowsTheEngine", "range/control/Planted.cpp",
                "#include \"engine/transport/local/LocalExecutor.h\""},
        Planted{"EngineKnowsTheRange", "engine/drill/Planted.cpp", "#include \"range/control/Range.h\""},
        Planted{"DispatcherLoadsTheDomain", "app/dispatcher/Planted.cpp",
                "#include \"models/runbook/Runbook.h\""},
        Planted{"HeaderNobodyKnows", "engine/run/Planted.cpp", "#include <boost/asio.hpp>"},
        Planted{"PathNotFromTheRoot", "engine/run/Planted.cpp", "#include \"Next.h\""}),
    [](const auto& planted) { return planted.param.name; });

TEST(Includes, AFolderWithoutARowIsFound) {
    const CopiedTree tree;
    tree.plant("engine/telepathy/Planted.cpp", "#include <string>");
    EXPECT_NE(describe(scanIncludes(tree.root(), includeTable())).find("engine/telepathy: has no row"),
              std::string::npos);
}
