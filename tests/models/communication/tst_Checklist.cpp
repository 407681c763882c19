#include "models/communication/Checklist.h"

#include <fstream>
#include <map>
#include <sstream>

namespace muster::communication {
namespace {

std::string shipped(const std::string& name) {
    std::ifstream file(std::string(MUSTER_SOURCE_DIR) + "/resources/checklists/" + name);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

TEST(Checklist, KeepsItemsUnderTheirHeadings) {
    const auto items =
        readChecklist("# P0\n\nprose\n\n## First\n- [ ] one\n* [x] two\n\n## Then\n- [ ] three\n");
    ASSERT_EQ(items.size(), 3U);
    EXPECT_EQ(items[0].section, "First");
    EXPECT_EQ(items[0].text, "one");
    EXPECT_EQ(items[1].text, "two"); // a tick in the file ticks nothing
    EXPECT_EQ(items[2].section, "Then");
}

TEST(Checklist, AnIndentedLineGoesOn) {
    const auto items = readChecklist("- [ ] a long\n  item\nprose\n  no part of it\n");
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(items[0].text, "a long item");
    EXPECT_EQ(items[0].section, "");
}

TEST(Checklist, WhatIsNoItemIsProse) {
    EXPECT_TRUE(readChecklist("- [] one\n-[ ] two\n- [ ]three\n- [ ]\n- four\n[ ] five\n").empty());
    EXPECT_TRUE(readChecklist("```\n- [ ] in code\n```\n").empty());
    EXPECT_TRUE(readChecklist("").empty());
    EXPECT_EQ(readChecklist("## A\r\n- [ ] one\r\n").at(0).text, "one");
}

TEST(Checklist, EveryBlockThatShipsHasFiveToNineItems) {
    for (const std::string name : {"p0.md", "p1.md", "p2.md", "p3.md"}) {
        std::map<std::string, int> blocks;
        for (const auto& item : readChecklist(shipped(name)))
            ++blocks[item.section];
        EXPECT_FALSE(blocks.empty()) << name;
        for (const auto& [section, count] : blocks) {
            EXPECT_GE(count, 5) << name << ": " << section;
            EXPECT_LE(count, 9) << name << ": " << section;
        }
    }
}

} // namespace
} // namespace muster::communication
