#include "models/report/Charts.h"
#include "models/report/SheetParts.h"

#include <algorithm>

namespace muster::report {
namespace {

std::string number(const Count& count) {
    return count ? std::to_string(*count) : "not measured";
}

Cell answer(const std::optional<bool>& value, bool good = true) {
    if (!value)
        return {"–", Tone::faint};
    return {*value ? "yes" : "no", *value == good ? Tone::plain : Tone::bad, *value != good};
}

std::string states(const Report& report) {
    std::vector<std::pair<std::string, int>> all;
    for (const auto& step : report.steps) {
        auto found =
            std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.first == step.state; });
        if (found == all.end())
            found = all.insert(all.end(), {step.state, 0});
        ++found->second;
    }
    std::string out;
    for (const auto& [state, count] : all)
        out += (out.empty() ? "" : ", ") + std::to_string(count) + " " + stateWord(state).word;
    return out.empty() ? "none" : out;
}

std::string lostWrites(const Report& report) {
    constexpr std::size_t shown = 100;
    std::string out;
    for (std::size_t i = 0; i < std::min(shown, report.lost.size()); ++i)
        out +=
            (out.empty() ? "" : ", ") + report.lost[i].client + "/" + std::to_string(report.lost[i].sequence);
    const auto all = report.counts.lost.value_or(static_cast<std::int64_t>(report.lost.size()));
    const auto more = all - static_cast<std::int64_t>(std::min(shown, report.lost.size()));
    return out + (more > 0 ? ", and " + std::to_string(more) + " more" : "");
}

} // namespace

Section aboutSection(const Report& report) {
    Facts facts;
    const auto add = [&](const std::string& name, const std::string& value) {
        if (!value.empty())
            facts.rows.push_back({name, {value}});
    };
    std::string kind = report.kind.empty() ? "run" : report.kind;
    kind += ", mode " + (report.mode.empty() ? std::string("unknown") : report.mode);
    kind +=
        report.guided ? ", guided by the runbook, each step that changes something begun by a person" : "";
    kind += report.unattended ? ", unattended" : "";
    add("Run", std::to_string(report.run) + " (" + kind + ")");
    add("Runbook", report.runbook +
                       (report.runbookVersion > 0 ? ", version " + std::to_string(report.runbookVersion)
                                                  : std::string()) +
                       (report.owner.empty() ? "" : ", owner " + report.owner));
    add("Drill", report.drill);
    add("Plan", planWords(report.plan));
    add("Form of the fault", report.form);
    add("Severity",
        report.severity.empty()
            ? ""
            : report.severity +
                  (report.respondWithin ? ", respond within " + brief(report.respondWithin) : std::string()));
    add("To be paged", report.page);
    std::string environment = report.environment;
    if (!report.environmentTitle.empty() && report.environmentTitle != report.environment)
        environment += ", " + report.environmentTitle;
    facts.rows.push_back({"Environment",
                          {environment + (report.production ? " (PRODUCTION)" : ""),
                           report.production ? Tone::warning : Tone::plain, report.production}});
    add("Service", report.service);
    add("Who", report.openedBy);
    const std::int64_t end = report.closedUtcMs != 0 ? report.closedUtcMs : report.lastUtcMs;
    add("When", instant(report.openedUtcMs) + " to " + instant(end) + " UTC, " + brief(report.times.total()));
    for (const auto& [name, value] : report.inputs)
        add("Input " + name, value);
    add("Steps", states(report));
    return {"about", "The run", {std::move(facts)}};
}

