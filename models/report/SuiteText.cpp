#include "models/report/SuiteText.h"

#include <cmath>

namespace muster::report {
namespace {

std::string joined(const std::vector<std::string>& parts, const char* separator) {
    std::string out;
    for (const auto& part : parts)
        out += (out.empty() ? "" : separator) + part;
    return out;
}

// "126 acknowledged, 0 lost"; what was not measured is left out, and nothing at all is said to be so.
std::string counted(const std::vector<std::pair<Count, const char*>>& counts) {
    std::vector<std::string> parts;
    for (const auto& [count, word] : counts)
        if (count)
            parts.push_back(std::to_string(*count) + " " + word);
    return parts.empty() ? "not measured" : joined(parts, ", ");
}

std::string worstText(const Worst& worst) {
    return (worst.ratio ? percent(worst.ratio) + " of its target"
                        : figure(worst.value) + " where 0 s is the target") +
           " (" + worst.title + ", run " + std::to_string(worst.run) + ")";
}

std::string averages(const SuiteFigures& figures) {
    if (figures.drills == 0)
        return "not measured against a target";
    std::string out = std::to_string(figures.within) + " of " + std::to_string(figures.drills) +
                      " within target; mean " + figure(figures.mean);
    if (figures.meanRatio)
        out += ", on average " + percent(figures.meanRatio) + " of target";
    if (figures.worst)
        out += "; worst " + worstText(*figures.worst);
    return out + (figures.mixedTargets ? "; the targets differ, so read the mean beside the worst" : "");
}

// "1 partial, 2 not tested": what did not pass.
std::string others(const SuiteTotals& totals) {
    std::vector<std::string> parts;
    for (const auto& [count, word] :
         {std::pair{totals.partial, "partial"}, std::pair{totals.failed, "failed"},
          std::pair{totals.notTested, "not tested"}, std::pair{totals.stopped, "stopped"},
          std::pair{totals.open, "under way"}, std::pair{totals.notRun, "not run"}})
        if (count > 0)
            parts.push_back(std::to_string(count) + " " + word);
    return joined(parts, ", ");
}

} // namespace

std::string verdictText(const std::string& verdict) {
    if (verdict == "not-tested")
        return "not tested";
    if (verdict == "not-run")
        return "not run";
    if (verdict == "cancelled")
        return "stopped";
    return verdict == "open" ? "under way" : verdict;
}

std::string percent(std::optional<double> ratio) {
    return ratio ? std::to_string(std::llround(*ratio * 100)) + " %" : "";
}

std::string formText(const SuiteDrill& drill) {
    return drill.form.empty() && drill.measured() ? "not said" : drill.form;
}

TableOf suiteFigures(const Suite& suite) {
    TableOf out;
    out.head = {"#", "Scenario", "Verdict", "RTO", "Target", "RPO", "Target", "Run", "Form"};
    for (std::size_t i = 0; i < suite.drills.size(); ++i) {
        const auto& each = suite.drills[i];
        const auto target = [&](Seconds value) {
            return each.run == 0 ? "" : value ? spoken(value) : "none";
        };
        out.rows.push_back({std::to_string(i + 1), each.title, verdictText(each.verdict), figure(each.rto),
                            target(each.rtoTarget), (each.rpoAtLeast ? "at least " : "") + figure(each.rpo),
                            target(each.rpoTarget), each.run == 0 ? "" : std::to_string(each.run),
                            formText(each)});
    }
    return out;
}

std::vector<std::pair<std::string, std::string>> suiteTotals(const Suite& suite) {
    const auto& totals = suite.totals;
    std::vector<std::pair<std::string, std::string>> out;
    std::string success = "nothing was measured";
    if (totals.measured() > 0)
        success = percent(static_cast<double>(totals.passed) / totals.measured()) + ": " +
                  std::to_string(totals.passed) + " of " + std::to_string(totals.measured()) +
                  " measured passed";
    const std::string rest = others(totals);
    out.emplace_back("Success", success + (rest.empty() ? "" : "; " + rest));
    if (totals.passedWeaker > 0)
        out.emplace_back("Form of the faults",
                         std::to_string(totals.passedWeaker) +
                             " of the passed ones used a weaker form of the fault, and prove "
                             "nothing about the true one");
    out.emplace_back("RTO", averages(totals.rto));
    out.emplace_back("RPO", averages(totals.rpo));
    out.emplace_back("Workflows", counted({{totals.workflowsAffected, "affected"},
                                           {totals.workflowsRecovered, "recovered"}}));
    out.emplace_back("Writes", counted({{totals.acknowledged, "acknowledged"},
                                        {totals.lost, "lost"},
                                        {totals.duplicated, "duplicated"}}));
    out.emplace_back("Work done again", totals.workLost ? figure(totals.workLost) + ", of all drills together"
                                                        : std::string("not measured"));
    if (totals.unattended > 0)
        out.emplace_back("People",
                         std::to_string(totals.unattended) + " of " + std::to_string(totals.measured()) +
                             " measured were unattended: nobody was there, and the targets are set for "
                             "people");
    out.emplace_back("Time", brief(totals.seconds) + " of drills");
    out.emplace_back("Size of the data",
                     totals.dataSizes.empty() ? "not said" : joined(totals.dataSizes, "; "));
    out.emplace_back("Hardware", totals.hardware.empty() ? "not said" : joined(totals.hardware, "; "));
    out.emplace_back("Order",
                     suite.seed ? "shuffled with seed " + std::to_string(*suite.seed) : "as it was named");
    return out;
}

std::string suiteSentence(const Suite& suite) {
    const std::string rest = others(suite.totals);
    return std::to_string(suite.totals.passed) + " of " + std::to_string(suite.totals.drills) + " passed" +
           (rest.empty() ? "" : ", " + rest);
}

std::string endedText(const Suite& suite) {
    if (suite.ended == "interrupted")
        return "The plan was stopped by the operator.";
    if (suite.ended == "fault-stands")
        return "The plan stopped: what a drill broke was not put back, so whatever follows would measure a "
               "broken "
               "system.";
    if (suite.ended == "fail-fast")
        return "The plan stopped at the first drill that was not passed.";
    if (suite.ended == "error")
        return "The plan could not go on.";
    return suite.ended.empty() ? "The plan has not ended, or its console ended before." : "";
}

} // namespace muster::report
