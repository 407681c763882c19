#include "tests/support/ui/PlanContents.h"

#include "models/report/Suite.h"

#include <array>

namespace muster::tests::contents {
namespace {

constexpr std::int64_t plan = 200;
constexpr int drills = 7;

struct Told {
    const char* title;
    const char* verdict;
    double rto, target, rpo, rpoTarget;
    const char* form;
    const char* why;
};

constexpr std::array<Told, drills> told{{
    {"Database connection loss", "passed", 12, 120, 0, 0, "true", ""},
    {"Fail-over of the primary database", "passed", 19, 120, 0.4, 30, "true", ""},
    {"Killed for want of memory", "failed", 71, 60, 0, 0, "weaker: SIGKILL instead of a full memory",
     "RTO 71.000 s is over its target of 60.000 s"},
    {"Network partition", "passed", 28, 60, 0, 30, "weaker: the peer hangs, and is not cut off", ""},
    {"Split-brain", "failed", 52, 300, 3.2, 0, "true",
     "RPO 3.200 s is over its target of 0.000 s: 16 acknowledged writes lost"},
    {"Fail-over to a passive region", "", 0, 300, 0, 60, "", ""},
    {"Corrupted JSON", "not-tested", 0, 60, 0, 0, "true",
     "the fault was not observed: no probe failed after it"},
}};

report::PlanPart part(std::int64_t position) {
    report::PlanPart out;
    out.plan = plan;
    out.position = position;
    out.seed = 7;
    for (const auto& each : told)
        out.drills.push_back({each.title, each.title,
                              each.verdict[0] == 0 ? "there is no second region in this environment" : ""});
    return out;
}

report::Report reportOf(int index, std::int64_t now, bool open) {
    const auto& each = told[static_cast<std::size_t>(index)];
    report::Report out;
    out.run = plan + index;
    out.kind = "drill";
    out.drill = each.title;
    out.title = each.title;
    out.environment = "range";
    out.environmentTitle = "Practice range";
    out.unattended = true;
    out.openedUtcMs = now - (drills - index) * 60'000;
    out.verdict = open ? "open" : each.verdict;
    out.times.machine = open ? 21 : 45;
    out.plan = part(index + 1);
    if (open)
        return out;
    if (each.why[0] != 0)
        out.why = {each.why};
    out.form = each.form;
    out.measured = true;
    out.rto = each.rto;
    out.rtoTarget = each.target;
    out.rpo = each.rpo;
    out.rpoTarget = each.rpoTarget;
    out.workLost = 2.2;
    out.workflowsAffected = out.workflowsRecovered = 5;
    out.counts.acknowledged = 2'400;
    out.counts.lost = each.rpo > each.rpoTarget ? 16 : 0;
    out.counts.duplicated = 0;
    out.dataSize = "250 MB";
    out.hardware = "2 cores, 4 GB";
    return out;
}

} // namespace

void tellPlan(ScriptedDesk& desk, PlanStory story, std::int64_t now) {
    const int begun = story == PlanStory::ended ? drills : story == PlanStory::running ? 4 : 3;
    std::vector<report::Report> reports;
    for (int i = 0; i < begun; ++i)
        if (told[static_cast<std::size_t>(i)].verdict[0] != 0)
            reports.push_back(reportOf(i, now, story == PlanStory::running && i + 1 == begun));
    if (story == PlanStory::stopped)
        reports.back().verdict = "cancelled";
    if (story != PlanStory::running) {
        reports.back().plan.ended = story == PlanStory::ended ? "complete" : "interrupted";
        reports.back().plan.endedUtcMs = now;
    }
    ports::PlanView view;
    view.suite = std::make_shared<report::Suite>(report::suite(reports, plan).value());
    view.running = story == PlanStory::running;
    desk.setPlan(std::move(view));
}

} // namespace muster::tests::contents
