// What the output area paints: the visible rows, each with its gutter.
#include "models/base/Utc.h"
#include "ui/output/OutputArea.h"
#include "ui/theme/Theme.h"

#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <algorithm>

namespace muster::ui {
using output::Row;

void OutputArea::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_theme.colour(Role::sunken));
    if (m_rows.size() == 0) {
        paintEmpty(painter);
    } else {
        int top = m_margin / 2;
        int line = m_top.line;
        for (std::size_t index = m_top.row; index < m_rows.size() && top < viewport()->height(); ++index) {
            const Row row = m_rows.at(index);
            const int lines = m_wrapped ? layoutOf(row).lines() - line : 1;
            paintRow(painter, index, row, line, top);
            top += lines * m_sizes->height;
            line = 0;
        }
    }
    if (hasFocus()) {
        painter.setClipping(false);
        painter.setPen(QPen(m_theme.colour(Role::accent), m_theme.pixels(2)));
        painter.setBrush(Qt::NoBrush);
        const int half = m_theme.pixels(1);
        painter.drawRect(viewport()->rect().adjusted(half, half, -half, -half));
    }
}

void OutputArea::paintEmpty(QPainter& painter) const {
    painter.setFont(m_theme.font(Type::body));
    painter.setPen(m_theme.colour(Role::faint));
    const bool filtered = !m_rows.log().acts().empty();
    painter.drawText(viewport()->rect().adjusted(m_margin, m_margin, -m_margin, -m_margin),
                     Qt::AlignCenter | Qt::TextWordWrap,
                     filtered ? tr("Nothing was printed by the hosts and streams that are shown.")
                              : tr("No output yet. It appears here, line by line, while a command runs."));
}

std::optional<OutputArea::Range> OutputArea::selectedOf(std::size_t index, const QString& text) const {
    const auto rows = selectedRows();
    if (!rows || index < rows->first || index > rows->second)
        return std::nullopt;
    const auto anchor = m_rows.nearest(m_anchor->row);
    const auto caret = m_rows.nearest(m_caret->row);
    Range range{0, text.size()};
    qsizetype one = anchor == index ? columnOf(*m_anchor) : -1;
    qsizetype other = caret == index ? columnOf(*m_caret) : -1;
    if (one >= 0 && other >= 0)
        return Range{std::min(one, other), std::max(one, other)};
    if (one < 0 && other < 0)
        return range;
    const qsizetype edge = std::max(one, other);
    if (index == rows->first)
        range.from = edge;
    else
        range.to = edge;
    return range;
}

std::vector<OutputArea::Range> OutputArea::foundIn(const RowLayout& layout) const {
    std::vector<Range> ranges;
    if (m_needle.empty())
        return ranges;
    const QByteArray bytes = layout.text().toUtf8();
    const std::string_view hay(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    for (std::size_t at = 0; (at = m_needle.in(hay, at)) != hay.npos; at += m_needle.size()) {
        const qsizetype from = QString::fromUtf8(bytes.left(static_cast<qsizetype>(at))).size();
        const qsizetype length =
            QString::fromUtf8(bytes.mid(static_cast<qsizetype>(at), static_cast<qsizetype>(m_needle.size())))
                .size();
        ranges.push_back({from, from + length});
    }
    return ranges;
}

void OutputArea::paintRow(QPainter& painter, std::size_t index, const Row& row, int firstLine, int top) {
    painter.setClipping(false);
    const bool head = isHead(row);
    if (head)
        paintHead(painter, row, top);
    else
        paintGutter(painter, row, firstLine == 0 ? top : -1);

    const RowLayout& layout = layoutOf(row);
    const qreal left = head ? m_margin : textLeft() - scrolled();
    const QRect room(head ? m_margin : textLeft(), top,
                     viewport()->width() - (head ? m_margin : textLeft()) - (head ? m_margin : 0),
                     (layout.lines() - firstLine) * m_sizes->height);
    painter.setClipRect(room);
    const auto selected = selectedOf(index, layout.text());
    const std::vector<Range> found = head ? std::vector<Range>() : foundIn(layout);
    const qsizetype own =
        head ? 0
             : QString::fromUtf8(m_rows.text(row).text.data(), static_cast<qsizetype>(m_rows.text(row).own))
                   .size();
    const QColor plain = m_theme.colour(Role::text);
    const bool marked = !head && own < layout.text().size();

    const auto bar = [&](const Range& range, int line, int y) {
        const auto [begin, end] = layout.range(line);
        if (range.from > end || range.to < begin || range.from == range.to)
            return QRectF();
        const qreal from = layout.x(line, range.from);
        const qreal to = layout.x(line, range.to);
        return QRectF(left + std::min(from, to), y, std::abs(to - from), m_sizes->height);
    };
    for (int line = firstLine; line < layout.lines(); ++line) {
        const int y = top + (line - firstLine) * m_sizes->height;
        if (y > viewport()->height())
            break;
        const qreal fromX = room.left() - left;
        const qreal toX = room.right() - left;
        for (const Range& range : found) {
            const QRectF rect = bar(range, line, y);
            QColor behind = m_theme.colour(Role::accent);
            behind.setAlpha(70);
            painter.fillRect(rect, behind);
            painter.fillRect(QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2),
                             m_theme.colour(Role::accent));
        }
        if (head)
            continue;
        painter.setPen(plain);
        layout.paint(painter, {left, static_cast<qreal>(y)}, line, fromX, toX);
        const auto again = [&](const QRectF& rect, const QColor& behind, const QColor& pen) {
            painter.save();
            painter.setClipRect(rect, Qt::IntersectClip);
            painter.fillRect(rect, behind);
            painter.setPen(pen);
            layout.paint(painter, {left, static_cast<qreal>(y)}, line, fromX, toX);
            painter.restore();
        };
        if (marked) {
            const QRectF rect = bar({own, layout.text().size()}, line, y);
            if (!rect.isEmpty())
                again(rect, m_theme.colour(Role::sunken), m_theme.colour(Role::faint));
        }
        if (selected) {
            QRectF rect = bar(*selected, line, y);
            if (!rect.isEmpty())
                again(rect, m_theme.colour(Role::accent), m_theme.colour(Role::onAccent));
            else if (layout.text().isEmpty()) // an empty line within a selection is seen, too
                painter.fillRect(QRectF(left, y, m_sizes->width / 2, m_sizes->height),
                                 m_theme.colour(Role::accent));
        }
    }
    if (head && selected && selected->from < selected->to) {
        painter.setClipping(false);
        painter.fillRect(0, top, m_theme.pixels(4), m_sizes->height, m_theme.colour(Role::accent));
    }
    if (hasFocus() && m_caret && !hasSelection() && m_rows.find(m_caret->row) == index) {
        painter.setClipping(false);
        const QRect rect = rectOf(*m_caret);
        painter.fillRect(rect.left(), rect.top(), std::max(2, m_theme.pixels(2)), rect.height(),
                         m_theme.colour(Role::accent));
    }
    painter.setClipping(false);
}

