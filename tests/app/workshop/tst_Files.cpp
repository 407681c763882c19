#include "app/workshop/Files.h"

#include "app/workshop/Library.h"

#include <cstdlib>
#include <fstream>

namespace {
using namespace muster;
namespace fs = std::filesystem;

class Files : public testing::Test {
protected:
    void SetUp() override {
        std::string name = (fs::temp_directory_path() / "files-XXXXXX").string();
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        m_folder = name;
    }
    void TearDown() override { fs::remove_all(m_folder); }

    fs::path m_folder;
};

TEST_F(Files, ReadsEveryByte) {
    std::string text(200'000, 'x');
    text[100'000] = '\0';
    std::ofstream(m_folder / "log", std::ios::binary) << text;
    EXPECT_EQ(app::readFile(m_folder / "log"), text);
    std::ofstream(m_folder / "empty");
    EXPECT_EQ(app::readFile(m_folder / "empty"), "");
}

TEST_F(Files, SaysWhatCannotBeRead) {
    const auto missing = app::readFile(m_folder / "missing");
    ASSERT_FALSE(missing);
    EXPECT_NE(missing.error().text().find("No such file"), std::string::npos) << missing.error().text();
    const auto folder = app::readFile(m_folder);
    ASSERT_FALSE(folder);
    EXPECT_NE(folder.error().text().find("Is a directory"), std::string::npos) << folder.error().text();
}

// Opens well and fails when it is read, as a file on a dying disk does.
TEST_F(Files, AFailingReadIsAnErrorAndNotTheEnd) {
    EXPECT_FALSE(app::readFile("/proc/self/mem"));
    const auto document = app::readDocument("/proc/self/mem");
    ASSERT_FALSE(document);
    EXPECT_NE(document.error().text().find("Input/output error"), std::string::npos)
        << document.error().text();
}

} // namespace
