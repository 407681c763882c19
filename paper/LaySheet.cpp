#include "paper/LaySheet.h"

#include "paper/LayTable.h"

#include <algorithm>

namespace muster::paper {
namespace {

using report::Ink;

// Lines of words from `x` on; a page is turned where one has no room.
void layWords(Pages& pages, const std::string& text, Face face, Ink ink, double x = 0, double width = 0) {
    for (const auto& line :
         broken(QString::fromStdString(text), face, (width > 0 ? width : pages.width() - x))) {
        pages.need(lineHeight(face));
        pages.put(Words{x, pages.y() + ascent(face), line, face, ink});
        pages.advanceBy(lineHeight(face));
    }
}

double heightOf(const std::string& text, Face face, double width) {
    return static_cast<double>(broken(QString::fromStdString(text), face, width).size()) * lineHeight(face);
}

// A box with a bar at its left edge in the tone's ink; the words keep the ink of text.
void layNote(Pages& pages, const report::Text& note) {
    constexpr double pad = 7 * unit;
    const double height = heightOf(note.text, Face::strong, pages.width() - 2 * pad) + pad;
    pages.need(height);
    pages.put(Area{0, pages.y(), pages.width(), height, Ink::band, true});
    pages.put(Area{0, pages.y(), 2.4 * unit, height, inkOf(note.tone), true});
    pages.advanceBy(pad / 2);
    layWords(pages, note.text, Face::strong, Ink::text, pad, pages.width() - 2 * pad);
    pages.advanceBy(pad / 2);
    pages.skip(5 * unit);
}

void layFigures(Pages& pages, const std::vector<report::KeyFigure>& figures) {
    constexpr double gap = 12 * unit, pad = 10 * unit;
    if (figures.empty())
        return;
    const double width =
        (pages.width() - gap * static_cast<double>(figures.size() - 1)) / static_cast<double>(figures.size());
    const double height =
        pad * 1.6 + lineHeight(Face::strong) * 2 + lineHeight(Face::figure) + lineHeight(Face::small);
    pages.need(height);
    double x = 0;
    for (const auto& figure : figures) {
        pages.put(Area{x, pages.y(), width, height, Ink::line, false});
        pages.put(Area{x, pages.y(), 4 * unit, height, inkOf(figure.tone), true});
        double y = pages.y() + pad * 0.8;
        const auto line = [&](const std::string& text, Face face, Ink ink) {
            // One line each: figures are short, and what is not is made smaller rather than cut.
            QString words = QString::fromStdString(text);
            const double room = width - 2 * pad;
            const Face used = advance(face, words) > room && face == Face::figure ? Face::verdict : face;
            pages.put(Words{x + pad + 2 * unit, y + ascent(used), words, used, ink});
            y += lineHeight(face);
        };
        line(figure.name, Face::strong, Ink::text);
        line(figure.value, Face::figure, Ink::text);
        line(figure.result, Face::strong, inkOf(figure.tone));
        line(figure.target + " · " + figure.note, Face::small, Ink::faint);
        x += width + gap;
    }
    pages.advanceBy(height);
    pages.skip(10 * unit);
}

void laySummary(Pages& pages, const report::Sheet& sheet) {
    layWords(pages, sheet.kind + " · " + sheet.run + " · " + sheet.environment, Face::strong, Ink::faint);
    pages.skip(2 * unit);
    layWords(pages, sheet.title, Face::title, Ink::text);
    pages.skip(6 * unit);
    const QString verdict = QString::fromStdString(sheet.glyph + " " + sheet.verdict);
    const double height = lineHeight(Face::verdict) + 9 * unit;
    const double width = advance(Face::verdict, verdict) + 24 * unit;
    pages.put(Area{0, pages.y(), width, height, inkOf(sheet.tone), false});
    pages.put(Words{12 * unit, pages.y() + 4.5 * unit + ascent(Face::verdict), verdict, Face::verdict,
                    inkOf(sheet.tone)});
    if (!sheet.qualifier.empty())
        pages.put(Words{width + 10 * unit, pages.y() + 4.5 * unit + ascent(Face::verdict),
                        QString::fromStdString(sheet.qualifier), Face::verdict, Ink::text});
    pages.advanceBy(height);
    pages.skip(8 * unit);
    for (const auto& reason : sheet.why) {
        pages.put(Words{0, pages.y() + ascent(Face::body), QStringLiteral("–"), Face::body, Ink::faint});
        layWords(pages, reason, Face::body, Ink::text, 10 * unit);
    }
    pages.skip(8 * unit);
    layFigures(pages, sheet.figures);
    for (const auto& warning : sheet.warnings)
        layNote(pages, warning);
}

class Blocks {
public:
    explicit Blocks(Pages& pages) : m_pages(pages) {}

    void operator()(const report::Heading& heading) {
        m_pages.need(70 * unit); // never alone at the foot of a page
        m_pages.skip(7 * unit);
        layWords(m_pages, heading.text, Face::subheading, Ink::text);
        m_pages.skip(3 * unit);
    }

    void operator()(const report::Text& text) {
        layWords(m_pages, text.text, Face::body, inkOf(text.tone));
        m_pages.skip(5 * unit);
    }

