#include "paper/LayTable.h"

#include <algorithm>

namespace muster::paper {
namespace {

constexpr double padX = 4 * unit;
constexpr double padY = 2.6 * unit;
constexpr double hair = 0.5 * unit;

struct CellLines {
    std::vector<QString> lines;
    Face face = Face::small;
    report::Ink ink = report::Ink::text;
    std::size_t done = 0;
};

class TableLayout {
public:
    TableLayout(Pages& pages, const report::Table& table) : m_pages(pages), m_table(table) { measure(); }

    void lay() {
        const double head = headHeight();
        const double first = m_table.rows.empty() ? 0 : heightOf(cells(m_table.rows.front()));
        m_pages.need(head + std::min(first, m_pages.height() / 3));
        drawHead();
        for (const auto& row : m_table.rows)
            drawRow(cells(row));
        m_pages.skip(6 * unit);
    }

private:
    // By their shares; no column is narrower than its head's longest word, and what holds only short words
    // takes no more than it needs.
    void measure() {
        double shares = 0;
        for (const auto& column : m_table.columns)
            shares += column.share;
        std::vector<double> least;
        for (std::size_t i = 0; i < m_table.columns.size(); ++i) {
            double most = 0;
            for (const auto& word : QString::fromStdString(m_table.columns[i].head).split(QLatin1Char(' ')))
                most = std::max(most, advance(Face::smallStrong, word));
            least.push_back(most + 2 * padX);
            m_widths.push_back(m_pages.width() * m_table.columns[i].share / shares);
        }
        double missing = 0, spare = 0;
        for (std::size_t i = 0; i < m_widths.size(); ++i)
            (m_widths[i] < least[i] ? missing : spare) += std::abs(m_widths[i] - least[i]);
        for (std::size_t i = 0; i < m_widths.size(); ++i)
            if (m_widths[i] < least[i])
                m_widths[i] = least[i];
            else if (spare > 0)
                m_widths[i] -= (m_widths[i] - least[i]) * std::min(1.0, missing / spare);
    }

    [[nodiscard]] std::vector<CellLines> cells(const std::vector<report::Cell>& row) const {
        std::vector<CellLines> out(m_widths.size());
        for (std::size_t i = 0; i < std::min(row.size(), m_widths.size()); ++i) {
            out[i].face = row[i].code ? Face::code : row[i].strong ? Face::smallStrong : Face::small;
            out[i].ink = inkOf(row[i].tone);
            out[i].lines = broken(QString::fromStdString(row[i].text), out[i].face, m_widths[i] - 2 * padX);
        }
        return out;
    }

    static double heightOf(const std::vector<CellLines>& row) {
        double most = 0;
        for (const auto& cell : row)
            most = std::max(most, static_cast<double>(cell.lines.size() - cell.done) * lineHeight(cell.face));
        return most + 2 * padY;
    }

    [[nodiscard]] std::vector<CellLines> headCells() const {
        std::vector<CellLines> out;
        for (std::size_t i = 0; i < m_widths.size(); ++i)
            out.push_back({broken(QString::fromStdString(m_table.columns[i].head), Face::smallStrong,
                                  m_widths[i] - 2 * padX),
                           Face::smallStrong, report::Ink::faint, 0});
        return out;
    }

    [[nodiscard]] double headHeight() const { return heightOf(headCells()); }

    void drawHead() {
        auto head = headCells();
        const double height = heightOf(head);
        m_pages.put(Area{0, m_pages.y(), m_pages.width(), height, report::Ink::band, true});
        drawLines(head, height);
        m_pages.put(Area{0, m_pages.y() - hair, m_pages.width(), 1.4 * hair, report::Ink::faint, true});
    }

    // As many lines of every cell as have room in `height`; moves down by it.
    void drawLines(std::vector<CellLines>& row, double height) {
        double x = 0;
        for (std::size_t i = 0; i < row.size(); ++i) {
            CellLines& cell = row[i];
            double y = m_pages.y() + padY;
            while (cell.done < cell.lines.size() &&
                   y + lineHeight(cell.face) <= m_pages.y() + height - padY + 0.5) {
                const QString& line = cell.lines[cell.done];
                const double at =
                    m_table.columns[i].right ? x + m_widths[i] - padX - advance(cell.face, line) : x + padX;
                if (!line.isEmpty())
                    m_pages.put(Words{at, y + ascent(cell.face), line, cell.face, cell.ink});
                y += lineHeight(cell.face);
                ++cell.done;
            }
            x += m_widths[i];
        }
        m_pages.advanceBy(height);
    }

    void rule() {
        m_pages.put(Area{0, m_pages.y() - hair / 2, m_pages.width(), hair, report::Ink::line, true});
    }

    void drawRow(std::vector<CellLines> row) {
        const double height = heightOf(row);
        if (height <= m_pages.left()) {
            drawLines(row, height);
            rule();
            return;
        }
        // A small row moves to the next page whole; a high one is begun here, if three of its lines have
        // room.
        const bool begins =
            height > m_pages.height() / 3 && m_pages.left() > 3 * lineHeight(Face::body) + 2 * padY;
        if (!begins) {
            m_pages.turn();
            drawHead();
        }
        for (;;) {
            const double rest = heightOf(row);
            if (rest <= m_pages.left()) {
                drawLines(row, rest);
                rule();
                return;
            }
            drawLines(row, m_pages.left());
            m_pages.turn();
            drawHead();
        }
    }

    Pages& m_pages;
    const report::Table& m_table;
    std::vector<double> m_widths;
};

} // namespace

void layTable(Pages& pages, const report::Table& table) {
    TableLayout(pages, table).lay();
}

} // namespace muster::paper
