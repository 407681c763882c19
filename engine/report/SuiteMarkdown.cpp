#include "engine/report/Suite.h"
#include "engine/report/Words.h"
#include "models/report/SuiteSheet.h"
#include "models/report/SuiteText.h"

namespace muster::report {
namespace {

constexpr std::size_t longestTitle = 42; // the table keeps to a terminal of 110 columns
constexpr std::size_t longestForm = 24;

std::string drillsTable(const Suite& suite) {
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < suite.drills.size(); ++i) {
        const auto& each = suite.drills[i];
        const auto target = [&](Seconds value) -> std::string {
            return each.run == 0 ? "-" : value ? spoken(value) : "none";
        };
        const std::string form = formText(each);
        const std::string verdict = verdictText(each.verdict);
        rows.push_back({std::to_string(i + 1), markdownText(each.title, longestTitle),
                        each.verdict == "passed" ? verdict : "**" + verdict + "**", figure(each.rto),
                        target(each.rtoTarget), (each.rpoAtLeast ? "≥ " : "") + figure(each.rpo),
                        target(each.rpoTarget), form.empty() ? "-" : markdownText(form, longestForm),
                        each.run == 0 ? "-" : std::to_string(each.run)});
    }
    return table({"#", "scenario", "verdict", "RTO", "target", "RPO", "target", "form", "run"}, rows,
                 {0, 3, 4, 5, 6, 8});
}

std::string reasons(const Suite& suite) {
    std::string out;
    for (const auto& each : suite.drills) {
        if (each.verdict == "passed")
            continue;
        out += "\n**" + markdownText(each.title) + "**: " + verdictText(each.verdict) + "\n\n";
        for (const auto& why : each.why)
            out += wrapped(markdownText(why), "- ", "  ");
        if (each.faultStands)
            out += "- **what this drill broke has not been put back completely**\n";
    }
    return out.empty() ? "" : "\n## What did not pass, and why\n" + out;
}

std::string evidence(const Suite& suite) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& each : suite.drills)
        if (each.run != 0)
            rows.push_back({std::to_string(each.run), markdownText(each.title, longestTitle),
                            "`" + each.lastHash + "`"});
    return "\n## Evidence\n\nEach drill is a run of its own in the journal. The hashes are those of their "
           "last "
           "events.\n\n" +
           table({"run", "scenario", "SHA-256 of its last event"}, rows, {0});
}

} // namespace

std::string markdown(const Suite& suite) {
    const Sheet sheet = lay(suite);
    std::string out = "# " + markdownText(sheet.title, 400) + "\n\n**" + sheet.verdict + "**" +
                      (sheet.qualifier.empty() ? "" : " (" + sheet.qualifier + ")") + ": " +
                      suiteSentence(suite) + "\n\n";
    for (const auto& warning : sheet.warnings)
        out += wrapped(markdownText(warning.text), warning.tone == Tone::bad ? "WARNING: " : "", "") + "\n";
    out += drillsTable(suite) + "\n## All together\n\n";
    out += wrapped("Plan: " + std::to_string(suite.plan) + " on " + markdownText(suite.environment) +
                       (suite.production ? " (PRODUCTION)" : ""),
                   "- ", "  ");
    out +=
        wrapped("When: " + instant(suite.begunUtcMs) +
                    (suite.endedUtcMs == 0 ? " UTC, not ended" : " to " + instant(suite.endedUtcMs) + " UTC"),
                "- ", "  ");
    for (const auto& [name, value] : suiteTotals(suite))
        out += wrapped(name + ": " + markdownText(value, 2000), "- ", "  ");
    return out + reasons(suite) + evidence(suite);
}

} // namespace muster::report
