#include "models/communication/Message.h"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace muster::communication {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Message, TheFirstHeadingIsTheTitle) {
    const auto message = readMessage("# Status update\n\nText\n\n# Not a title\n\n");
    EXPECT_EQ(message.title, "Status update");
    EXPECT_EQ(message.text, "Text\n\n# Not a title\n");
    EXPECT_EQ(readMessage("No heading\n").title, "");
    EXPECT_EQ(readMessage("No heading\n# Later\n").text, "No heading\n# Later\n");
}

TEST(Message, NamesAreFilledInAndWhatIsMissingStays) {
    const Values values{{"title", "Crash {{elapsed}}"}, {"elapsed", "2 m"}, {"recovered_utc", ""}};
    EXPECT_EQ(fillMessage("{{ title }}: {{recovered_utc}} {{who}}", values),
              "Crash {{elapsed}}: {{recovered_utc}} {{who}}");
    EXPECT_THAT(unfilledNames("{{a}} {{ b }} {{a}} {{1}}"), ElementsAre("a", "b"));
}

TEST(Message, WhatIsNoNameIsText) {
    EXPECT_EQ(fillMessage("{{", {}), "{{");
    EXPECT_EQ(fillMessage("a {{b c}} {{{x}} }}", {{"x", "1"}}), "a {{b c}} {1 }}");
    EXPECT_EQ(fillMessage("{{open", {{"open", "1"}}), "{{open");
}

TEST(Message, TemplatesThatShipUseOnlyNamesThatEveryRunHas) {
    Values values;
    for (const auto& name : messageNames())
        values[name] = "x";
    int count = 0;
    for (const auto& file :
         std::filesystem::directory_iterator(std::string(MUSTER_SOURCE_DIR) + "/resources/templates")) {
        std::ostringstream text;
        text << std::ifstream(file.path()).rdbuf();
        const auto message = readMessage(text.str());
        EXPECT_FALSE(message.title.empty()) << file.path();
        EXPECT_THAT(unfilledNames(fillMessage(message.text, values)), IsEmpty()) << file.path();
        ++count;
    }
    EXPECT_GE(count, 6);
}

} // namespace
} // namespace muster::communication
