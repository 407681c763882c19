#include "engine/report/Sections.h"
#include "engine/report/Words.h"

namespace muster::report {
namespace {

std::string said(const std::optional<bool>& value) {
    return value ? (*value ? "yes" : "NO") : "-";
}

std::string count(const Count& value) {
    return value ? std::to_string(*value) : "-";
}

std::string bytes(const Count& value) {
    return value ? " (" + std::to_string(*value) + " bytes)" : "";
}

} // namespace

std::string measurementSection(const Report& report) {
    std::string out = "## How it was measured\n\n";
    const std::string size = report.dataSize.empty() ? "not stated" : markdownText(report.dataSize);
    const std::string hardware = report.hardware.empty() ? "not stated" : markdownText(report.hardware);
    const std::string machine = wrapped(size, "- Data: ", "  ") + wrapped(hardware, "- Hardware: ", "  ");
    if (!report.measured && !report.probeEvery)
        return out + "No prober watched this run; it has no RTO and no RPO.\n\n" + machine + "\n";
    out += "- Prober: a real write every " + figure(report.probeEvery) + ", timeout " +
           figure(report.probeTimeout) + ", on a schedule that waits for no answer\n";
    out += "- Clock: monotonic clock of the prober's machine; UTC is for people\n";
    if (!report.measured)
        return out + "- The run ended before its figures were computed\n" + machine + "\n";
    const Counts& counts = report.counts;
    out += "- Probes: " + count(counts.sent) + " sent, " + count(counts.ok) + " ok, " + count(counts.failed) +
           " failed; latest by " + figure(report.probeSlip) + "\n";
    out += "- Stability window: " + figure(report.stabilityWindow) + "; write interval " +
           figure(report.writeInterval) + "\n";
    out += "- Steady before the fault: " + said(report.steadyBefore) +
           "; fault observed: " + said(report.faultObserved) +
           "; steady afterwards: " + said(report.steadyAfterwards) + "\n";
    if (report.starved.value_or(false))
        out += "- THE PROBER WAS STARVED: its figures are void\n";
    for (const auto& gap : report.gaps)
        out += wrapped(markdownText(gapSentence(gap)), "- ", "  ");
    if (report.rtoAtMost)
        out +=
            "- The service came back, or may have, while no probe ran: the RTO is the most that it can be\n";
    for (const auto& caveat : report.caveats)
        out += wrapped(markdownText(caveat), "- ", "  ");
    out += machine + "\n";
    if (report.nodes.empty())
        return out + "The ledger was not compared with any node.\n\n";
    std::vector<std::vector<std::string>> rows;
    for (const auto& node : report.nodes)
        rows.push_back({markdownText(node.host, 24), count(node.count),
                        node.digest.empty() ? "-" : markdownText(node.digest, 64),
                        node.authoritative ? "yes" : "no"});
    return out + table({"ledger on", "rows", "digest", "counts"}, rows, {1}) +
           "\nAll digests equal: " + said(report.nodesAgree) + "\n\n";
}

std::string evidenceSection(const Report& report) {
    std::string out = "## Evidence\n\n";
    std::vector<std::vector<std::string>> rows;
    for (const auto& each : report.documents)
        rows.push_back({markdownText(each.role, 12),
                        markdownText(each.name.empty() ? each.id : each.name, 24),
                        markdownText(each.sha256, 64)});
    if (!rows.empty())
        out += table({"document", "name", "SHA-256"}, rows) + "\n";
    rows.clear();
    const auto event = [&](const char* name, std::int64_t sequence, const std::string& hash) {
        rows.push_back({name, std::to_string(sequence), hash.empty() ? "-" : markdownText(hash, 64)});
    };
    event("first", report.firstSequence, report.firstHash);
    event("last", report.lastSequence, report.lastHash);
    out += table({"event", "number", "SHA-256"}, rows, {1}) + "\n";
    for (const auto& log : report.probeLogs)
        out += "Probe log" + (log.run.empty() ? "" : " of " + markdownText(log.run, 60)) + bytes(log.bytes) +
               ", SHA-256:\n" + markdownText(log.sha256, 64) + "\n\n";
    out += "This report is folded from " + std::to_string(report.events) + " events of journal " +
           markdownText(report.writer, 60) + ".\n";
    return out + "To verify: `muster journal verify FILE`, then compare the hashes of these two events.\n";
}

} // namespace muster::report
