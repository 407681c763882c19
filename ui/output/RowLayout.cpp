#include "ui/output/RowLayout.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>
#include <QTextOption>
#include <algorithm>
#include <cmath>

namespace muster::ui {
namespace {

constexpr int tabColumns = 8;

bool isPlain(const QString& text) {
    return std::all_of(text.begin(), text.end(),
                       [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7f; });
}

} // namespace

CellSizes::CellSizes(const QFont& base) : font(base), plainFont(base) {
    plainFont.setStyleStrategy(QFont::PreferNoShaping);
    plainFont.setKerning(false);
    const QFontMetricsF metrics(plainFont);
    width = metrics.horizontalAdvance(QString(64, QLatin1Char('x'))) / 64;
    ascent = std::ceil(metrics.ascent());
    height = static_cast<int>(ascent + std::ceil(metrics.descent())) + 2;
}

RowLayout::RowLayout(QString text, const CellSizes& sizes, qreal wrapWidth)
    : m_text(std::move(text)), m_sizes(&sizes) {
    if (isPlain(m_text)) {
        if (wrapWidth > 0)
            m_columns = std::max<qsizetype>(8, static_cast<qsizetype>(wrapWidth / sizes.width));
        return;
    }
    QTextOption option;
    option.setTextDirection(Qt::LeftToRight);
    option.setWrapMode(wrapWidth > 0 ? QTextOption::WrapAnywhere : QTextOption::NoWrap);
    option.setTabStopDistance(tabColumns * sizes.width);
    m_layout = std::make_unique<QTextLayout>(m_text, sizes.font);
    m_layout->setTextOption(option);
    m_layout->setCacheEnabled(true);
    m_layout->beginLayout();
    for (qreal top = 0; true; top += sizes.height) {
        QTextLine line = m_layout->createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(wrapWidth > 0 ? std::max(wrapWidth, 8 * sizes.width) : 1e7);
        line.setPosition({0, 0});
    }
    m_layout->endLayout();
}

RowLayout::~RowLayout() = default;
RowLayout::RowLayout(RowLayout&&) noexcept = default;
RowLayout& RowLayout::operator=(RowLayout&&) noexcept = default;

int RowLayout::lines() const {
    if (m_layout)
        return std::max(1, m_layout->lineCount());
    if (m_columns == 0 || m_text.isEmpty())
        return 1;
    return static_cast<int>((m_text.size() + m_columns - 1) / m_columns);
}

qreal RowLayout::width() const {
    if (!m_layout)
        return static_cast<qreal>(m_columns > 0 ? std::min(m_columns, m_text.size()) : m_text.size()) *
               m_sizes->width;
    qreal widest = 0;
    for (int i = 0; i < m_layout->lineCount(); ++i)
        widest = std::max(widest, m_layout->lineAt(i).naturalTextWidth());
    return widest;
}

int RowLayout::lineOf(qsizetype column) const {
    if (m_layout)
        return std::max(0, m_layout->lineForTextPosition(static_cast<int>(column)).lineNumber());
    return m_columns == 0 ? 0 : std::min(lines() - 1, static_cast<int>(column / m_columns));
}

std::pair<qsizetype, qsizetype> RowLayout::range(int line) const {
    if (m_layout) {
        if (line >= m_layout->lineCount())
            return {0, m_text.size()};
        const QTextLine at = m_layout->lineAt(line);
        return {at.textStart(), at.textStart() + at.textLength()};
    }
    if (m_columns == 0)
        return {0, m_text.size()};
    const qsizetype begin = line * m_columns;
    return {begin, std::min(begin + m_columns, m_text.size())};
}

qreal RowLayout::x(int line, qsizetype column) const {
    const auto [begin, end] = range(line);
    const qsizetype within = std::clamp(column, begin, end);
    if (m_layout)
        return line < m_layout->lineCount() ? m_layout->lineAt(line).cursorToX(static_cast<int>(within)) : 0;
    return static_cast<qreal>(within - begin) * m_sizes->width;
}

qsizetype RowLayout::columnAt(int line, qreal x) const {
    const auto [begin, end] = range(line);
    if (m_layout)
        return line < m_layout->lineCount() ? m_layout->lineAt(line).xToCursor(x) : 0;
    return std::clamp(begin + static_cast<qsizetype>(std::lround(x / m_sizes->width)), begin, end);
}

qsizetype RowLayout::next(qsizetype column) const {
    if (m_layout)
        return m_layout->nextCursorPosition(static_cast<int>(column));
    return std::min(column + 1, m_text.size());
}

qsizetype RowLayout::previous(qsizetype column) const {
    if (m_layout)
        return m_layout->previousCursorPosition(static_cast<int>(column));
    return std::max<qsizetype>(0, column - 1);
}

void RowLayout::paint(QPainter& painter, const QPointF& topLeft, int line, qreal fromX, qreal toX) const {
    if (m_layout) {
        if (line >= m_layout->lineCount())
            return;
        const QTextLine at = m_layout->lineAt(line);
        at.draw(&painter, {topLeft.x(), topLeft.y() + m_sizes->ascent - at.ascent()});
        return;
    }
    const auto [begin, end] = range(line);
    const qsizetype from = begin + std::max<qsizetype>(0, static_cast<qsizetype>(fromX / m_sizes->width));
    const qsizetype to = std::min(end, begin + static_cast<qsizetype>(std::ceil(toX / m_sizes->width)) + 1);
    if (from >= to)
        return;
    painter.setFont(m_sizes->plainFont);
    painter.drawText(QPointF(topLeft.x() + static_cast<qreal>(from - begin) * m_sizes->width,
                             topLeft.y() + m_sizes->ascent),
                     m_text.mid(from, to - from));
}

} // namespace muster::ui
