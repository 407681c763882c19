#include "models/base/Shell.h"
#include "models/runbook/Lint.h"
#include "models/runbook/ShellText.h"

#include <set>

namespace muster::runbook {
namespace {

void add(std::vector<ShellFence>& out, const std::optional<Action>& action) {
    if (!action || action->kind != ActionKind::shell || !action->run.empty())
        return;
    ShellFence fence;
    fence.place = action->place;
    // With the options of the real run, and with values that come from somewhere: else shellcheck would think
    // of names that nobody sets.
    fence.script = "#!/bin/sh -eu\n";
    fence.linesBefore = 1;
    const ShellText text = lookAtShell(action->text);
    std::set<std::string> given;
    for (const auto& use : text.uses)
        if (!text.assigned.contains(use.name) && isShellName(use.name))
            given.insert(use.name);
    if (!given.empty()) {
        fence.script += "read -r";
        for (const auto& name : given)
            fence.script += " " + name;
        fence.script += "\n";
        ++fence.linesBefore;
    }
    fence.script += action->text;
    out.push_back(std::move(fence));
}

void add(std::vector<ShellFence>& out, const std::vector<Step>& steps) {
    for (const auto& step : steps)
        for (const auto* action : {&step.action, &step.alreadyDone, &step.ifItFails, &step.undo})
            add(out, *action);
}

// shellcheck counts characters, places count bytes.
int byteColumn(std::string_view script, int line, int column) {
    for (; line > 1 && !script.empty(); --line)
        script.remove_prefix(std::min(script.find('\n'), script.size() - 1) + 1);
    std::size_t at = 0;
    for (int i = 1; i < column && at < script.size() && script[at] != '\n'; ++i) {
        ++at;
        while (at < script.size() && (static_cast<unsigned char>(script[at]) & 0xc0U) == 0x80U)
            ++at;
    }
    return static_cast<int>(at) + 1;
}

} // namespace

std::vector<ShellFence> shellFences(const Runbook& runbook) {
    std::vector<ShellFence> out;
    add(out, runbook.steps);
    return out;
}

std::vector<ShellFence> shellFences(const Drill& drill) {
    std::vector<ShellFence> out;
    for (const auto* section : {&drill.steadyState, &drill.breakIt, &drill.putBack, &drill.steadyAgain})
        add(out, *section);
    return out;
}

std::vector<Problem> fromShellcheck(const ShellFence& fence, const Json& findings) {
    std::vector<Problem> out;
    const Json* comments = &findings;
    if (findings.is_object() && findings.contains("comments"))
        comments = &findings["comments"];
    if (!comments->is_array())
        return out;
    const auto number = [](const Json& each, const char* key) {
        return each.contains(key) && each[key].is_number_integer() ? each[key].get<int>() : 0;
    };
    const auto word = [](const Json& each, const char* key) {
        return each.contains(key) && each[key].is_string() ? each[key].get<std::string>() : std::string();
    };
    for (const auto& each : *comments) {
        if (!each.is_object())
            continue;
        const int line = number(each, "line");
        const int code = number(each, "code");
        // What lies in the lines before the fence's text is not its writer's to mend.
        if (line <= fence.linesBefore)
            continue;
        const bool unquoted = code == 2086 || code == 2046 || code == 2068;
        const std::string level = word(each, "level");
        if (level == "style" && !unquoted)
            continue;
        const Place place{fence.place.file, fence.place.line + line - fence.linesBefore,
                          byteColumn(fence.script, line, number(each, "column"))};
        out.push_back({place, "shellcheck: " + word(each, "message"),
                       "SC" + std::to_string(code) + " is explained at https://www.shellcheck.net/wiki/SC" +
                           std::to_string(code),
                       unquoted || level == "error" ? Severity::error : Severity::warning});
    }
    return out;
}

} // namespace muster::runbook
