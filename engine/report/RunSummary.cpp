#include "engine/report/Report.h"
#include "models/ports/Desk.h"

namespace muster::report {

ports::RunSummary summaryOf(const Report& report) {
    ports::RunSummary out;
    out.run = report.run;
    out.kind = report.kind;
    out.mode = incident::modeFromWord(report.mode).value_or(incident::Mode::rehearsal);
    out.title = report.title;
    out.runbook = report.runbook;
    out.drill = report.drill;
    out.severity = report.severity;
    out.environment = report.environment;
    out.openedUtcMs = report.openedUtcMs;
    out.lastUtcMs = report.lastUtcMs;
    out.verdict = report.verdict == "open" ? "" : report.verdict;
    out.unattended = report.unattended;
    out.faultStands = report.faultStands;
    out.rto = report.rto;
    out.rtoTarget = report.rtoTarget;
    out.rpo = report.rpo;
    out.rpoTarget = report.rpoTarget;
    out.rpoAtLeast = report.rpoAtLeast;
    out.acknowledged = report.counts.acknowledged;
    out.lost = report.counts.lost;
    out.declared = report.milestones.declared;
    out.times = report.times;
    out.dataSize = report.dataSize;
    out.hardware = report.hardware;
    for (const auto& document : report.documents)
        if (document.role == "runbook")
            out.runbookSha256 = document.sha256;
    return out;
}

} // namespace muster::report
