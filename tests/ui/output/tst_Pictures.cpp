// The output view as it looks, kept where MUSTER_SHOTS says; and what every look has to keep to.
#include "tests/support/window/Hands.h"
#include "ui/output/OutputArea.h"
#include "ui/output/OutputView.h"
#include "ui/theme/Theme.h"

#include <gtest/gtest.h>

using namespace muster::tests;
using namespace muster::ui;

namespace {

struct Look {
    const char* name;
    SchemeChoice scheme;
    int textSize;
    QSize size;
};

class OutputLooks : public testing::TestWithParam<Look> {};

void printSomething(OutputView& view) {
    constexpr qint64 begin = 1'795'488'087'104;
    view.beginAct("Confirm that the database is down");
    view.append("db-a", true, "pg_isready: could not connect: Connection refused\n", begin);
    view.append("db-a", false, "/var/run/postgresql:5432 - no response\n", begin + 6);
    view.beginAct("Maintenance mode: switch on");
    for (const char* host : {"app-a", "app-b", "app-c"})
        view.append(host, false, "maintenance: on\nworkers drained: 4 of 4\n", begin + 3104);
    view.append("app-d", false, "maintenance: on\n", begin + 3122);
    view.append("app-d", true, "warning: worker 3 still holds a lease, waiting 5 s\n", begin + 3127);
    view.append("app-d", false, "workers drained: 3 of 4\n", begin + 8201);
    view.beginAct("Restart PostgreSQL");
    view.append(
        "db-a", false,
        "LOG:  database system was interrupted; last known up at 2026-11-24 03:20:02 UTC\n"
        "LOG:  database system was not properly shut down; automatic recovery in progress, which reads the "
        "write-ahead log from the last checkpoint on and applies every change that had not reached the "
        "files of the tables yet\n"
        "LOG:  redo starts at 0/3000148\n"
        "name\tstate\tlag\nreplica-1\tstreaming\t0 B\nGr\xc3\xb6\xc3\x9f"
        "e: \xe6\xbc\xa2\xe5\xad\x97 ok\n",
        begin + 14'104);
    view.append("db-a", true, "\x1b[31mFATAL\x1b[0m: user \xe2\x80\xaegnp.exe \xff\n", begin + 15'000);
    for (int i = 0; i <= 63; ++i)
        view.append("db-a", false, QByteArray("recovered ") + QByteArray::number(i) + "%\r",
                    begin + 16'000 + i);
}

} // namespace

TEST_P(OutputLooks, NothingIsCutOffOrOverlaps) {
    const Look& look = GetParam();
    Theme theme;
    theme.choose(look.scheme);
    theme.setTextSize(look.textSize);
    theme.apply();
    OutputView view(theme);
    view.setContentsMargins(16, 16, 16, 16);
    printSomething(view);
    showWindow(view, look.size);
    settle();
    picture(view, QString("output-%1").arg(look.name));
    view.find("recover");
    ASSERT_TRUE(until([&] { return !view.area()->rows().log().acts().empty(); }));
    settle();
    view.findNext();
    settle();
    picture(view, QString("output-%1-find").arg(look.name));
    view.setFolded(false);
    view.setWrapped(true);
    settle();
    picture(view, QString("output-%1-wrapped").arg(look.name));
    EXPECT_LE(view.minimumSizeHint().width() - 32, 720)
        << "fits beside the outline and the timeline at 1280x720";
}

INSTANTIATE_TEST_SUITE_P(Looks, OutputLooks,
                         testing::Values(Look{"dark", SchemeChoice::dark, 100, {740, 520}},
                                         Look{"light", SchemeChoice::light, 100, {740, 520}},
                                         Look{"contrast", SchemeChoice::highContrast, 100, {740, 520}},
                                         Look{"dark-200", SchemeChoice::dark, 200, {740, 520}}),
                         [](const auto& look) {
                             std::string name = look.param.name;
                             std::erase(name, '-');
                             return name;
                         });
