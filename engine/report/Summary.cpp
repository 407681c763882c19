#include "engine/report/Sections.h"
#include "engine/report/Words.h"

#include <algorithm>
#include <cmath>

namespace muster::report {
namespace {

constexpr std::size_t mostLostShown = 100;

std::string upper(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    return text;
}

// "measured figure against target", as a row; what was not measured is never "within".
std::vector<std::string> targetRow(const Report& report, const std::string& name, Seconds measured,
                                   const std::string& words, Seconds target, const std::string& error,
                                   bool atLeast) {
    std::string share = "-";
    if (target && measured && *target > 0)
        share = std::to_string(std::llround(*measured / *target * 100)) + " %";
    return {name,
            words,
            error,
            figure(target),
            judge(measured, target, atLeast).word,
            share,
            report.unattended ? "unattended" : "attended"};
}

std::string targets(const Report& report) {
    // The error points one way: the service may have been back a little earlier than a probe could tell.
    const std::string rtoError = report.rto && report.probeError ? "-" + figure(report.probeError) : "-";
    const std::string rpoError = report.rpo && report.rpoError ? "±" + figure(report.rpoError) : "-";
    const std::string rpo = (report.rpoAtLeast ? "at least " : "") + figure(report.rpo);
    return table({"figure", "measured", "error", "target", "result", "of target", "people"},
                 {targetRow(report, "RTO", report.rto, rtoFigure(report), report.rtoTarget, rtoError, false),
                  targetRow(report, "RPO", report.rpo, rpo, report.rpoTarget, rpoError, report.rpoAtLeast)},
                 {1, 2, 3, 5}) +
           "\n";
}

std::string number(const Count& count) {
    return count ? std::to_string(*count) : "not measured";
}

std::string lostWrites(const Report& report) {
    if (report.lost.empty())
        return {};
    std::string list;
    std::size_t shown = 0;
    for (const auto& write : report.lost) {
        if (shown++ == mostLostShown)
            break;
        list += (list.empty() ? "" : ", ") + markdownText(write.client, 60) + "/" +
                std::to_string(write.sequence);
    }
    const auto all = report.counts.lost.value_or(static_cast<std::int64_t>(report.lost.size()));
    if (const auto more = all - static_cast<std::int64_t>(std::min(shown, report.lost.size()) -
                                                          (shown > mostLostShown ? 1 : 0));
        more > 0)
        list += ", and " + std::to_string(more) + " more";
    return wrapped("LOST (client/sequence): " + list, "- ", "  ");
}

std::string losses(const Report& report) {
    const Counts& counts = report.counts;
    std::string writes = "Writes: " + number(counts.acknowledged) + " acknowledged, " + number(counts.lost) +
                         " lost, " + number(counts.duplicated) + " duplicated, " + number(counts.unknown) +
                         " unknown";
    if (counts.unknownPresent)
        writes += " (" + std::to_string(*counts.unknownPresent) + " of them written)";
    if (counts.lost.value_or(0) > 0 && counts.lostAfterFault)
        writes += "; " + number(counts.lostBeforeFault) + " lost before the fault, " +
                  number(counts.lostAfterFault) + " after it";
    if (counts.lostOnSomeNode.value_or(0) > 0)
        writes += "; " + number(counts.lostOnSomeNode) + " of the lost ones still on some node";
    if (counts.reapplied)
        writes += "; " + number(counts.reapplied) + " applied again by the runbook";
    if (counts.refusedPresent.value_or(0) > 0)
        writes += "; " + number(counts.refusedPresent) + " refused and yet there";
    std::string out = wrapped(writes, "- ", "  ") + lostWrites(report);
    out += "- Work lost (progress done again): " +
           (report.workLost ? figure(report.workLost) : std::string("not measured")) + "\n";
    return out + "- Workflows: " + number(report.workflowsAffected) + " affected, " +
           number(report.workflowsRecovered) + " recovered\n";
}

std::string stepCount(const Report& report) {
    std::vector<std::pair<std::string, int>> states;
    for (const auto& step : report.steps) {
        auto found = std::find_if(states.begin(), states.end(),
                                  [&](const auto& each) { return each.first == step.state; });
        if (found == states.end())
            found = states.insert(states.end(), {step.state, 0});
        ++found->second;
    }
    std::string out;
    for (const auto& [state, count] : states)
        out += (out.empty() ? "" : ", ") + std::to_string(count) + " " +
               (state == "not-reached" ? "not reached" : markdownText(state, 40));
    return out.empty() ? "none" : out;
}

std::string warnings(const Report& report) {
    std::string out;
    if (report.faultStands)
        out += "**WARNING: what this drill broke has not been put back completely.**\n\n";
    if (report.mode == "rehearsal")
        out += "This was a rehearsal: only steps that read were executed, all else was simulated.\n\n";
    for (const auto sequence : report.interruptedAt)
        out += "The console was interrupted after event " + std::to_string(sequence) + ".\n\n";
    return out;
}

std::string about(const Report& report) {
    const auto line = [](const std::string& name, const std::string& value) {
        return value.empty() ? std::string() : wrapped(value, "- " + name + ": ", "  ");
    };
    std::string environment = markdownText(report.environment);
    if (!report.environmentTitle.empty() && report.environmentTitle != report.environment)
        environment += ", " + markdownText(report.environmentTitle);
    environment += report.production ? " (PRODUCTION)" : "";
    const std::string kind = (report.kind.empty() ? "run" : markdownText(report.kind)) + ", mode " +
                             (report.mode.empty() ? "unknown" : markdownText(report.mode)) +
                             (report.unattended ? ", unattended" : "") + (report.guided ? ", guided" : "");
    std::string out = line("Run", std::to_string(report.run) + " (" + kind + ")");
    out += line("Runbook", markdownText(report.runbook));
    out += line("Drill", markdownText(report.drill));
    out += line("Plan", markdownText(planWords(report.plan)));
    out += line("Form of the fault", markdownText(report.form));
    out += line("Severity", markdownText(report.severity));
    out += line("Environment", environment);
    out += line("Service", markdownText(report.service));
    out += line("Who", markdownText(report.openedBy));
    const std::int64_t end = report.closedUtcMs != 0 ? report.closedUtcMs : report.lastUtcMs;
    out += line("When", instant(report.openedUtcMs) + " to " + instant(end) + " UTC (" +
                            brief(report.times.total()) + ")");
    out += line("Fault time", markdownText(faultTime(report)));
    out += line("Respond within", report.respondWithin ? brief(report.respondWithin) : "");
    out += line("Page", markdownText(report.page));
    out += line("Owner", markdownText(report.owner));
    std::string controls;
    for (const auto& control : report.controls)
        controls += (controls.empty() ? "" : ", ") + markdownText(control);
    out += line("Controls", controls);
    for (const auto& [name, value] : report.inputs)
        out += line("Input " + markdownText(name, 80), markdownText(value));
    return out + line("Steps", stepCount(report));
}

} // namespace

std::string summarySection(const Report& report) {
    std::string out = "# " + markdownText(report.title.empty() ? "Run" : report.title, 400) + "\n\n";
    const std::string verdict =
        report.verdict == "open" ? "STILL OPEN" : upper(markdownText(report.verdict, 60));
    out += "**" + verdict + "**" + (report.unattended ? " (unattended)" : "") + "\n";
    for (const auto& reason : report.why)
        out += wrapped(markdownText(reason), "- ", "  ");
    out += "\n" + warnings(report);
    if (report.measured || report.kind == "drill" || report.rtoTarget || report.rpoTarget)
        out += targets(report);
    if (report.measured)
        out += losses(report);
    else
        out += "- Nothing was measured in this run\n";
    return out + "\n" + about(report) + "\n";
}

} // namespace muster::report
