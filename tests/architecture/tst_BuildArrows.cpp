#include "tests/support/Places.h"
#include "tests/support/Program.h"

#include <filesystem>
#include <gtest/gtest.h>

using muster::test::Ran;
using muster::test::runProgram;
using muster::test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

// A project of one file that has nothing but the helper, configured as a person would.
Ran configureWith(const std::string& library) {
    const TemporaryFolder folder;
    fs::copy(fs::path(MUSTER_SOURCE_DIR) / "cmake/Arrows.cmake", folder.file("Arrows.cmake"));
    fs::create_directory(folder.file("part"));
    folder.write("part/Part.cpp", "int part() { return 1; }\n");
    folder.write("CMakeLists.txt", "cmake_minimum_required(VERSION 3.25)\n"
                                   "project(tiny LANGUAGES CXX)\n"
                                   "include(Arrows.cmake)\n" +
                                       library + "\n");
    return runProgram({"cmake", "-S", folder.path(), "-B", folder.file("build"), "-G", "Ninja"});
}

} // namespace

TEST(BuildArrows, ALinkOfTheTableIsAccepted) {
    const auto ran = configureWith("muster_library(models FOLDERS part)\n"
                                   "muster_library(report FOLDERS part LINKS models)");
    EXPECT_EQ(ran.exitCode, 0) << ran.err;
}

TEST(BuildArrows, ALinkOutsideTheTableStopsTheConfiguration) {
    const auto ran = configureWith("muster_library(models FOLDERS part)\n"
                                   "muster_library(journal FOLDERS part LINKS models)\n"
                                   "muster_library(report FOLDERS part LINKS models journal)");
    EXPECT_NE(ran.exitCode, 0);
    EXPECT_NE(ran.err.find("'report' must not link 'journal'"), std::string::npos) << ran.err;
}

TEST(BuildArrows, AProgramOutsideItsRowStopsTheConfiguration) {
    const auto ran = configureWith("muster_library(engine FOLDERS part)\n"
                                   "muster_program(tool ROW range SOURCES part/Part.cpp LINKS engine)");
    EXPECT_NE(ran.exitCode, 0);
    EXPECT_NE(ran.err.find("'range' must not link 'engine'"), std::string::npos) << ran.err;
}

TEST(BuildArrows, ALibraryWithoutARowStopsTheConfiguration) {
    const auto ran = configureWith("muster_library(telepathy FOLDERS part)");
    EXPECT_NE(ran.exitCode, 0);
    EXPECT_NE(ran.err.find("'telepathy' has no row"), std::string::npos) << ran.err;
}

TEST(BuildArrows, TheWholeConfiguresWithoutTheWindow) {
    const TemporaryFolder folder;
    const auto ran =
        runProgram({"cmake", "-S", MUSTER_SOURCE_DIR, "-B", folder.file("build"), "-G", "Ninja",
                    "-DMUSTER_GUI=OFF", "-DCMAKE_DISABLE_FIND_PACKAGE_Qt6Widgets=ON",
                    "-DCMAKE_DISABLE_FIND_PACKAGE_Qt6Charts=ON", "-DCMAKE_DISABLE_FIND_PACKAGE_Qt6Svg=ON"});
    EXPECT_EQ(ran.exitCode, 0) << ran.out << ran.err;
}
