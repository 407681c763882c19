#include "engine/report/Report.h"
#include "engine/report/html/Style.h"
#include "engine/report/svg/Svg.h"
#include "models/base/Utc.h"

namespace muster::report {
namespace {

const char* toneClass(Tone tone) {
    switch (tone) {
    case Tone::faint:
        return "faint";
    case Tone::good:
        return "good";
    case Tone::warning:
        return "warning";
    case Tone::bad:
        return "bad";
    case Tone::plain:
        break;
    }
    return "";
}

std::string classes(const std::string& one, Tone tone) {
    const std::string two = toneClass(tone);
    if (one.empty() && two.empty())
        return {};
    return " class=\"" + one + (one.empty() || two.empty() ? "" : " ") + two + "\"";
}

// A hash or a path may break anywhere: 64 digits have no blank to break at.
std::string inner(const Cell& cell) {
    std::string out = xmlText(cell.text);
    if (cell.code)
        out = "<code>" + out + "</code>";
    return cell.strong ? "<strong>" + out + "</strong>" : out;
}

std::string paragraphs(const std::string& text) {
    std::string out;
    std::size_t from = 0;
    while (from < text.size()) {
        auto end = text.find("\n\n", from);
        end = end == std::string::npos ? text.size() : end;
        if (end > from)
            out += "<p>" + xmlText(text.substr(from, end - from)) + "</p>\n";
        from = end + 2;
    }
    return out;
}

class Body {
public:
    explicit Body(std::string section) : m_section(std::move(section)) {}
    [[nodiscard]] std::string take() { return std::move(m_out); }

    void operator()(const Heading& heading) { m_out += "<h3>" + xmlText(heading.text) + "</h3>\n"; }

    void operator()(const Text& text) {
        m_out += "<p" + classes("", text.tone) + ">" + xmlText(text.text) + "</p>\n";
    }

    void operator()(const Facts& facts) {
        m_out += "<dl>\n";
        for (const auto& [name, value] : facts.rows)
            m_out += "<div><dt>" + xmlText(name) + "</dt><dd" + classes("", value.tone) + ">" + inner(value) +
                     "</dd></div>\n";
        m_out += "</dl>\n";
    }

    void operator()(const Table& table) {
        m_out +=
            "<div class=\"table\"><table>\n<caption>" + xmlText(table.caption) + "</caption>\n<thead><tr>";
        for (const auto& column : table.columns)
            m_out += std::string("<th scope=\"col\"") + (column.right ? " class=\"right\"" : "") + ">" +
                     xmlText(column.head) + "</th>";
        m_out += "</tr></thead>\n<tbody>\n";
        for (const auto& row : table.rows) {
            m_out += "<tr>";
            for (std::size_t i = 0; i < row.size(); ++i)
                m_out +=
                    "<td" +
                    classes(i < table.columns.size() && table.columns[i].right ? "right" : "", row[i].tone) +
                    ">" + inner(row[i]) + "</td>";
            m_out += "</tr>\n";
        }
        m_out += "</tbody></table></div>\n";
    }

    void operator()(const List& list) {
        m_out += "<ul>\n";
        for (const auto& item : list.items)
            m_out += "<li" + classes("", item.tone) + ">" + inner(item) + "</li>\n";
        m_out += "</ul>\n";
    }

    void operator()(const Ticks& ticks) {
        m_out += "<ul class=\"ticks\">\n";
        for (const auto& item : ticks.items)
            m_out += std::string("<li class=\"") + (item.done ? "done" : "open") + "\"><span class=\"box\">" +
                     (item.done ? "✓" : "") + "</span><span class=\"state\">" +
                     (item.done ? "done" : "open") + "</span> " + xmlText(item.text) +
                     (item.detail.empty() ? "" : " <small>" + xmlText(item.detail) + "</small>") + "</li>\n";
        m_out += "</ul>\n";
    }

