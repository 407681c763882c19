#include "engine/report/Pinned.h"

#include "engine/report/Fields.h"
#include "engine/report/Person.h"
#include "models/base/Printable.h"
#include "models/communication/Checklist.h"
#include "models/document/Yaml.h"
#include "models/runbook/FrontMatter.h"

namespace muster::report {
namespace {

// What cannot be read leaves a gap: the report is of the run, and the run was of this text.
void frontMatter(Report& report, const std::string& name, const std::string& markdown) {
    std::vector<Problem> problems;
    document::SourceText source(name, markdown, problems);
    if (!problems.empty())
        return;
    const document::YamlNode node = runbook::takeFrontMatter(source, problems);
    document::YamlMap map(node, "the front matter", problems);
    report.owner = printableLine(map.text("owner"));
    report.runbookVersion = map.integer("version", 0, 0, 1'000'000);
    for (const auto& control : map.list("controls"))
        report.controls.push_back(printableLine(control));
}

} // namespace

void pinned(Report& report, const Json& body) {
    const std::string role = text(body, "role");
    const Json& raw = member(body, "text");
    if (!raw.is_string())
        return;
    if (role == "checklist") {
        report.checklist.clear();
        for (const auto& line : communication::readChecklist(raw.get_ref<const std::string&>())) {
            ChecklistItem item;
            item.section = printableLine(line.section);
            item.text = printableLine(line.text, 1000);
            report.checklist.push_back(std::move(item));
        }
    } else if (role == "runbook" && text(body, "id") == report.runbook) {
        frontMatter(report, text(body, "name"), raw.get_ref<const std::string&>());
    }
}

void checklistTicked(Report& report, const incident::Event& event) {
    const auto number = integer(event.body, "item").value_or(-1);
    if (number < 0 || number >= static_cast<std::int64_t>(report.checklist.size()))
        return;
    ChecklistItem& item = report.checklist[static_cast<std::size_t>(number)];
    item.done = boolean(event.body, "done").value_or(false);
    item.note = text(event.body, "note");
    item.person = actorName(event.actor);
    item.utcMs = event.utcMs;
}

} // namespace muster::report
