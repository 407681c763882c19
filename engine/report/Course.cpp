#include "engine/report/Sections.h"
#include "engine/report/Words.h"
#include "models/base/Utc.h"

#include <algorithm>

namespace muster::report {
namespace {

std::vector<std::string> timeRow(const std::string& name, const TimeByKind& times) {
    return {name,
            brief(times.machine),
            brief(times.person),
            brief(times.approval),
            brief(times.communications),
            brief(times.interrupted),
            brief(times.total())};
}

} // namespace

std::string milestonesSection(const Report& report) {
    const Milestones& all = report.milestones;
    if (all.faultUtc.empty())
        return {};
    std::vector<std::pair<double, std::string>> moments{{0.0, "fault"}};
    const auto add = [&](const char* name, Seconds at) {
        if (at)
            moments.emplace_back(*at, name);
    };
    add("last good answer", all.lastGood);
    add("first failed answer", all.firstFailure);
    add("detected", all.detected);
    add("declared", all.declared);
    add("claimed by the runbook", all.claimed);
    add("writable", all.writable);
    add("stable", all.stable);
    // In the order in which they came: a last good answer may come after the stamp of a fault that takes a
    // moment.
    std::stable_sort(moments.begin(), moments.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::vector<std::string>> rows;
    for (const auto& [at, name] : moments)
        rows.push_back({name, figure(at)});
    return "## Recovery\n\nSeconds after the fault, which was stamped at " + markdownText(all.faultUtc, 40) +
           ".\n\n" + table({"milestone", "after the fault"}, rows, {1}) + "\n";
}

std::string timesSection(const Report& report) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& [name, times] : report.phases)
        rows.push_back(timeRow(markdownText(name, 24), times));
    rows.push_back(timeRow("total", report.times));
    return "## Where the time went\n\n" +
           table({"phase", "machine", "people", "approval", "messages", "interrupted", "all"}, rows,
                 {1, 2, 3, 4, 5, 6}) +
           "\n";
}

// In a fence, so that text keeps its columns. No line of it can close the fence: each begins with a time or
// with more blanks than a closing fence may have.
std::string timelineSection(const Report& report) {
    const auto fault = parseUtc(report.milestones.faultUtc);
    std::string out = "## Timeline (UTC";
    out += fault ? ", seconds after the fault)\n" : ")\n";
    std::string day;
    for (const auto& line : report.timeline) {
        const std::string utc = formatUtc(line.utcMs);
        if (utc.substr(0, 10) != day) {
            out += (day.empty() ? "\n" : "```\n\n") + utc.substr(0, 10) + "\n\n```text\n";
            day = utc.substr(0, 10);
        }
        std::string head = utc.size() > 23 ? utc.substr(11, 12) : utc;
        if (fault) {
            std::string since = offset(line.utcMs - *fault);
            since.insert(0, since.size() < 9 ? 9 - since.size() : 0, ' ');
            head += " " + since;
        }
        std::string said = line.text;
        for (char& c : said)
            if (c == '\n' || c == '\t')
                c = ' ';
        if (!line.person.empty())
            said += " -- " + line.person;
        out += wrapped(said, head + "  ", std::string(head.size() + 4, ' '));
    }
    return out + (day.empty() ? "\nNo events.\n\n" : "```\n\n");
}

} // namespace muster::report
