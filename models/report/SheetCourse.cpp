#include "models/base/Utc.h"
#include "models/report/Charts.h"
#include "models/report/SheetParts.h"

#include <algorithm>

namespace muster::report {
namespace {

Cell state(const Step& step) {
    const StateWord word = stateWord(step.state);
    return {word.glyph + " " + word.word, word.tone, step.state == "failed"};
}

std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const auto& part : parts)
        out += (out.empty() ? "" : ", ") + part;
    return out;
}

// A message is Markdown: a line's end within a paragraph is a blank, unless a list, a quotation or a table
// begins there, or two blanks asked for it.
std::string flowed(const std::string& text) {
    std::string out;
    std::size_t from = 0;
    while (from <= text.size()) {
        const auto end = std::min(text.find('\n', from), text.size());
        std::string line = text.substr(from, end - from);
        const auto first = line.find_first_not_of(' ');
        const bool blank = first == std::string::npos;
        const bool opens = !blank && (std::string("-*+>#|").find(line[first]) != std::string::npos ||
                                      (line[first] >= '0' && line[first] <= '9'));
        const bool goesOn = !out.empty() && !out.ends_with("\n") && !out.ends_with("  ") && !blank && !opens;
        if (!out.empty() && goesOn)
            out += " " + line.substr(first);
        else
            out += (from == 0 ? "" : "\n") + line;
        from = end + 1;
    }
    return out;
}

std::string orDash(const std::string& words) {
    return words == "-" ? "–" : words;
}

// What a table row has no room for, one sentence each.
void details(const Step& step, List& list) {
    std::string out;
    const auto add = [&](const std::string& text) {
        if (!text.empty())
            out += (out.empty() ? "" : "; ") + text;
    };
    add(step.reason);
    add(step.person.empty() ? "" : "by " + step.person);
    add(step.decision.empty() ? "" : "branch: " + step.decision);
    for (const auto& value : step.observed)
        add("observed: " + value);
    if (step.visits > 1)
        add("reached " + std::to_string(step.visits) + " times");
    bool bad = step.state == "failed";
    for (const auto& act : step.acts) {
        if (act.result == "ok" || act.result == "simulated" ||
            (act.part == "already-done" && act.why.empty()))
            continue;
        bad = bad || act.part == "action";
        add(act.part + ", attempt " + std::to_string(act.attempt) +
            (act.host.empty() ? "" : " on " + act.host) + ": " +
            (act.result == "open" ? "its end is unknown" : act.result) +
            (act.why.empty() ? "" : ", " + act.why));
    }
    if (!out.empty())
        list.items.push_back({(step.number > 0 ? std::to_string(step.number) + " " : "") +
                                  (step.title.empty() ? step.step : step.title) + ": " + out,
                              bad ? Tone::bad : Tone::plain});
}

std::vector<Cell> row(const Step& step) {
    return {{step.number > 0 ? std::to_string(step.number) : "–"},
            {step.title.empty() ? step.step : step.title},
            state(step),
            {orDash(brief(step.planned))},
            {orDash(brief(step.actual)), step.actual && step.planned && *step.actual > *step.planned * 1.5 + 1
                                             ? Tone::warning
                                             : Tone::plain},
            {step.attempts > 0 ? std::to_string(step.attempts) : "–"},
            {step.hosts.empty() ? "–" : joined(step.hosts)},
            {step.outputSha256.empty() ? "–" : step.outputSha256.substr(0, 12), Tone::faint, false, true}};
}

std::vector<Cell> timeRow(const std::string& name, const TimeByKind& times, bool strong) {
    std::vector<Cell> out{{name, Tone::plain, strong}};
    for (const double each : {times.machine, times.person, times.approval, times.communications,
                              times.interrupted, times.total()})
        out.push_back({each > 0 ? brief(each) : "–", each > 0 ? Tone::plain : Tone::faint, strong});
    return out;
}

} // namespace

