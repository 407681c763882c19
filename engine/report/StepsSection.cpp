#include "engine/report/Sections.h"
#include "engine/report/Words.h"

#include <algorithm>

namespace muster::report {
namespace {

constexpr std::size_t titleColumns = 30;

// The first `columns` code points; what was cut stands in full below the table.
std::string cut(const std::string& text, std::size_t columns) {
    if (width(text) <= columns)
        return text;
    std::size_t end = 0;
    for (std::size_t seen = 0; end < text.size(); ++end)
        if ((static_cast<unsigned char>(text[end]) & 0xc0U) != 0x80U && seen++ == columns - 1)
            break;
    return text.substr(0, end) + "…";
}

std::string hosts(const Step& step) {
    if (step.hosts.empty())
        return "-";
    const std::string more = step.hosts.size() > 1 ? " +" + std::to_string(step.hosts.size() - 1) : "";
    return markdownText(cut(step.hosts.front(), 12 - std::min<std::size_t>(more.size(), 8)), 100) + more;
}

std::string number(const Step& step) {
    return step.number > 0 ? std::to_string(step.number) : "-";
}

std::vector<std::string> row(const Step& step) {
    return {number(step),
            markdownText(cut(step.title.empty() ? step.step : step.title, titleColumns), 300),
            step.state == "not-reached" ? "not reached" : markdownText(step.state, 20),
            brief(step.planned),
            brief(step.actual),
            step.attempts > 0 ? std::to_string(step.attempts) : "-",
            hosts(step),
            step.outputSha256.empty() ? "-" : markdownText(step.outputSha256.substr(0, 8), 20)};
}

std::string add(const std::string& what, const std::string& value) {
    return value.empty() ? "" : "; " + what + markdownText(value);
}

// What the table has no room for.
std::string details(const Step& step) {
    std::string out = add("", step.reason) + add("by ", step.person) + add("branch: ", step.decision);
    for (const auto& value : step.observed)
        out += add("observed: ", value);
    if (step.visits > 1)
        out += "; reached " + std::to_string(step.visits) + " times";
    for (const auto& act : step.acts) {
        if (act.result == "ok" || act.result == "simulated" ||
            (act.part == "already-done" && act.why.empty()))
            continue;
        out += "; " + markdownText(act.part, 40) + ", attempt " + std::to_string(act.attempt) +
               (act.host.empty() ? "" : " on " + markdownText(act.host, 100)) + ": " +
               (act.result == "open" ? "its end is unknown" : markdownText(act.result, 40)) +
               (act.why.empty() ? "" : ", " + markdownText(act.why));
    }
    if (step.hosts.size() > 1) {
        std::string all;
        for (const auto& host : step.hosts)
            all += (all.empty() ? "" : ", ") + host;
        out += add("hosts: ", all);
    }
    if (out.empty() && width(step.title) <= titleColumns)
        return {};
    return wrapped((step.title.empty() ? markdownText(step.step) : markdownText(step.title)) +
                       (out.empty() ? "" : ": " + markdownText(step.state, 40) + out),
                   "- " + number(step) + " ", "  ");
}

} // namespace

std::string stepsSection(const Report& report) {
    std::string out = "## Steps\n";
    std::vector<std::vector<std::string>> rows;
    std::string notes;
    for (std::size_t i = 0; i < report.steps.size(); ++i) {
        const Step& step = report.steps[i];
        if (i == 0 || report.steps[i - 1].runbook != step.runbook)
            out +=
                "\n### " +
                (step.runbook == "drill" ? "The drill itself" : "Runbook " + markdownText(step.runbook, 80)) +
                "\n\n";
        rows.push_back(row(step));
        notes += details(step);
        if (i + 1 < report.steps.size() && report.steps[i + 1].runbook == step.runbook)
            continue;
        out +=
            table({"no", "step", "state", "planned", "actual", "tries", "on", "output"}, rows, {0, 3, 4, 5});
        out += notes.empty() ? "" : "\n" + notes;
        rows.clear();
        notes.clear();
    }
    return out + (report.steps.empty() ? "\nNo step was planned or reached.\n\n" : "\n");
}

} // namespace muster::report
