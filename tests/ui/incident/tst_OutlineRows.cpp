#include "engine/report/Report.h"
#include "models/runbook/ReadRunbook.h"
#include "tests/support/ui/Contents.h"
#include "tests/support/ui/Events.h"
#include "ui/incident/OutlineRows.h"

#include <gmock/gmock.h>

using namespace muster;
using namespace muster::ui;
using muster::tests::contents::Story;
using testing::ElementsAre;

namespace {

constexpr std::int64_t now = 1'795'488'087'000;

runbook::Runbook read(const char* file, const std::string& text) {
    return runbook::readRunbook(file, text).runbook;
}

std::string front(const char* id) {
    return std::string("---\nid: ") + id + "\ntitle: " + id +
           "\nseverity: P1\nservice: s\nowner: o\nversion: 1\nreviewed: 2026-01-01\nreview-every: "
           "90d\nsymptoms: [x]\n---\n# " +
           id + "\n\n";
}

// A run that asks, in `first`, whether to call or to go on in `second`.
struct Walk {
    explicit Walk(const char* link)
        : first(read("first.md", front("first") + "## Ask\n- [ ] seen\n### Decide\n- [there](second.md" +
                                     link + ")\n\n## After\n- [ ] seen\n")),
          second(
              read("second.md", front("second") + "## Inner one\n- [ ] seen\n\n## Inner two\n- [ ] seen\n")),
          events(7, now - 60'000, incident::Mode::live) {
        events.open(first, tests::contents::rangeEnvironment());
    }
    void enter(const runbook::Runbook& runbook, std::size_t step) {
        events.enter(runbook.id, runbook.steps[step], ++at, static_cast<int>(step) + 1);
    }
    void settle(const runbook::Runbook& runbook, std::size_t step) {
        events.settle(runbook.id, runbook.steps[step], at, "done");
    }
    void decide() {
        events.add("decision.made", {{"runbook", "first"},
                                     {"step", first.steps[0].slug},
                                     {"at", at},
                                     {"branch", 0},
                                     {"label", "there"},
                                     {"by", "person"}});
    }
    ports::RunView view() const {
        ports::RunView out;
        auto documents = std::make_shared<ports::RunDocuments>();
        documents->main = "first";
        documents->runbooks = {{"first", first}, {"second", second}};
        out.documents = documents;
        out.state = std::make_shared<incident::Incident>(incident::fold(events.all()));
        out.report = std::make_shared<report::Report>(report::fold(events.all()));
        return out;
    }
    std::vector<std::string> told() const {
        std::vector<std::string> lines;
        for (const auto& row : outlineRows(view())) {
            if (row.kind == OutlineRow::Kind::communications)
                break;
            if (row.text == QStringLiteral("Beside the steps"))
                continue;
            std::string line(static_cast<std::size_t>(row.depth), '>');
            line += row.text.toStdString();
            if (row.kind == OutlineRow::Kind::step)
                line += " " + row.state + (row.next ? " next" : "");
            lines.push_back(line);
        }
        return lines;
    }

    runbook::Runbook first, second;
    tests::Events events;
    int at = 0;
};

} // namespace

TEST(OutlineRowsTest, StepsStandWithStateTimesAndWhatComesNext) {
    const auto view = tests::contents::view(Story::acting, now, incident::Mode::live);
    const auto rows = outlineRows(view);
    const auto current = std::find_if(rows.begin(), rows.end(), [](const auto& row) { return row.current; });
    ASSERT_NE(current, rows.end());
    EXPECT_EQ(current->text, QStringLiteral("Restart PostgreSQL"));
    EXPECT_EQ(current->number, QStringLiteral("4"));
    EXPECT_EQ(current->state, "active");
    EXPECT_NE(current->sinceUtcMs, 0);
    EXPECT_TRUE((current + 1)->next);
    EXPECT_EQ(rows.front().state, "done");
    EXPECT_TRUE(rows.front().actual.has_value());
    const auto progress = progressOf(rows);
    EXPECT_EQ(progress.settled, 3);
    EXPECT_EQ(progress.all, 11);
    EXPECT_EQ(rows.back().kind, OutlineRow::Kind::checklist);
    EXPECT_TRUE(rows.back().beside.startsWith(QStringLiteral("0 of ")));
}

TEST(OutlineRowsTest, ACalledRunbookStandsIndentedBelowTheStepThatCalledIt) {
    Walk walk(" \"call\"");
    ASSERT_EQ(walk.first.steps[0].branches[0].go, runbook::Branch::Go::call);
    walk.enter(walk.first, 0);
    walk.decide();
    walk.settle(walk.first, 0);
    walk.enter(walk.second, 0);
    EXPECT_THAT(walk.told(), ElementsAre("Ask done", ">calls: second", ">Inner one active",
                                         ">Inner two not-reached next", "After not-reached"));
    walk.settle(walk.second, 0);
    walk.enter(walk.second, 1);
    walk.settle(walk.second, 1);
    walk.enter(walk.first, 1);
    EXPECT_THAT(walk.told(), ElementsAre("Ask done", ">calls: second", ">Inner one done", ">Inner two done",
                                         "After active"));
}

TEST(OutlineRowsTest, ARunbookThatTheRunWentOnInFollowsUnderItsHeading) {
    Walk walk(" \"go\"");
    ASSERT_EQ(walk.first.steps[0].branches[0].go, runbook::Branch::Go::runbook);
    walk.enter(walk.first, 0);
    walk.decide();
    walk.settle(walk.first, 0);
    walk.enter(walk.second, 0);
    EXPECT_THAT(walk.told(), ElementsAre("Ask done", "went on in: second", "Inner one active",
                                         "Inner two not-reached next"));
}

TEST(OutlineRowsTest, AStepThatTheRunWentPastIsLeftOutAndOneThatFailedSaysSo) {
    Walk walk(" \"go\"");
    walk.enter(walk.first, 1);
    EXPECT_THAT(walk.told(), ElementsAre("Ask left-out", "After active"));
    auto view = tests::contents::view(Story::failed, now, incident::Mode::live);
    const auto rows = outlineRows(view);
    EXPECT_TRUE(std::any_of(rows.begin(), rows.end(),
                            [](const auto& row) { return row.current && row.state == "failed"; }));
}
