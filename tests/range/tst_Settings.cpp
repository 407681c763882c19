#include "range/control/Settings.h"
#include "tests/range/Sockets.h"

#include <gtest/gtest.h>
#include <set>

namespace muster::range::tests {
namespace {

TEST(PortChoice, KeepsWhatItChoseFromOthersThatChoose) {
    std::set<int> ports;
    std::vector<std::unique_ptr<PortChoice>> choices;
    for (int i = 0; i < 300; ++i) {
        choices.push_back(std::make_unique<PortChoice>());
        const auto port = choices.back()->choose(0, {});
        ASSERT_TRUE(port);
        EXPECT_TRUE(ports.insert(*port).second) << *port << " was given away twice";
    }
}

TEST(PortChoice, LetsThePartListenOnItsPort) {
    PortChoice choice;
    const auto port = choice.choose(0, {});
    ASSERT_TRUE(port);
    const Echo part(*port);
    Client client(*port);
    client.send("hello");
    EXPECT_EQ(client.read(5), "hello");
}

TEST(PortChoice, KeepsThePortItHadUnlessSomebodyListensThere) {
    PortChoice first;
    const auto port = first.choose(0, {});
    ASSERT_TRUE(port);
    PortChoice again;
    EXPECT_EQ(again.choose(*port, {}).value_or(0), *port);
    EXPECT_NE(again.choose(*port, {*port}).value_or(0), *port);
    const Echo stranger(*port);
    PortChoice late;
    EXPECT_NE(late.choose(*port, {}).value_or(0), *port);
}

} // namespace
} // namespace muster::range::tests
