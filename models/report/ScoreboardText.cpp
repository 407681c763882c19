#include "models/report/ScoreboardText.h"

#include "models/base/Duration.h"
#include "models/base/Printable.h"
#include "models/base/Utc.h"

#include <cmath>

namespace muster::report {
namespace {

std::string plain(Seconds value) {
    return value ? formatSeconds(Milliseconds(std::llround(*value * 1000))) : "";
}

std::string count(const Count& value) {
    return value ? std::to_string(*value) : "";
}

std::string share(std::optional<double> ratio) {
    return ratio ? std::to_string(std::llround(*ratio * 100)) + " %" : "";
}

std::string result(Seconds value, Seconds target, bool atLeast) {
    const Standing stands = standing(value, target, atLeast);
    return stands == Standing::within ? "within" : stands == Standing::missed ? "MISSED" : "";
}

std::string incidents(const char* name, const Scoreboard::Incidents& some) {
    if (some.all == 0)
        return "";
    std::string out = "- " + std::string(name) + ": " + std::to_string(some.all);
    if (some.open > 0)
        out += ", " + std::to_string(some.open) + " open";
    if (const auto middle = median(some.declared))
        out += "; declared " + spoken(middle) + " after the fault (median of " +
               std::to_string(some.declared.size()) + ")";
    out += "; machine " + spoken(some.times.machine) + ", people " + spoken(some.times.person) +
           ", approvals " + spoken(some.times.approval) + ", messages " + spoken(some.times.communications) +
           "\n";
    return out;
}

} // namespace

std::string successWords(const Scoreboard& board) {
    if (board.measured() == 0)
        return "nothing measured";
    return std::to_string(board.passed) + " of " + std::to_string(board.measured()) + " measured";
}

std::string worstWords(const Scoreboard& board) {
    if (!board.worst)
        return "nothing was measured against a target";
    const Worst& worst = *board.worst;
    const std::string what = worst.figure + " of " + printableLine(worst.title) + ": ";
    if (worst.ratio && worst.target.value_or(0) > 0)
        return what + share(worst.ratio) + " of its target";
    return what + spoken(worst.value) + " where " + spoken(worst.target) + " are allowed";
}

TableOf scenarioFigures(const Scoreboard& board) {
    TableOf out;
    out.head = {"Scenario",     "Drill",      "Environment",  "Run",           "When",       "Verdict",
                "Person",       "RTO s",      "RTO target s", "RTO of target", "RTO result", "RPO s",
                "RPO target s", "RPO result", "Acknowledged", "Lost",          "Passed",     "Failed",
                "Not tested",   "Data",       "Hardware"};
    for (const auto& scenario : board.scenarios) {
        const auto& run = scenario.latest;
        const bool isVoid = run.verdict == "not-tested";
        const Seconds rto = isVoid ? std::nullopt : run.rto;
        const Seconds rpo = isVoid ? std::nullopt : run.rpo;
        out.rows.push_back({printableLine(scenario.title),
                            printableLine(scenario.drill),
                            printableLine(scenario.environment),
                            std::to_string(run.run),
                            formatUtc(run.openedUtcMs),
                            run.verdict,
                            run.unattended ? "unattended" : "attended",
                            plain(rto),
                            plain(run.rtoTarget),
                            share(ratio(rto, run.rtoTarget)),
                            result(rto, run.rtoTarget, false),
                            plain(rpo),
                            plain(run.rpoTarget),
                            result(rpo, run.rpoTarget, run.rpoAtLeast),
                            count(run.acknowledged),
                            count(run.lost),
                            std::to_string(scenario.passed),
                            std::to_string(scenario.failed),
                            std::to_string(scenario.notTested),
                            printableLine(run.dataSize),
                            printableLine(run.hardware)});
    }
    return out;
}

std::string scoreboardMarkdown(const Scoreboard& board, const std::string& filterInWords,
                               std::int64_t nowUtcMs) {
    std::string out = "# Recovery metrics\n\n" + filterInWords + ". As of " + formatUtc(nowUtcMs) + ".\n\n";
    out += "- Success: " + successWords(board);
    if (board.notTested > 0)
        out += ", " + std::to_string(board.notTested) + " not tested";
    if (board.brokenOff > 0)
        out += ", " + std::to_string(board.brokenOff) + " broken off";
    out += "\n- Worst: " + worstWords(board) + "\n";
    if (board.meanRto)
        out += "- RTO: " + std::to_string(board.rtoWithin) + " of " + std::to_string(board.withRto) +
               " scenarios within target; mean " + spoken(board.meanRto) +
               (board.mixedTargets ? " over different targets, so read it beside the worst" : "") + "\n";
    if (board.withRpo > 0)
        out += "- RPO: " + std::to_string(board.rpoWithin) + " of " + std::to_string(board.withRpo) +
               " scenarios within target\n";
    if (board.unattended > 0)
        out += "- " + std::to_string(board.unattended) +
               " of these figures are unattended: nobody was there, and the targets are set for people\n";
    out += board.lost ? "- Acknowledged writes lost: " + std::to_string(*board.lost) + " of " +
                            std::to_string(board.acknowledged.value_or(0)) + ", over " +
                            std::to_string(board.ledgers) + " runs\n"
                      : "- Acknowledged writes lost: not known\n";
    out += incidents("Live incidents", board.live) + incidents("Rehearsals", board.rehearsed);
    out += "\n## Scenarios, latest run of each\n\n" + markdownTable(scenarioFigures(board));
    return out;
}

} // namespace muster::report
