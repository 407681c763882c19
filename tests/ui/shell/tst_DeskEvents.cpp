#include "tests/support/ui/Contents.h"
#include "tests/support/window/Hands.h"
#include "ui/shell/DeskEvents.h"

#include <gtest/gtest.h>
#include <thread>

using namespace muster;
using namespace muster::tests;
using ui::DeskEvents;

TEST(DeskEventsTest, ManyChangesBecomeOneSignal) {
    ScriptedDesk desk;
    DeskEvents events(desk);
    int runs = 0;
    std::vector<qint64> changed;
    QObject::connect(&events, &DeskEvents::runsAreNew, [&runs] { ++runs; });
    QObject::connect(&events, &DeskEvents::runIsNew, [&changed](qint64 run) { changed.push_back(run); });
    for (int i = 0; i < 100; ++i) {
        desk.setRuns({});
        desk.setView(7, {});
        desk.setView(3, {});
    }
    EXPECT_EQ(runs, 0) << "never on the desk's own thread";
    settle();
    EXPECT_EQ(runs, 1);
    EXPECT_EQ(changed, (std::vector<qint64>{3, 7}));
}

TEST(DeskEventsTest, OutputComesInPiecesAndWhole) {
    ScriptedDesk desk;
    DeskEvents events(desk);
    QByteArray all;
    int pieces = 0;
    QObject::connect(&events, &DeskEvents::outputCame,
                     [&](qint64 run, const QString& host, bool error, const QByteArray& bytes) {
                         EXPECT_EQ(run, 3);
                         EXPECT_EQ(host, "db-a");
                         EXPECT_FALSE(error);
                         all += bytes;
                         ++pieces;
                     });
    QByteArray sent;
    std::thread server([&] {
        for (int line = 0; line < 20'000; ++line) {
            const auto text = "line " + std::to_string(line) + "\n";
            sent += QByteArray::fromStdString(text);
            desk.print(3, "db-a", text);
        }
    });
    server.join();
    EXPECT_TRUE(until([&] { return all.size() == sent.size(); }));
    EXPECT_EQ(all, sent);
    EXPECT_LT(pieces, 100) << "not a signal a line";
}

TEST(DeskEventsTest, HostsAndStreamsAreKeptApart) {
    ScriptedDesk desk;
    DeskEvents events(desk);
    std::map<QString, QByteArray> heard;
    QObject::connect(&events, &DeskEvents::outputCame,
                     [&](qint64, const QString& host, bool error, const QByteArray& bytes) {
                         heard[host + (error ? "!" : "")] += bytes;
                     });
    desk.print(1, "db-a", "one");
    desk.print(1, "db-a", "trouble", ports::Stream::err);
    desk.print(1, "app-a", "two");
    EXPECT_TRUE(until([&] { return heard.size() == 3; }));
    EXPECT_EQ(heard["db-a"], "one");
    EXPECT_EQ(heard["db-a!"], "trouble");
    EXPECT_EQ(heard["app-a"], "two");
}

TEST(DeskEventsTest, AfterItIsGoneNothingIsObserved) {
    ScriptedDesk desk;
    { DeskEvents events(desk); }
    desk.setRuns({}); // would crash
    settle();
}

TEST(DeskEventsTest, ACallbackFindsTheUiThreadOrNobody) {
    auto* context = new QObject;
    int called = 0;
    const auto then = ui::onUi<int>(context, [&called](Result<int> number) { called = *number; });
    std::thread([&then] { then(7); }).join();
    EXPECT_EQ(called, 0);
    settle();
    EXPECT_EQ(called, 7);
    const auto late = ui::onUi<int>(context, [&called](Result<int> number) { called = *number; });
    std::thread([&late] { late(9); }).join();
    delete context;
    settle();
    EXPECT_EQ(called, 7);
}
