#include "tests/support/RangeJourney.h"

#include "tests/support/Places.h"

#include <cstdlib>
#include <filesystem>
#include <libpq-fe.h>
#include <unistd.h>

namespace muster::test {
namespace fs = std::filesystem;
namespace {

std::vector<std::string> rangeWords(const std::string& folder, const std::vector<std::string>& words) {
    std::vector<std::string> out{program("muster"), "range", "--folder", folder};
    out.insert(out.end(), words.begin(), words.end());
    return out;
}

struct Connection {
    PGconn* handle;
    explicit Connection(const std::string& words) : handle(PQconnectdb(words.c_str())) {}
    ~Connection() { PQfinish(handle); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
};

} // namespace

std::string RangeJourney::s_range;

std::string program(const std::string& name) {
    return std::string(MUSTER_BIN_DIR) + "/" + name;
}

void RangeJourney::SetUpTestSuite() {
    bringUp({});
}

void RangeJourney::bringUp(const std::vector<std::string>& options) {
    s_range = fs::temp_directory_path() / ("muster-range-" + std::to_string(getpid()));
    std::vector<std::string> words{"up"};
    words.insert(words.end(), options.begin(), options.end());
    const auto up = runProgram(rangeWords(s_range, words), {}, std::chrono::seconds{400});
    ASSERT_EQ(up.exitCode, 0) << up.err << up.out;
}

void RangeJourney::TearDownTestSuite() {
    const auto down = runProgram(rangeWords(s_range, {"down"}));
    EXPECT_EQ(down.exitCode, 0) << down.err;
    EXPECT_FALSE(fs::exists(s_range));
}

void RangeJourney::SetUp() {
    m_folder = std::make_unique<TemporaryFolder>();
    // What an earlier journey broke is mended, so that journeys may come in any order.
    const auto up = runProgram(rangeWords(s_range, {"up"}));
    ASSERT_EQ(up.exitCode, 0) << up.err << up.out;
}

std::string RangeJourney::environmentFile() {
    auto ran = runProgram(rangeWords(s_range, {"environment"}));
    while (!ran.out.empty() && ran.out.back() == '\n')
        ran.out.pop_back();
    return ran.out;
}

Environment RangeJourney::environment() const {
    return {{"XDG_STATE_HOME", file("state")},
            {"XDG_CONFIG_HOME", file("config")},
            {"MUSTER_JOURNAL", file("journal.db")},
            {"MUSTER_ENVIRONMENT", environmentFile()},
            {"MUSTER_RUNBOOKS", std::string(MUSTER_SOURCE_DIR) + "/runbooks"}};
}

Ran RangeJourney::muster(const std::vector<std::string>& words, std::chrono::seconds limit) const {
    std::vector<std::string> all{program("muster")};
    all.insert(all.end(), words.begin(), words.end());
    return runProgram(all, environment(), limit);
}

std::unique_ptr<Running> RangeJourney::startMuster(const std::vector<std::string>& words) const {
    std::vector<std::string> all{program("muster")};
    all.insert(all.end(), words.begin(), words.end());
    return std::make_unique<Running>(all, environment());
}

std::string RangeJourney::databaseValue(const std::string& name) {
    const std::string text = readFile(environmentFile());
    const auto at = text.find(name + ": ");
    auto value = text.substr(at + name.size() + 2, text.find('\n', at) - at - name.size() - 2);
    std::erase(value, '"');
    return value;
}

std::vector<std::string> RangeJourney::query(const std::string& sql) {
    const Connection connection("host=" + databaseValue("db_host") + " port=" + databaseValue("db_port") +
                                " user=" + databaseValue("db_user") + " dbname=" + databaseValue("db_name") +
                                " connect_timeout=2 passfile=" + s_range + "/app-a/home/.pgpass");
    std::vector<std::string> rows;
    if (PQstatus(connection.handle) != CONNECTION_OK)
        return rows;
    PGresult* result = PQexec(connection.handle, sql.c_str());
    for (int row = 0; row < PQntuples(result); ++row) {
        std::string line;
        for (int column = 0; column < PQnfields(result); ++column)
            line += (column > 0 ? "|" : "") + std::string(PQgetvalue(result, row, column));
        rows.push_back(line);
    }
    PQclear(result);
    return rows;
}

bool RangeJourney::databaseAccepts() {
    return query("SELECT 1 WHERE NOT pg_is_in_recovery()") == std::vector<std::string>{"1"};
}

RangeJourney::Documents RangeJourney::copyDocuments(const std::string& slug) const {
    const std::string from = std::string(MUSTER_SOURCE_DIR) + "/runbooks/" + slug;
    return {m_folder->write("runbooks/" + slug + ".md", readFile(from + ".md")),
            m_folder->write("runbooks/" + slug + ".drill.md", readFile(from + ".drill.md"))};
}

RangeJourney::Documents RangeJourney::copyAllDocuments(const std::string& slug) const {
    for (const auto& entry : fs::directory_iterator(std::string(MUSTER_SOURCE_DIR) + "/runbooks"))
        m_folder->write("runbooks/" + entry.path().filename().string(), readFile(entry.path()));
    return copyDocuments(slug);
}

} // namespace muster::test