std::optional<Section> recoverySection(const Report& report) {
    auto drawing = recoveryTimeline(report);
    const Milestones& all = report.milestones;
    if (!drawing && all.faultUtc.empty())
        return std::nullopt;
    Section section{"recovery", "Recovery", {}};
    if (drawing)
        section.blocks.emplace_back(std::move(*drawing));
    if (all.faultUtc.empty())
        return section;
    std::vector<std::pair<double, std::string>> moments{{0.0, "fault"}};
    const auto add = [&](Seconds at, const char* name) {
        if (at)
            moments.emplace_back(*at, name);
    };
    add(all.lastGood, "last good answer");
    add(all.firstFailure, "first failed answer");
    add(all.detected, "detected by the console");
    add(all.declared, "declared");
    add(all.claimed, "claimed by the runbook");
    add(all.writable, "writable again");
    add(report.rto, "recovered: the RTO");
    add(all.stable, "stable: the window is over");
    std::stable_sort(moments.begin(), moments.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    Table table{"Milestones", {{"milestone", 3}, {"after the fault", 1.4, true}, {"UTC", 2, true}}, {}};
    const auto fault = parseUtc(all.faultUtc);
    for (const auto& [at, name] : moments) {
        const bool weighty = name.starts_with("recovered") || name == "fault";
        table.rows.push_back({{name, Tone::plain, weighty},
                              {figure(at), Tone::plain, weighty},
                              {fault ? clock(*fault + static_cast<std::int64_t>(at * 1000)) : "–"}});
    }
    section.blocks.emplace_back(std::move(table));
    if (const auto known = faultTime(report); !known.empty())
        section.blocks.emplace_back(Text{"Time of the fault: " + known + ".", Tone::plain});
    return section;
}

Section stepsSheet(const Report& report) {
    Section section{"steps", "Steps", {}};
    if (report.steps.empty())
        section.blocks.emplace_back(Text{"No step was planned or reached.", Tone::faint});
    const std::vector<Table::Column> columns{{"no", 0.5, true},    {"step", 4},         {"state", 1.6},
                                             {"planned", 1, true}, {"actual", 1, true}, {"tries", 0.7, true},
                                             {"on", 1.4},          {"output", 1.7}};
    for (std::size_t i = 0; i < report.steps.size();) {
        const std::string& runbook = report.steps[i].runbook;
        const std::string name = runbook == "drill" ? "The drill itself" : "Runbook " + runbook;
        Table table{name, columns, {}};
        List list;
        for (; i < report.steps.size() && report.steps[i].runbook == runbook; ++i) {
            table.rows.push_back(row(report.steps[i]));
            details(report.steps[i], list);
        }
        section.blocks.emplace_back(Heading{name});
        section.blocks.emplace_back(std::move(table));
        if (!list.items.empty())
            section.blocks.emplace_back(std::move(list));
    }
    return section;
}

Section timesSheet(const Report& report) {
    Section section{"times", "Where the time went", {}};
    Table table{"Time by phase and kind",
                {{"phase", 2},
                 {"machine", 1, true},
                 {"people", 1, true},
                 {"approval", 1, true},
                 {"messages", 1, true},
                 {"interrupted", 1.1, true},
                 {"all", 1, true}},
                {}};
    for (const auto& [name, times] : report.phases)
        table.rows.push_back(timeRow(name, times, false));
    table.rows.push_back(timeRow("total", report.times, true));
    section.blocks.emplace_back(std::move(table));
    section.blocks.emplace_back(Text{
        "The time up to an event belongs to what that event ends; all time in which a command was at work is "
        "the machine's.",
        Tone::faint});
    return section;
}

Section timelineSheet(const Report& report) {
    Section section{"timeline", "Timeline", {}};
    if (report.timeline.empty()) {
        section.blocks.emplace_back(Text{"No events.", Tone::faint});
        return section;
    }
    const auto fault = parseUtc(report.milestones.faultUtc);
    std::string day;
    for (const auto& line : report.timeline) {
        const std::string date = formatUtc(line.utcMs).substr(0, 10);
        if (date != day) {
            day = date;
            section.blocks.emplace_back(Heading{date + " (UTC)"});
            Table table{"Timeline of " + date, {{"UTC", 1.5, true}}, {}};
            if (fault)
                table.columns.push_back({"after fault", 1.3, true});
            table.columns.push_back({"event", 7.4});
            table.columns.push_back({"who", 3});
            section.blocks.emplace_back(std::move(table));
        }
        auto& table = std::get<Table>(section.blocks.back());
        const bool weighty = line.text.starts_with("FAULT") || line.text.starts_with("DETECTED") ||
                             line.text.starts_with("closed:") || line.text.starts_with("== ");
        std::vector<Cell> cells{{clock(line.utcMs)}};
        if (fault)
            cells.push_back({offset(line.utcMs - *fault)});
        std::string text = line.text;
        if (text.starts_with("== ") && text.ends_with(" =="))
            text = "Phase " + text.substr(3, text.size() - 6);
        cells.push_back({text, Tone::plain, weighty});
        cells.push_back(
            {line.person.empty() ? "–" : line.person, line.person.empty() ? Tone::faint : Tone::plain});
        table.rows.push_back(std::move(cells));
    }
    return section;
}

std::optional<Section> communicationsSheet(const Report& report) {
    if (report.communications.empty())
        return std::nullopt;
    Section section{"communications", "Communications", {}};
    for (const auto& each : report.communications)
        section.blocks.emplace_back(
            Quote{instant(each.utcMs) + " UTC to " + (each.to.empty() ? "nobody named" : each.to) +
                      (each.sent ? ", ✓ sent" : ", ○ kept, not sent") +
                      (each.person.empty() ? "" : " by " + each.person) +
                      (each.step.empty() ? ", beside the runbook" : ", step " + each.step),
                  flowed(each.text), each.sent ? Tone::plain : Tone::warning});
    return section;
}

std::optional<Section> checklistSheet(const Report& report) {
    if (report.checklist.empty())
        return std::nullopt;
    const auto done = std::count_if(report.checklist.begin(), report.checklist.end(),
                                    [](const auto& item) { return item.done; });
    Section section{"checklist", "Post-incident checklist", {}};
    section.blocks.emplace_back(
        Text{std::to_string(done) + " of " + std::to_string(report.checklist.size()) + " items are done.",
             Tone::plain});
    const std::string* last = nullptr;
    for (const auto& item : report.checklist) {
        if (last == nullptr || *last != item.section) {
            if (!item.section.empty())
                section.blocks.emplace_back(Heading{item.section});
            section.blocks.emplace_back(Ticks{});
        }
        last = &item.section;
        std::string detail = item.note;
        if (item.utcMs != 0)
            detail += std::string(detail.empty() ? "" : "; ") + (item.done ? "" : "opened again, ") +
                      item.person + ", " + instant(item.utcMs) + " UTC";
        std::get<Ticks>(section.blocks.back()).items.push_back({item.done, item.text, detail});
    }
    return section;
}

} // namespace muster::report
