#include "ui/reports/SheetWriter.h"

#include "ui/reports/DrawingObject.h"
#include "ui/reports/VerdictWords.h"
#include "ui/theme/Theme.h"

#include <QTextDocument>
#include <QTextTable>
#include <algorithm>

namespace muster::ui {
namespace {

QString words(const std::string& text) {
    return QString::fromStdString(text);
}

} // namespace

SheetWriter::SheetWriter(const Theme& theme, QTextDocument& document, DrawingObject& drawings,
                         std::size_t mostRows)
    : m_theme(theme), m_drawings(drawings), m_mostRows(mostRows), m_cursor(&document) {}

QTextCharFormat SheetWriter::plain(bool strong, bool faint) const {
    QTextCharFormat out;
    out.setFont(m_theme.font(strong ? Type::strong : Type::body));
    out.setForeground(m_theme.colour(faint ? Role::faint : Role::text));
    return out;
}

QTextCharFormat SheetWriter::format(const report::Cell& cell) const {
    QTextCharFormat out;
    out.setFont(m_theme.font(cell.code ? Type::monoSmall : cell.strong ? Type::strong : Type::body));
    out.setForeground(m_theme.colour(toneRole(cell.tone)));
    return out;
}

void SheetWriter::paragraph(const QString& text, const QTextCharFormat& format, int above, int below,
                            int indent, int heading) {
    QTextBlockFormat block;
    block.setTopMargin(above);
    block.setBottomMargin(below);
    block.setLeftMargin(indent);
    block.setHeadingLevel(heading);
    if (m_fresh)
        m_cursor.setBlockFormat(block);
    else
        m_cursor.insertBlock(block);
    m_fresh = false;
    m_cursor.insertText(text, format);
}

QTextTableFormat SheetWriter::tableFormat() const {
    QTextTableFormat out;
    out.setCellPadding(m_theme.space(Space::tight) + 1);
    out.setCellSpacing(0);
    out.setBorder(0.5);
    out.setBorderCollapse(true);
    out.setBorderBrush(m_theme.colour(Role::line));
    out.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    out.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    out.setTopMargin(m_theme.space(Space::tight));
    out.setBottomMargin(m_theme.space(Space::small));
    return out;
}

void SheetWriter::write(const report::Sheet& sheet) {
    for (const auto& section : sheet.sections) {
        QTextCharFormat head;
        head.setFont(m_theme.font(Type::heading));
        head.setForeground(m_theme.colour(Role::text));
        head.setAnchor(true);
        head.setAnchorNames({words(section.id)});
        paragraph(words(section.title), head, m_fresh ? 0 : m_theme.space(Space::page),
                  m_theme.space(Space::small), 0, 2);
        for (const auto& block : section.blocks)
            std::visit(*this, block);
    }
}

void SheetWriter::operator()(const report::Heading& heading) {
    paragraph(words(heading.text), plain(true), m_theme.space(Space::large), m_theme.space(Space::tight), 0,
              3);
}

void SheetWriter::operator()(const report::Text& text) {
    paragraph(words(text.text), format({text.text, text.tone}), m_theme.space(Space::tight),
              m_theme.space(Space::small));
}

void SheetWriter::operator()(const report::Facts& facts) {
    if (facts.rows.empty())
        return;
    auto shape = tableFormat();
    shape.setBorder(0);
    shape.setColumnWidthConstraints({QTextLength(QTextLength::FixedLength, m_theme.pixels(200)),
                                     QTextLength(QTextLength::VariableLength, 0)});
    auto* table = m_cursor.insertTable(static_cast<int>(facts.rows.size()), 2, shape);
    for (int i = 0; i < table->rows(); ++i) {
        const auto& [name, value] = facts.rows[static_cast<std::size_t>(i)];
        table->cellAt(i, 0).firstCursorPosition().insertText(words(name), plain(false, true));
        table->cellAt(i, 1).firstCursorPosition().insertText(words(value.text), format(value));
    }
    m_cursor.movePosition(QTextCursor::End);
    m_fresh = false;
}

void SheetWriter::operator()(const report::Table& source) {
    const std::size_t shown = std::min(source.rows.size(), m_mostRows);
    auto shape = tableFormat();
    double shares = 0;
    for (const auto& column : source.columns)
        shares += column.share;
    QList<QTextLength> widths;
    for (const auto& column : source.columns)
        widths.append(QTextLength(QTextLength::PercentageLength, 100 * column.share / shares));
    shape.setColumnWidthConstraints(widths);
    shape.setHeaderRowCount(1);
    auto* table =
        m_cursor.insertTable(static_cast<int>(shown) + 1, static_cast<int>(source.columns.size()), shape);
    const auto fill = [&](int row, int column, const report::Cell& cell, bool right, bool head) {
        auto place = table->cellAt(row, column);
        if (head) {
            QTextTableCellFormat back = place.format().toTableCellFormat();
            back.setBackground(m_theme.colour(Role::raised));
            place.setFormat(back);
        }
        auto cursor = place.firstCursorPosition();
        if (right) {
            QTextBlockFormat block;
            block.setAlignment(Qt::AlignRight);
            cursor.setBlockFormat(block);
        }
        cursor.insertText(words(cell.text), head ? plain(true, true) : format(cell));
    };
    for (int column = 0; column < table->columns(); ++column)
        fill(0, column, {source.columns[static_cast<std::size_t>(column)].head},
             source.columns[static_cast<std::size_t>(column)].right, true);
    for (std::size_t row = 0; row < shown; ++row)
        for (std::size_t column = 0; column < std::min(source.rows[row].size(), source.columns.size());
             ++column)
            fill(static_cast<int>(row) + 1, static_cast<int>(column), source.rows[row][column],
                 source.columns[column].right, false);
    m_cursor.movePosition(QTextCursor::End);
    m_fresh = false;
    if (shown < source.rows.size())
        (*this)(report::Text{std::to_string(source.rows.size() - shown) +
                                 " more rows are not shown here; the exported report has them all.",
                             report::Tone::warning});
}

void SheetWriter::operator()(const report::List& list) {
    for (const auto& item : list.items)
        paragraph(QStringLiteral("– ") + words(item.text), format(item), m_theme.space(Space::hair), 0,
                  m_theme.space(Space::small));
}

void SheetWriter::operator()(const report::Ticks& ticks) {
    for (const auto& item : ticks.items) {
        paragraph((item.done ? QStringLiteral("✓ done   ") : QStringLiteral("○ open   ")) + words(item.text),
                  plain(), m_theme.space(Space::tight), 0, m_theme.space(Space::small));
        if (!item.detail.empty())
            paragraph(words(item.detail), plain(false, true), 0, 0, m_theme.space(Space::page) * 2);
    }
}

void SheetWriter::operator()(const report::Quote& quote) {
    paragraph(words(quote.head), format({quote.head, quote.tone, true}), m_theme.space(Space::medium),
              m_theme.space(Space::tight));
    for (const auto& line : words(quote.text).trimmed().split(QLatin1Char('\n')))
        paragraph(line, plain(), 0, 0, m_theme.space(Space::large));
}

void SheetWriter::operator()(const report::Code& code) {
    for (const auto& line : words(code.text).split(QLatin1Char('\n')))
        paragraph(line, format({{}, report::Tone::plain, false, true}), m_theme.space(Space::hair), 0,
                  m_theme.space(Space::large));
}

void SheetWriter::operator()(const report::Drawing& drawing) {
    QTextCharFormat shape;
    shape.setObjectType(DrawingObject::type);
    shape.setProperty(DrawingObject::indexProperty, m_drawings.add(drawing));
    shape.setToolTip(words(drawing.title + ". " + drawing.description).toHtmlEscaped());
    paragraph({}, plain(), m_theme.space(Space::small), m_theme.space(Space::small));
    m_cursor.insertText(QString(QChar::ObjectReplacementCharacter), shape);
}

} // namespace muster::ui