void OutputArea::paintHead(QPainter& painter, const Row& row, int top) const {
    const QRect band(0, top, viewport()->width(), m_sizes->height);
    const QRect room = band.adjusted(m_margin, 0, -m_margin, 0);
    QFont font = m_theme.font(row.kind == Row::Kind::letGo ? Type::small : Type::strong);
    if (row.kind == Row::Kind::hosts) {
        font = m_sizes->plainFont;
        font.setWeight(QFont::DemiBold);
        painter.fillRect(band, m_theme.colour(Role::raised));
    }
    const int most = m_sizes->height - 2; // a row has one height, whatever stands in it
    if (QFontMetrics(font).height() > most && font.pixelSize() > 0)
        font.setPixelSize(std::max(8, font.pixelSize() * most / QFontMetrics(font).height()));
    painter.setFont(font);
    painter.setPen(m_theme.colour(row.kind == Row::Kind::letGo ? Role::faint : Role::text));
    const QString text = QString::fromStdString(m_rows.text(row).text);
    painter.drawText(room, Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, room.width()));
    if (row.kind == Row::Kind::act)
        painter.fillRect(QRect(m_margin, band.bottom(), room.width(), 1), m_theme.colour(Role::line));
}

void OutputArea::paintGutter(QPainter& painter, const Row& row, int top) const {
    if (top < 0)
        return; // the row began above the screen
    int left = m_margin;
    const qreal baseline = top + m_sizes->ascent;
    painter.setFont(m_sizes->plainFont);
    painter.setPen(m_theme.colour(Role::faint));
    if (m_gutter.time > 0) {
        const std::int64_t utcMs = m_rows.utcMs(row);
        if (utcMs != 0) // of "2026-11-24T03:12:45.678Z"
            painter.drawText(QPointF(left, baseline), QString::fromStdString(formatUtc(utcMs).substr(
                                                          11, m_gutter.shortTime ? 8 : 12)));
        left += m_gutter.time;
    }
    if (m_gutter.host > 0) {
        const QString host = QString::fromStdString(m_rows.log().hostOf(row.transcript));
        painter.drawText(QPointF(left, baseline),
                         painter.fontMetrics().elidedText(host, Qt::ElideMiddle,
                                                          m_gutter.host - static_cast<int>(m_sizes->width)));
        left += m_gutter.host;
    }
    if (m_gutter.stream > 0 && row.stream == output::Stream::err) {
        const qreal size = m_sizes->width;
        const qreal foot = baseline;
        QPainterPath sign;
        sign.moveTo(left, foot);
        sign.lineTo(left + size, foot);
        sign.lineTo(left + size / 2, foot - size);
        sign.closeSubpath();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillPath(sign, m_theme.colour(Role::text));
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(m_theme.colour(Role::text));
        painter.drawText(QPointF(left + 1.5 * size, baseline),
                         m_gutter.shortStream ? QStringLiteral("err") : QStringLiteral("stderr"));
    }
}

} // namespace muster::ui
