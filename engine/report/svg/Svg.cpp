#include "engine/report/svg/Svg.h"

#include <array>
#include <cmath>
#include <set>

namespace muster::report {
namespace {

struct InkName {
    const char* name;
    const char* light;
    const char* dark;
};

// In the order of Ink. Words keep 4.5:1 on either ground, what carries meaning 3:1.
constexpr std::array<InkName, 8> inks{{{"text", "#161b22", "#edf1f6"},
                                       {"faint", "#55606d", "#a7b2c0"},
                                       {"line", "#cdd4dc", "#3a4554"},
                                       {"band", "#f1f4f7", "#1d242e"},
                                       {"good", "#1a7f56", "#3cc48d"},
                                       {"warning", "#96600a", "#f0b03f"},
                                       {"bad", "#b3261e", "#ff8066"},
                                       {"accent", "#1f66b0", "#62b6f2"}}};
constexpr std::array<const char*, 5> patterns{"none", "solid", "hatched", "crossed", "dotted"};

const char* nameOf(Ink ink) {
    return inks.at(static_cast<std::size_t>(ink)).name;
}

// At most two decimals, by whole numbers: no locale, no last digits that differ between machines.
std::string number(double value) {
    const auto hundredths = std::llround(value * 100);
    const auto size = std::llabs(hundredths);
    std::string out = (hundredths < 0 ? "-" : "") + std::to_string(size / 100);
    if (const auto rest = size % 100; rest != 0) {
        out += "." + std::to_string(rest / 10);
        if (rest % 10 != 0)
            out += std::to_string(rest % 10);
    }
    return out;
}

std::string attribute(const char* name, double value) {
    return std::string(" ") + name + "=\"" + number(value) + "\"";
}

class Writer {
public:
    explicit Writer(std::string id) : m_id(std::move(id)) {}

    void operator()(const Line& line) {
        m_out += "<line" + attribute("x1", line.x1) + attribute("y1", line.y1) + attribute("x2", line.x2) +
                 attribute("y2", line.y2) + " class=\"s-" + nameOf(line.ink) + "\"" +
                 attribute("stroke-width", line.width) + (line.dashed ? " stroke-dasharray=\"3 3\"" : "") +
                 "/>\n";
    }

    void operator()(const Box& box) {
        std::string fill;
        if (box.pattern == Pattern::solid) {
            fill = std::string(" class=\"f-") + nameOf(box.ink) + "\"";
        } else if (box.pattern == Pattern::none) {
            fill = " fill=\"none\"";
        } else {
            m_used.insert({box.pattern, box.ink});
            fill = " fill=\"url(#" + pattern(box.pattern, box.ink) + ")\"";
        }
        const std::string place = attribute("x", box.x) + attribute("y", box.y) +
                                  attribute("width", box.width) + attribute("height", box.height);
        m_out += "<rect" + place + fill + "/>\n";
        if (box.outlined)
            m_out += "<rect" + place + " fill=\"none\" class=\"s-" + nameOf(box.ink) +
                     "\" stroke-width=\"0.8\"/>\n";
    }

    void operator()(const Label& label) {
        const char* anchor = label.anchor == Anchor::start    ? ""
                             : label.anchor == Anchor::middle ? "middle"
                                                              : "end";
        m_out += "<text" + attribute("x", label.x) + attribute("y", label.y) +
                 attribute("font-size", label.size) + " class=\"f-" + nameOf(label.ink) + "\"" +
                 (*anchor != 0 ? std::string(" text-anchor=\"") + anchor + "\"" : "") +
                 (label.strong ? " font-weight=\"600\"" : "") + ">" + xmlText(label.text) + "</text>\n";
    }

    void operator()(const Mark& mark) {
        const double r = mark.size / 2;
        const auto point = [&](double x, double y) {
            return number(mark.x + x * r) + " " + number(mark.y + y * r);
        };
        const std::string filled = std::string(" class=\"f-") + nameOf(mark.ink) + "\"/>\n";
        switch (mark.shape) {
        case MarkShape::disc:
            m_out +=
                "<circle" + attribute("cx", mark.x) + attribute("cy", mark.y) + attribute("r", r) + filled;
            break;
        case MarkShape::diamond:
            m_out += "<path d=\"M" + point(0, -1) + "L" + point(1, 0) + "L" + point(0, 1) + "L" +
                     point(-1, 0) + "Z\"" + filled;
            break;
        case MarkShape::triangle: // pointing down, at what stands below it
            m_out +=
                "<path d=\"M" + point(-1, -0.8) + "L" + point(1, -0.8) + "L" + point(0, 0.8) + "Z\"" + filled;
            break;
        case MarkShape::square:
            m_out += "<path d=\"M" + point(-1, -1) + "L" + point(1, -1) + "L" + point(1, 1) + "L" +
                     point(-1, 1) + "Z\"" + filled;
            break;
        case MarkShape::cross:
            m_out += "<path d=\"M" + point(-1, -1) + "L" + point(1, 1) + "M" + point(1, -1) + "L" +
                     point(-1, 1) + "\" class=\"s-" + nameOf(mark.ink) + "\" stroke-width=\"2\"/>\n";
            break;
        }
    }