std::optional<Section> figuresSection(const Report& report) {
    auto bars = targetBars(report);
    if (!bars && !report.measured)
        return std::nullopt;
    Section section{"figures", "Figures against targets", {}};
    if (bars)
        section.blocks.emplace_back(std::move(*bars));
    if (!report.measured) {
        section.blocks.emplace_back(Text{"Nothing was measured in this run.", Tone::warning});
        return section;
    }
    const Counts& counts = report.counts;
    Facts facts;
    const auto add = [&](const std::string& name, const std::string& value, Tone tone = Tone::plain) {
        facts.rows.push_back({name, {value, tone, tone == Tone::bad}});
    };
    add("RTO error",
        report.probeError ? "the true figure is at most " + figure(report.probeError) + " smaller" : "–");
    add("RPO resolution",
        !report.rpoError ? "–"
        : report.rpoError == report.writeInterval
            ? "±" + figure(report.rpoError) + ", the write interval"
            : "±" + figure(report.rpoError) + ", the write interval and the time without probes");
    add("Writes acknowledged", number(counts.acknowledged));
    add("Writes lost", number(counts.lost), counts.lost.value_or(0) > 0 ? Tone::bad : Tone::plain);
    if (counts.lost.value_or(0) > 0 && counts.lostAfterFault)
        add("of them", number(counts.lostBeforeFault) + " before the fault, " +
                           number(counts.lostAfterFault) + " after it");
    if (counts.lostOnSomeNode.value_or(0) > 0)
        add("of them on some node", number(counts.lostOnSomeNode));
    if (!report.lost.empty())
        add("Lost (client/sequence)", lostWrites(report), Tone::bad);
    if (counts.reapplied)
        add("Writes applied again", number(counts.reapplied));
    add("Writes duplicated", number(counts.duplicated),
        counts.duplicated.value_or(0) > 0 ? Tone::bad : Tone::plain);
    add("Writes of unknown outcome",
        number(counts.unknown) + (counts.unknownPresent
                                      ? ", " + std::to_string(*counts.unknownPresent) + " of them written"
                                      : ""));
    if (counts.refusedPresent.value_or(0) > 0)
        add("Refused and yet there", number(counts.refusedPresent), Tone::warning);
    add("Work lost",
        report.workLost ? figure(report.workLost) + " of progress were done again" : "not measured");
    add("Workflows",
        number(report.workflowsAffected) + " affected, " + number(report.workflowsRecovered) + " recovered");
    section.blocks.emplace_back(std::move(facts));
    return section;
}

Section measuredSheet(const Report& report, std::span<const metrics::Sample> samples) {
    Section section{"measured", "How it was measured", {}};
    Facts facts;
    const auto add = [&](const std::string& name, Cell value) {
        facts.rows.push_back({name, std::move(value)});
    };
    const bool probed = report.measured || report.probeEvery;
    if (!probed)
        section.blocks.emplace_back(
            Text{"No prober watched this run; it has no measured RTO and no measured RPO.", Tone::warning});
    if (auto chart = probeAnswers(report, samples))
        section.blocks.emplace_back(std::move(*chart));
    if (report.probeEvery)
        add("Prober", {"a real write every " + figure(report.probeEvery) + ", timeout " +
                       figure(report.probeTimeout) + ", on a schedule that waits for no answer"});
    if (probed)
        add("Clock", {"monotonic clock of the prober's machine; UTC is for people"});
    if (probed && !report.measured)
        add("Figures", {"the run ended before they were computed", Tone::warning});
    if (report.measured) {
        const Counts& counts = report.counts;
        add("Probes", {number(counts.sent) + " sent, " + number(counts.ok) + " ok, " + number(counts.failed) +
                       " failed; latest by " + figure(report.probeSlip)});
        add("Stability window", {figure(report.stabilityWindow)});
        add("Steady before the fault", answer(report.steadyBefore));
        add("Fault observed", answer(report.faultObserved));
        add("Steady afterwards", answer(report.steadyAfterwards));
        add("Prober starved", answer(report.starved, false));
    }
    for (const auto& gap : report.gaps)
        add("Without probes", {gapSentence(gap), Tone::warning});
    if (report.rtoAtMost)
        add("RTO", {"the service came back, or may have, while no probe ran: it is the most that it can be",
                    Tone::warning});
    for (const auto& caveat : report.caveats)
        add("Not used", {caveat, Tone::warning});
    add("Data", {report.dataSize.empty() ? "not stated" : report.dataSize});
    add("Hardware", {report.hardware.empty() ? "not stated" : report.hardware});
    section.blocks.emplace_back(std::move(facts));
    if (report.nodes.empty()) {
        if (report.measured)
            section.blocks.emplace_back(Text{"The ledger was not compared with any node.", Tone::warning});
        return section;
    }
    Table table{"Ledger by node",
                {{"ledger on", 1.5}, {"rows", 0.8, true}, {"digest (SHA-256)", 5}, {"counts", 0.8}},
                {}};
    for (const auto& node : report.nodes)
        table.rows.push_back({{node.host},
                              {node.count ? std::to_string(*node.count) : "–"},
                              {node.digest.empty() ? "–" : node.digest, Tone::plain, false, true},
                              {node.authoritative ? "yes" : "no"}});
    section.blocks.emplace_back(Heading{"The ledger"});
    section.blocks.emplace_back(std::move(table));
    section.blocks.emplace_back(
        Text{std::string("All digests equal: ") +
                 (report.nodesAgree ? (*report.nodesAgree ? "yes." : "NO.") : "not compared."),
             report.nodesAgree.value_or(true) ? Tone::plain : Tone::bad});
    return section;
}

