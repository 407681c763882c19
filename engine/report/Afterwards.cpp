#include "engine/report/Sections.h"
#include "engine/report/Words.h"

#include <algorithm>

namespace muster::report {
namespace {

// As a quotation of its words: what a message says in Markdown is no part of this report's Markdown.
std::string quoted(const std::string& text) {
    std::string out;
    std::size_t from = 0;
    while (from < text.size()) {
        const auto end = std::min(text.find('\n', from), text.size());
        const std::string line = text.substr(from, end - from);
        // Four blanks at its beginning would be code to Markdown.
        const auto words = line.find_first_not_of(" \t");
        out += words == std::string::npos ? std::string("  >\n")
                                          : wrapped(markdownText(line.substr(words), 4000), "  > ", "  > ");
        from = end + 1;
    }
    return out;
}

} // namespace

std::string communicationsSection(const Report& report) {
    if (report.communications.empty())
        return {};
    std::string out = "## Communications\n\n";
    for (const auto& each : report.communications) {
        std::string head = instant(each.utcMs) + " UTC to " +
                           (each.to.empty() ? "nobody named" : markdownText(each.to)) +
                           (each.sent ? ", sent" : ", KEPT, NOT SENT") +
                           (each.person.empty() ? "" : " by " + markdownText(each.person));
        head += each.step.empty() ? ", beside the runbook" : ", step " + markdownText(each.step);
        out += wrapped(head, "- ", "  ") + quoted(each.text);
    }
    return out + "\n";
}

std::string checklistSection(const Report& report) {
    if (report.checklist.empty())
        return {};
    const auto done = std::count_if(report.checklist.begin(), report.checklist.end(),
                                    [](const auto& item) { return item.done; });
    std::string out = "## Post-incident checklist\n\n" + std::to_string(done) + " of " +
                      std::to_string(report.checklist.size()) + " items are done.\n";
    const std::string* section = nullptr;
    for (const auto& item : report.checklist) {
        if (section == nullptr || *section != item.section)
            out += (item.section.empty() ? "" : "\n### " + markdownText(item.section) + "\n") +
                   std::string("\n");
        section = &item.section;
        std::string line = markdownText(item.text, 1000);
        if (!item.note.empty())
            line += ": " + markdownText(item.note, 1000);
        if (item.utcMs != 0)
            line += " (" + std::string(item.done ? "" : "opened again, ") + instant(item.utcMs) + " UTC, " +
                    markdownText(item.person) + ")";
        out += wrapped(line, item.done ? "- [x] " : "- [ ] ", "      ");
    }
    return out + "\n";
}

} // namespace muster::report
