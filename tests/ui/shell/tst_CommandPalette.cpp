#include "tests/support/window/Hands.h"
#include "ui/shell/CommandPalette.h"
#include "ui/shell/Fuzzy.h"

#include <QAbstractItemModel>
#include <QLineEdit>
#include <QListView>
#include <gtest/gtest.h>

using namespace muster::ui;
using namespace muster::tests;

TEST(Fuzzy, FitsPiecesBeginningsAndScatteredLetters) {
    EXPECT_TRUE(fuzzyScore("", "anything"));
    EXPECT_TRUE(fuzzyScore("crash", "Database crash while workflows execute"));
    EXPECT_TRUE(fuzzyScore("db cra", "Declare: Database crash db-a"));
    EXPECT_TRUE(fuzzyScore("dcw", "Database crash while workflows execute"));
    EXPECT_FALSE(fuzzyScore("zebra", "Database crash while workflows execute"));
    EXPECT_FALSE(fuzzyScore("crash zebra", "Database crash"));
}

TEST(Fuzzy, PutsTheBeginningOfAWordFirst) {
    EXPECT_GT(*fuzzyScore("note", "Timeline: note"), *fuzzyScore("note", "Timeline: denoted"));
    EXPECT_GT(*fuzzyScore("crash", "crash of a database"),
              *fuzzyScore("crash", "a database of which somebody says crash"));
}

namespace {

class Palette : public testing::Test {
protected:
    Palette() { theme.apply(); }

    std::vector<PaletteEntry> entries() {
        const auto entry = [this](const char* id, const char* text, const char* keywords = "") {
            return PaletteEntry{id, "arrow-right", text, {}, {}, keywords, [this, id] { done = id; }};
        };
        return {entry("note", "Timeline: write a note"),
                entry("crash", "Declare: Database crash", "connection refused"),
                entry("pool", "Declare: Connection pool exhausted"), entry("dark", "Colours: dark")};
    }

    Theme theme;
    std::string done;
};

QString first(const CommandPalette& palette) {
    auto* list = palette.findChild<QListView*>("palette.list");
    return list->model()->index(0, 0).data().toString();
}

} // namespace

TEST_F(Palette, WhatIsTypedIsDoneWithReturn) {
    CommandPalette palette(theme, entries(), {}, nullptr);
    showWindow(palette, {700, 400});
    type(palette, "pool");
    EXPECT_EQ(first(palette), "Declare: Connection pool exhausted");
    press(palette, "Return");
    EXPECT_EQ(done, "pool");
    EXPECT_FALSE(palette.isVisible());
}

TEST_F(Palette, ARunbookIsFoundByItsSymptom) {
    CommandPalette palette(theme, entries(), {}, nullptr);
    showWindow(palette, {700, 400});
    type(palette, "refused");
    press(palette, "Return");
    EXPECT_EQ(done, "crash");
}

TEST_F(Palette, ArrowsChooseRoundAndRound) {
    CommandPalette palette(theme, entries(), {}, nullptr);
    showWindow(palette, {700, 400});
    press(palette, "Up");
    press(palette, "Return");
    EXPECT_EQ(done, "dark");
}

TEST_F(Palette, WhatWasUsedLatelyComesFirst) {
    CommandPalette palette(theme, entries(), {"dark", "pool"}, nullptr);
    EXPECT_EQ(first(palette), "Colours: dark");
}

TEST_F(Palette, NothingFitsIsSaidAndDoesNothing) {
    CommandPalette palette(theme, entries(), {}, nullptr);
    showWindow(palette, {700, 400});
    type(palette, "zzzz");
    press(palette, "Return");
    EXPECT_EQ(done, "");
    EXPECT_TRUE(palette.isVisible());
    press(palette, "Escape");
    EXPECT_FALSE(palette.isVisible());
}
