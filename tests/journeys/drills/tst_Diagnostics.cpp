// The emergency diagnostics on a real range: all of it is executed in a rehearsal, and a part that is down is
// a finding and no end.
#include "tests/support/RangeJourney.h"

#include <gmock/gmock.h>

namespace {
using testing::HasSubstr;

class Diagnostics : public muster::test::RangeJourney {};

TEST_F(Diagnostics, ShowEveryPartInARehearsalAndChangeNothing) {
    const auto before = query("SELECT count(*) FROM ledger");
    const auto ran = muster({"runbook", "run", "emergency-diagnostics", "--unattended"});
    EXPECT_EQ(ran.exitCode, 0) << ran.err << ran.out;
    const auto all = ran.err + ran.out;
    for (const char* seen :
         {"app-a.orchestrator runs", "app-b.orchestrator runs", "db-a is a primary", "db-b is a standby",
          "accepting connections", "database db-a", "primary|db-b|streaming", "archive_mode",
          "orchestrator_pool_connections", "\"unrecovered\""})
        EXPECT_THAT(all, HasSubstr(seen));
    EXPECT_THAT(all, HasSubstr("Steps: 19 done\n")) << "nothing is down, so every look succeeds";
    EXPECT_EQ(query("SELECT count(*) FROM ledger"), before);
}

TEST_F(Diagnostics, GoOnWhereAPartIsDown) {
    ASSERT_EQ(muster({"range", "--folder", rangeFolder(), "break", "database"}).exitCode, 0);
    const auto ran = muster({"runbook", "run", "emergency-diagnostics", "--unattended"});
    const auto all = ran.err + ran.out;
    EXPECT_THAT(all, HasSubstr("no response")) << "what is down is shown";
    EXPECT_THAT(all, HasSubstr("database db-a")) << "and what came after it";
    EXPECT_THAT(all, HasSubstr("Read the last errors of the applications"));
    EXPECT_EQ(muster({"range", "--folder", rangeFolder(), "mend", "database"}).exitCode, 0);
}

} // namespace