    // Its Markdown stays text: what somebody wrote to somebody else acts on nothing here.
    void operator()(const Quote& quote) {
        m_out += "<figure class=\"quote\"><figcaption" + classes("", quote.tone) + ">" + xmlText(quote.head) +
                 "</figcaption><blockquote>" + paragraphs(quote.text) + "</blockquote></figure>\n";
    }

    void operator()(const Code& code) { m_out += "<pre><code>" + xmlText(code.text) + "</code></pre>\n"; }

    void operator()(const Drawing& drawing) {
        const std::string id =
            "chart-" + m_section + (m_drawings == 0 ? "" : "-" + std::to_string(m_drawings));
        ++m_drawings;
        m_out += "<figure class=\"chart\"><figcaption>" + xmlText(drawing.title) + "</figcaption>\n" +
                 svg(drawing, id) + "</figure>\n";
    }

private:
    std::string m_section;
    std::string m_out;
    int m_drawings = 0;
};

std::string summary(const Sheet& sheet) {
    std::string out =
        "<header" + classes("summary", sheet.tone) + ">\n<p class=\"kind\">" + xmlText(sheet.kind) + " · " +
        xmlText(sheet.run) + " · " + xmlText(sheet.environment) + "</p>\n<h1>" + xmlText(sheet.title) +
        "</h1>\n<p" + classes("verdict", sheet.tone) + "><span aria-hidden=\"true\">" + xmlText(sheet.glyph) +
        "</span> <strong>" + xmlText(sheet.verdict) + "</strong>" +
        (sheet.qualifier.empty() ? ""
                                 : " <span class=\"qualifier\">" + xmlText(sheet.qualifier) + "</span>") +
        "</p>\n";
    if (!sheet.why.empty()) {
        out += "<ul class=\"why\">\n";
        for (const auto& reason : sheet.why)
            out += "<li>" + xmlText(reason) + "</li>\n";
        out += "</ul>\n";
    }
    if (!sheet.figures.empty()) {
        out += "<div class=\"figures\">\n";
        for (const auto& figure : sheet.figures)
            out += "<div" + classes("figure", figure.tone) + "><p class=\"name\">" + xmlText(figure.name) +
                   "</p><p class=\"value\">" + xmlText(figure.value) + "</p><p class=\"result\">" +
                   xmlText(figure.result) + "</p><p class=\"target\">" + xmlText(figure.target) + " · " +
                   xmlText(figure.note) + "</p></div>\n";
        out += "</div>\n";
    }
    for (const auto& warning : sheet.warnings)
        out += "<p" + classes("note", warning.tone) + ">" + xmlText(warning.text) + "</p>\n";
    return out + "</header>\n";
}

std::string contents(const Sheet& sheet) {
    std::string out = "<nav aria-label=\"Contents\"><ul>";
    for (const auto& section : sheet.sections)
        out += "<li><a href=\"#" + section.id + "\">" + xmlText(section.title) + "</a></li>";
    return out + "</ul></nav>\n";
}

} // namespace

std::string html(const Report& report, std::span<const metrics::Sample> samples) {
    return html(lay(report, samples));
}

std::string html(const Sheet& sheet) {
    std::string out =
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
        "<meta name=\"color-scheme\" content=\"light dark\"/>\n<meta name=\"generator\" "
        "content=\"Muster\"/>\n"
        "<title>" +
        xmlText(sheet.run + ": " + sheet.title + ", " + sheet.verdict) + "</title>\n<style>\n" +
        styleSheet() + "</style>\n</head>\n<body>\n<main>\n" + summary(sheet) + contents(sheet);
    for (const auto& section : sheet.sections) {
        Body body(section.id);
        for (const auto& block : section.blocks)
            std::visit(body, block);
        out += "<section id=\"" + section.id + "\">\n<h2>" + xmlText(section.title) + "</h2>\n" +
               body.take() + "</section>\n";
    }
    return out + "<footer><p>" + xmlText(sheet.run) + " · " + xmlText(sheet.environment) +
           " · last event <code>" + xmlText(sheet.fingerprint) +
           "</code> · made by Muster from the journal and from nothing else</p></footer>\n" +
           "</main>\n</body>\n</html>\n";
}

} // namespace muster::report
