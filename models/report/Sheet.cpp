#include "models/report/Charts.h"
#include "models/report/SheetParts.h"

#include <cmath>

namespace muster::report {
namespace {

KeyFigure keyFigure(const Report& report, const std::string& name, Seconds measured, const std::string& words,
                    Seconds target, bool atLeast) {
    const Judgement judged = judge(measured, target, atLeast);
    KeyFigure out;
    out.name = name;
    out.value = measured ? words : "not measured";
    out.target = target ? "target " + figure(target) : "no target";
    out.result = judged.word;
    if (target && measured && *target > 0)
        out.result += ", " + std::to_string(std::llround(*measured / *target * 100)) + " % of target";
    out.tone = judged.tone;
    out.note = report.unattended ? "unattended" : "attended";
    return out;
}

std::vector<Text> warnings(const Report& report) {
    std::vector<Text> out;
    if (report.faultStands)
        out.push_back({"What this drill broke has not been put back completely.", Tone::bad});
    if (!report.guard.empty())
        out.push_back({"A guard rail stopped this drill: " + report.guard + ".", Tone::bad});
    if (report.starved.value_or(false))
        out.push_back({"The prober was starved: the figures of this run are void.", Tone::bad});
    if (report.mode == "rehearsal")
        out.push_back({"This was a rehearsal: only steps that read were executed, all else was simulated.",
                       Tone::warning});
    if (report.unattended)
        out.push_back(
            {"Nobody was there: the times of this run hold no time in which a person reads, decides or "
             "is fetched.",
             Tone::warning});
    for (const auto sequence : report.interruptedAt)
        out.push_back(
            {"The console was interrupted after event " + std::to_string(sequence) + ".", Tone::warning});
    if (report.verdict == "open")
        out.push_back({"This run is still open: what follows is its state so far.", Tone::warning});
    return out;
}

std::string kindOf(const Report& report) {
    if (report.kind == "drill")
        return "Drill report";
    if (report.mode == "rehearsal")
        return "Rehearsal report";
    return report.kind == "incident" ? "Incident report" : "Report of a run";
}

} // namespace

StateWord verdictWord(const std::string& verdict) {
    if (verdict == "passed" || verdict == "completed")
        return {"✓", verdict == "passed" ? "PASSED" : "COMPLETED", Tone::good};
    if (verdict == "failed")
        return {"✗", "FAILED", Tone::bad};
    if (verdict == "not-tested")
        return {"◇", "NOT TESTED", Tone::warning};
    if (verdict == "partial")
        return {"◐", "PARTIAL", Tone::warning};
    if (verdict == "not-run")
        return {"–", "NOT RUN", Tone::warning};
    if (verdict == "interrupted")
        return {"■", "STOPPED", Tone::warning};
    if (verdict == "rehearsed")
        return {"◇", "REHEARSED", Tone::plain};
    if (verdict == "cancelled")
        return {"■", "CANCELLED", Tone::warning};
    if (verdict == "withdrawn")
        return {"■", "WITHDRAWN", Tone::warning};
    return {"○", "STILL OPEN", Tone::warning};
}

StateWord stateWord(const std::string& state) {
    if (state == "done")
        return {"✓", "done", Tone::plain};
    if (state == "failed")
        return {"✗", "failed", Tone::bad};
    if (state == "by-hand")
        return {"✓", "by hand", Tone::plain};
    if (state == "active")
        return {"▶", "under way", Tone::warning};
    if (state == "not-reached")
        return {"○", "not reached", Tone::faint};
    if (state == "simulated" || state == "assumed" || state == "waived")
        return {"◇", state, Tone::plain};
    if (state == "skipped" || state == "undone")
        return {"–", state, Tone::warning};
    return {"–", state, Tone::plain};
}

Sheet lay(const Report& report, std::span<const metrics::Sample> samples) {
    Sheet sheet;
    sheet.title = report.title.empty() ? "Run " + std::to_string(report.run) : report.title;
    sheet.kind = kindOf(report);
    const StateWord verdict = verdictWord(report.verdict);
    sheet.verdict = verdict.word;
    sheet.glyph = verdict.glyph;
    sheet.tone = verdict.tone;
    sheet.qualifier = report.unattended ? "unattended" : "";
    sheet.why = report.why;
    sheet.warnings = warnings(report);
    if (report.measured || report.kind == "drill" || report.rtoTarget || report.rpoTarget)
        sheet.figures = {keyFigure(report, "RTO", report.rto, rtoFigure(report), report.rtoTarget, false),
                         keyFigure(report, "RPO", report.rpo,
                                   (report.rpoAtLeast ? "at least " : "") + figure(report.rpo),
                                   report.rpoTarget, report.rpoAtLeast)};
    sheet.run = "Run " + std::to_string(report.run);
    sheet.environment = report.environment + (report.production ? " (PRODUCTION)" : "");
    sheet.fingerprint = report.lastHash;

    const auto add = [&](std::optional<Section> section) {
        if (section)
            sheet.sections.push_back(std::move(*section));
    };
    add(aboutSection(report));
    add(figuresSection(report));
    add(recoverySection(report));
    add(stepsSheet(report));
    add(timesSheet(report));
    add(communicationsSheet(report));
    add(checklistSheet(report));
    add(measuredSheet(report, samples));
    add(timelineSheet(report));
    add(controlsSheet(report));
    add(evidenceSheet(report));
    return sheet;
}

} // namespace muster::report