    // Everything that goes between <svg ...> and </svg>.
    [[nodiscard]] std::string inner(const Drawing& drawing) const {
        return "<title id=\"" + m_id + "-t\">" + xmlText(drawing.title) + "</title>\n<desc id=\"" + m_id +
               "-d\">" + xmlText(drawing.description) + "</desc>\n" + style() + definitions() + m_out;
    }

private:
    [[nodiscard]] std::string pattern(Pattern which, Ink ink) const {
        return m_id + "-" + patterns.at(static_cast<std::size_t>(which)) + "-" + nameOf(ink);
    }

    [[nodiscard]] std::string rules(const char* InkName::*colour) const {
        std::string out;
        for (const auto& ink : inks)
            out += "#" + m_id + " .f-" + ink.name + "{fill:" + ink.*colour + "}#" + m_id + " .s-" + ink.name +
                   "{stroke:" + ink.*colour + "}";
        return out;
    }

    [[nodiscard]] std::string style() const {
        return "<style>#" + m_id + "{font-family:Inter,\"Helvetica Neue\",Arial,sans-serif;" +
               "font-variant-numeric:tabular-nums}" + rules(&InkName::light) +
               "\n@media screen and (prefers-color-scheme:dark){" + rules(&InkName::dark) + "}</style>\n";
    }

    [[nodiscard]] std::string definitions() const {
        if (m_used.empty())
            return {};
        std::string out = "<defs>\n";
        for (const auto& [which, ink] : m_used) {
            const std::string name = nameOf(ink);
            out += "<pattern id=\"" + pattern(which, ink) +
                   "\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><rect width=\"6\" "
                   "height=\"6\" class=\"f-" +
                   name + "\" opacity=\"0.16\"/>";
            if (which == Pattern::dotted)
                out += "<circle cx=\"3\" cy=\"3\" r=\"1.1\" class=\"f-" + name + "\"/>";
            else
                out += std::string("<path d=\"M-1 7L7 -1M-1 1L1 -1M5 7L7 5") +
                       (which == Pattern::crossed ? "M-1 -1L7 7M5 -1L7 1M-1 5L1 7" : "") + "\" class=\"s-" +
                       name + "\" stroke-width=\"1.3\"/>";
            out += "</pattern>\n";
        }
        return out + "</defs>\n";
    }

    std::string m_id;
    std::string m_out;
    std::set<std::pair<Pattern, Ink>> m_used;
};

std::string element(const Drawing& drawing, const std::string& id, const std::string& more) {
    Writer writer(id);
    for (const auto& shape : drawing.shapes)
        std::visit(writer, shape);
    return "<svg" + more + " id=\"" + id + "\" viewBox=\"0 0 " + number(drawing.width) + " " +
           number(drawing.height) + "\" role=\"img\" aria-labelledby=\"" + id + "-t " + id + "-d\">\n" +
           writer.inner(drawing) + "</svg>\n";
}

} // namespace

std::string xmlText(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        // XML 1.0 has no way at all to hold U+FFFE and U+FFFF, nor control characters.
        if (const auto three = text.substr(i, 3); three == "\xef\xbf\xbe" || three == "\xef\xbf\xbf") {
            out += '?';
            i += 2;
        } else if (c == '&') {
            out += "&amp;";
        } else if (c == '<') {
            out += "&lt;";
        } else if (c == '>') {
            out += "&gt;";
        } else if (c == '"') {
            out += "&quot;";
        } else if (c == '\'') {
            out += "&#39;";
        } else if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') {
            out += '?';
        } else {
            out += c;
        }
    }
    return out;
}

std::string svg(const Drawing& drawing, const std::string& id) {
    return element(drawing, id, "");
}

std::string svgFile(const Drawing& drawing) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" +
           element(drawing, "drawing",
                   " xmlns=\"http://www.w3.org/2000/svg\" width=\"" + number(drawing.width) + "\" height=\"" +
                       number(drawing.height) + "\"");
}

} // namespace muster::report
