#include "tests/support/Places.h"
#include "tests/support/Program.h"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <regex>
#include <set>

using muster::test::readFile;
using muster::test::runProgram;
namespace fs = std::filesystem;

namespace {

const fs::path root = MUSTER_SOURCE_DIR;

std::string firstLine(const fs::path& file) {
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    return line;
}

std::vector<fs::path> filesBelow(const fs::path& folder) {
    std::vector<fs::path> files;
    for (auto entry = fs::recursive_directory_iterator(folder); entry != fs::recursive_directory_iterator();
         ++entry) {
        const auto name = entry->path().filename();
        if (entry.depth() == 0 && (name == "build" || name == ".git" || name == ".cache"))
            entry.disable_recursion_pending();
        else if (entry->is_regular_file())
            files.push_back(entry->path());
    }
    return files;
}

bool isShell(const fs::path& file) {
    const auto line = firstLine(file);
    return (line.starts_with("#!") && line.ends_with("sh")) || line.starts_with("# shellcheck shell=");
}

std::vector<fs::path> documents() {
    std::vector<fs::path> found;
    for (const auto& file : filesBelow(root / "docs"))
        if (file.extension() == ".md")
            found.push_back(file);
    if (fs::exists(root / "README.md"))
        found.push_back(root / "README.md");
    return found;
}

std::set<std::string> packages() {
    std::set<std::string> names;
    std::ifstream stream(root / "scripts/packages");
    for (std::string line; std::getline(stream, line);) {
        line = line.substr(0, line.find_first_of("# "));
        if (line.empty() || line.front() == '[')
            continue;
        EXPECT_TRUE(names.insert(line).second) << line << " stands there twice";
    }
    return names;
}

// The words of every match of `pattern` in what a document shows as code.
std::set<std::string> mentions(const fs::path& document, const std::string& pattern) {
    std::set<std::string> found;
    const auto text = readFile(document.string());
    const std::regex expression(pattern);
    for (auto match = std::sregex_iterator(text.begin(), text.end(), expression);
         match != std::sregex_iterator(); ++match)
        found.insert((*match)[1]);
    return found;
}

} // namespace

TEST(Scripts, AllShellFilesPassShellcheck) {
    std::vector<std::string> words{"shellcheck", "--external-sources", "--source-path=" + root.string()};
    for (const auto& file : filesBelow(root))
        if (isShell(file))
            words.push_back(file.string());
    ASSERT_GE(words.size(), 8u) << "run, test, .ci/run and the scripts are shell files";
    const auto ran = runProgram(words);
    EXPECT_EQ(ran.exitCode, 0) << ran.out << ran.err;
}

TEST(Scripts, ProgramsAreExecutable) {
    for (const auto& file : filesBelow(root)) {
        if (firstLine(file).starts_with("#!/")) {
            EXPECT_NE(fs::status(file).permissions() & fs::perms::owner_exec, fs::perms::none) << file;
        }
    }
}

TEST(Scripts, AWrongOptionIsAUsageError) {
    EXPECT_EQ(runProgram({(root / "test").string(), "--nonsense"}).exitCode, 2);
    EXPECT_EQ(runProgram({(root / "scripts/try-on-bare-debian").string(), "--nonsense"}).exitCode, 2);
}

TEST(Packages, EveryNameIsKnownToDebian) {
    std::vector<std::string> words{"apt-cache", "show", "--no-all-versions"};
    for (const auto& name : packages()) {
        EXPECT_TRUE(std::regex_match(name, std::regex("[a-z0-9][a-z0-9+.-]+"))) << name;
        words.push_back(name);
    }
    if (runProgram({"apt-cache", "show", "libssh-dev", "cmake", "clang-tidy"}).exitCode != 0)
        GTEST_SKIP() << "this machine has no package lists; `apt-get update` brings them";
    const auto ran = runProgram(words);
    EXPECT_EQ(ran.exitCode, 0) << ran.err;
    EXPECT_EQ(ran.err, "");
}

TEST(Packages, EveryOneIsExplained) {
    const auto text = readFile((root / "docs/DEPENDENCIES.md").string());
    for (const auto& name : packages())
        EXPECT_NE(text.find("`" + name + "`"), std::string::npos)
            << name << " is not in docs/DEPENDENCIES.md";
}

TEST(Documents, EveryFileTheyTellToStartExists) {
    int seen = 0;
    for (const auto& document : documents()) {
        for (const auto& file : mentions(
                 document, R"((?:^|[ `(\n])(?:\./)?((?:scripts/[a-z][a-z-]+|\.ci/run)|(?:run|test)(?=`)))")) {
            ++seen;
            EXPECT_TRUE(fs::exists(root / file)) << document << " speaks of " << file;
        }
    }
    EXPECT_GT(seen, 3);
}

TEST(Documents, EveryMusterCommandTheyShowIsOne) {
    const auto muster = (fs::path(MUSTER_BIN_DIR) / "muster").string();
    int seen = 0;
    for (const auto& document : documents()) {
        for (
            const auto& command : mentions(
                document,
                R"((?:\n|`|\$ )(?:\./run|muster) ((?:drill|runbook|incident|journal|report|environment) [a-z]+))")) {
            ++seen;
            const auto blank = command.find(' ');
            const auto ran =
                runProgram({muster, command.substr(0, blank), command.substr(blank + 1), "--help"});
            EXPECT_EQ(ran.exitCode, 0) << document << " shows `muster " << command << "`: " << ran.err;
        }
    }
    EXPECT_GT(seen, 3);
}