    void operator()(const report::Facts& facts) {
        constexpr double column = 132 * unit;
        for (const auto& [name, value] : facts.rows) {
            const Face face = value.code ? Face::code : value.strong ? Face::strong : Face::body;
            const double width = m_pages.width() - column;
            const auto names = broken(QString::fromStdString(name), Face::body, column - 8 * unit);
            const double height = std::max(static_cast<double>(names.size()) * lineHeight(Face::body),
                                           heightOf(value.text, face, width));
            m_pages.need(std::min(height, m_pages.height() / 3));
            double y = m_pages.y();
            for (const auto& line : names) {
                m_pages.put(Words{0, y + ascent(Face::body), line, Face::body, Ink::faint});
                y += lineHeight(Face::body);
            }
            const double before = m_pages.y();
            const std::size_t page = m_pages.count();
            layWords(m_pages, value.text, face, inkOf(value.tone), column);
            if (m_pages.count() == page)
                m_pages.advanceBy(std::max(0.0, before + height - m_pages.y()));
            m_pages.advanceBy(1.5 * unit);
            m_pages.put(Area{0, m_pages.y(), m_pages.width(), 0.4 * unit, Ink::line, true});
            m_pages.advanceBy(2 * unit);
        }
        m_pages.skip(5 * unit);
    }

    void operator()(const report::Table& table) { layTable(m_pages, table); }

    void operator()(const report::List& list) {
        for (const auto& item : list.items) {
            m_pages.need(lineHeight(Face::small));
            m_pages.put(
                Words{0, m_pages.y() + ascent(Face::small), QStringLiteral("–"), Face::small, Ink::faint});
            layWords(m_pages, item.text, Face::small, inkOf(item.tone), 10 * unit);
            m_pages.skip(1.5 * unit);
        }
        m_pages.skip(4 * unit);
    }

    void operator()(const report::Ticks& ticks) {
        constexpr double indent = 17 * unit, box = 8.5 * unit;
        for (const auto& item : ticks.items) {
            const double width = m_pages.width() - indent;
            m_pages.need(heightOf(item.text, Face::body, width) +
                         (item.detail.empty() ? 0 : heightOf(item.detail, Face::small, width)));
            const double top = m_pages.y() + (lineHeight(Face::body) - box) / 2;
            m_pages.put(Area{0.5 * unit, top, box, box, Ink::text, false});
            if (item.done)
                m_pages.put(Words{0.5 * unit + (box - advance(Face::strong, QStringLiteral("✓"))) / 2,
                                  m_pages.y() + ascent(Face::strong), QStringLiteral("✓"), Face::strong,
                                  Ink::text});
            layWords(m_pages, item.text, Face::body, Ink::text, indent);
            if (!item.detail.empty())
                layWords(m_pages, item.detail, Face::small, Ink::faint, indent);
            m_pages.skip(3 * unit);
        }
        m_pages.skip(3 * unit);
    }

    void operator()(const report::Quote& quote) {
        constexpr double indent = 10 * unit;
        m_pages.need(lineHeight(Face::strong) + 2 * lineHeight(Face::body));
        layWords(m_pages, quote.head, Face::strong, inkOf(quote.tone));
        m_pages.skip(2 * unit);
        for (const auto& line :
             broken(QString::fromStdString(quote.text).trimmed(), Face::body, m_pages.width() - indent)) {
            m_pages.need(lineHeight(Face::body));
            m_pages.put(Area{0, m_pages.y(), 2 * unit, lineHeight(Face::body), Ink::line, true});
            if (!line.isEmpty())
                m_pages.put(Words{indent, m_pages.y() + ascent(Face::body), line, Face::body, Ink::text});
            m_pages.advanceBy(lineHeight(Face::body));
        }
        m_pages.skip(9 * unit);
    }

    void operator()(const report::Code& code) {
        constexpr double pad = 6 * unit;
        const auto lines = broken(QString::fromStdString(code.text), Face::code, m_pages.width() - 2 * pad);
        m_pages.need(std::min(static_cast<double>(lines.size()) * lineHeight(Face::code) + 2 * pad,
                              m_pages.height() / 3));
        strip(pad);
        for (const auto& line : lines) {
            m_pages.need(lineHeight(Face::code));
            const double y = m_pages.y();
            strip(lineHeight(Face::code));
            m_pages.put(Words{pad, y + ascent(Face::code), line, Face::code, Ink::text});
        }
        strip(std::min(pad, std::max(m_pages.left(), 0.0)));
        m_pages.skip(6 * unit);
    }

    void operator()(const report::Drawing& drawing) {
        double scale = m_pages.width() / drawing.width;
        // One that is higher than a page is drawn smaller, whole.
        scale = std::min(scale, (m_pages.height() - 10 * unit) / drawing.height);
        m_pages.need(drawing.height * scale + 4 * unit);
        m_pages.put(Picture{0, m_pages.y(), scale, &drawing});
        m_pages.advanceBy(drawing.height * scale);
        m_pages.skip(8 * unit);
    }

private:
    void strip(double height) {
        m_pages.put(Area{0, m_pages.y(), m_pages.width(), height + 1, Ink::band, true});
        m_pages.advanceBy(height);
    }

    Pages& m_pages;
};

// What must stay with the heading above it: the first block's beginning, or the whole of a drawing.
double firstNeeds(const Pages& pages, const report::Section& section) {
    if (section.blocks.empty())
        return 0;
    if (const auto* drawing = std::get_if<report::Drawing>(&section.blocks.front()))
        return std::min(drawing->height * pages.width() / drawing->width, pages.height() * 0.8);
    return 60 * unit;
}

} // namespace

void laySheet(Pages& pages, const report::Sheet& sheet) {
    laySummary(pages, sheet);
    for (const auto& section : sheet.sections) {
        pages.need(lineHeight(Face::heading) + 24 * unit + firstNeeds(pages, section));
        pages.skip(16 * unit);
        layWords(pages, section.title, Face::heading, Ink::text);
        pages.advanceBy(2 * unit);
        pages.put(Area{0, pages.y(), pages.width(), 0.8 * unit, Ink::faint, true});
        pages.advanceBy(7 * unit);
        Blocks blocks(pages);
        for (const auto& block : section.blocks)
            std::visit(blocks, block);
    }
}

} // namespace muster::paper