std::optional<Section> controlsSheet(const Report& report) {
    if (report.controls.empty())
        return std::nullopt;
    Section section{"controls", "Controls", {}};
    section.blocks.emplace_back(Text{
        "This run is evidence for the controls that its runbook names in its front matter.", Tone::plain});
    Table table{"Controls", {{"framework", 1.2}, {"control", 1.2}, {"shown by", 4}}, {}};
    const std::string shown =
        report.kind == "drill"       ? "a drill of the recovery, measured, with verdict " + report.verdict
        : report.mode == "rehearsal" ? std::string("a rehearsal of the procedure, nothing changed")
                                     : "a recovery by the procedure, with verdict " + report.verdict;
    for (const auto& control : report.controls) {
        const auto colon = control.find(':');
        table.rows.push_back({{colon == std::string::npos ? "–" : control.substr(0, colon)},
                              {colon == std::string::npos ? control : control.substr(colon + 1)},
                              {shown}});
    }
    section.blocks.emplace_back(std::move(table));
    return section;
}

Section evidenceSheet(const Report& report) {
    Section section{"evidence", "Evidence", {}};
    const auto hash = [](const std::string& sha256) {
        return Cell{sha256.empty() ? "–" : sha256, Tone::plain, false, true};
    };
    Table table{"Evidence", {{"what", 1.2}, {"name", 2}, {"SHA-256", 5}}, {}};
    for (const auto& each : report.documents)
        table.rows.push_back({{each.role}, {each.name.empty() ? each.id : each.name}, hash(each.sha256)});
    table.rows.push_back(
        {{"first event"}, {"number " + std::to_string(report.firstSequence)}, hash(report.firstHash)});
    table.rows.push_back(
        {{"last event"}, {"number " + std::to_string(report.lastSequence)}, hash(report.lastHash)});
    for (const auto& log : report.probeLogs)
        table.rows.push_back({{"probe log"},
                              {(log.run.empty() ? "" : log.run + ", ") +
                               (log.bytes ? std::to_string(*log.bytes) + " bytes" : "–")},
                              hash(log.sha256)});
    section.blocks.emplace_back(std::move(table));
    section.blocks.emplace_back(Text{"This report is folded from " + std::to_string(report.events) +
                                         " events of journal " + report.writer + " and from nothing else.",
                                     Tone::plain});
    section.blocks.emplace_back(Heading{"To verify"});
    section.blocks.emplace_back(
        Text{"Check the chain of the journal, then compare number and hash of the run's first "
             "and last event with those above.",
             Tone::plain});
    const std::string run = std::to_string(report.run);
    section.blocks.emplace_back(Code{"muster journal verify JOURNAL\n"
                                     "muster journal export JOURNAL -o journal.ndjson\n"
                                     "sed -n " +
                                     std::to_string(report.lastSequence) +
                                     "p journal.ndjson | tr -d '\\n' | sha256sum\n"
                                     "muster report export " +
                                     run + " --journal JOURNAL --format json"});
    section.blocks.emplace_back(Text{
        "The third line needs nothing of Muster: it prints the hash of the run's last event. docs/JOURNAL.md "
        "has a shell script that checks the whole chain with sha256sum alone.",
        Tone::faint});
    return section;
}

} // namespace muster::report
