#include "models/report/SuiteSheet.h"

#include "models/report/SuiteText.h"

namespace muster::report {
namespace {

Cell figureCell(Seconds value, Seconds target, bool atLeast) {
    if (!value)
        return {"–", Tone::faint};
    const auto judged = judge(value, target, atLeast);
    return {(atLeast ? "at least " : "") + figure(value), judged.tone == Tone::bad ? Tone::bad : Tone::plain,
            judged.tone == Tone::bad};
}

Table drillsTable(const Suite& suite) {
    Table table;
    table.caption = "Every drill of the plan, in its order";
    table.columns = {{"#", 0.4, true},      {"Scenario", 3.2},     {"Verdict", 1.3},
                     {"RTO", 1.2, true},    {"Target", 1.1, true}, {"RPO", 1.1, true},
                     {"Target", 1.1, true}, {"Form", 1.2},         {"Run", 0.6, true}};
    for (std::size_t i = 0; i < suite.drills.size(); ++i) {
        const auto& each = suite.drills[i];
        const auto word = verdictWord(each.verdict);
        const auto target = [&](Seconds value) {
            return Cell{each.run == 0 ? "–" : value ? spoken(value) : "none", Tone::faint};
        };
        const std::string form = formText(each);
        table.rows.push_back({{std::to_string(i + 1)},
                              {each.title},
                              {word.glyph + " " + verdictText(each.verdict), word.tone, true},
                              figureCell(each.rto, each.rtoTarget, false),
                              target(each.rtoTarget),
                              figureCell(each.rpo, each.rpoTarget, each.rpoAtLeast),
                              target(each.rpoTarget),
                              {form.empty() ? "–" : form, each.weaker() ? Tone::warning : Tone::plain},
                              {each.run == 0 ? "–" : std::to_string(each.run)}});
    }
    return table;
}

// What a reader asks next: why did these not pass?
Section reasons(const Suite& suite) {
    Section out{"reasons", "What did not pass, and why", {}};
    for (const auto& each : suite.drills) {
        if (each.verdict == "passed")
            continue;
        out.blocks.emplace_back(Heading{each.title + ": " + verdictText(each.verdict)});
        List list;
        for (const auto& why : each.why)
            list.items.push_back({why});
        if (each.faultStands)
            list.items.push_back({"what this drill broke has not been put back completely", Tone::bad, true});
        if (list.items.empty())
            list.items.push_back({"no reason was recorded", Tone::faint});
        out.blocks.emplace_back(std::move(list));
    }
    return out;
}

Section evidence(const Suite& suite) {
    Section out{"evidence", "Evidence", {}};
    out.blocks.emplace_back(
        Text{"Each drill is a run of its own in the journal, with its own report. The hashes are "
             "those of the runs' last events; `muster journal verify` follows the chain."});
    Table table;
    table.caption = "Runs and the hashes of their last events";
    table.columns = {{"Run", 0.6, true}, {"Scenario", 2}, {"SHA-256 of its last event", 4}};
    for (const auto& each : suite.drills)
        if (each.run != 0)
            table.rows.push_back(
                {{std::to_string(each.run)}, {each.title}, {each.lastHash, Tone::plain, false, true}});
    out.blocks.emplace_back(std::move(table));
    return out;
}

KeyFigure key(const char* name, const SuiteFigures& figures, int unattended) {
    KeyFigure out;
    out.name = std::string("worst ") + name;
    out.note = unattended > 0 ? "unattended" : "attended";
    if (!figures.worst) {
        out.value = "not measured";
        out.target = "no target";
        return out;
    }
    const auto& worst = *figures.worst;
    out.value = figure(worst.value);
    out.target = "target " + figure(worst.target);
    out.result = std::to_string(figures.within) + " of " + std::to_string(figures.drills) + " within target";
    if (worst.ratio)
        out.result += ", worst " + percent(worst.ratio);
    out.tone = figures.within == figures.drills ? Tone::good : Tone::bad;
    return out;
}

} // namespace

Sheet lay(const Suite& suite) {
    Sheet sheet;
    sheet.title =
        "Drills on " + (suite.environmentTitle.empty() ? suite.environment : suite.environmentTitle);
    sheet.kind = "Result of a plan of drills";
    const auto verdict = verdictWord(overall(suite));
    sheet.verdict = verdict.word;
    sheet.glyph = verdict.glyph;
    sheet.tone = verdict.tone;
    sheet.qualifier = suite.totals.unattended > 0 ? "unattended" : "";
    sheet.why = {suiteSentence(suite)};
    if (const auto ended = endedText(suite); !ended.empty())
        sheet.warnings.push_back({ended, Tone::warning});
    for (const auto& each : suite.drills)
        if (each.faultStands)
            sheet.warnings.push_back(
                {"What '" + each.title + "' broke has not been put back completely.", Tone::bad});
    sheet.figures = {key("RTO", suite.totals.rto, suite.totals.unattended),
                     key("RPO", suite.totals.rpo, suite.totals.unattended)};
    sheet.run = "Plan " + std::to_string(suite.plan);
    sheet.environment = suite.environment + (suite.production ? " (PRODUCTION)" : "");
    for (const auto& each : suite.drills)
        if (each.run != 0)
            sheet.fingerprint = each.lastHash;

    Facts facts;
    facts.rows.push_back(
        {"When",
         {instant(suite.begunUtcMs) +
          (suite.endedUtcMs == 0 ? " UTC, not ended" : " to " + instant(suite.endedUtcMs) + " UTC")}});
    for (const auto& [name, value] : suiteTotals(suite))
        facts.rows.push_back({name, {value}});
    sheet.sections.push_back({"drills", "The drills", {drillsTable(suite)}});
    sheet.sections.push_back({"totals", "All together", {std::move(facts)}});
    if (suite.totals.passed < suite.totals.drills)
        sheet.sections.push_back(reasons(suite));
    sheet.sections.push_back(evidence(suite));
    return sheet;
}

} // namespace muster::report
