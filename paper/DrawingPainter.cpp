#include "paper/DrawingPainter.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace muster::paper {
namespace {

using namespace report;

class Strokes {
public:
    Strokes(QPainter& painter, const QPointF& at, double scale, const Inks& inks, const QFont& font)
        : m_painter(painter), m_at(at), m_scale(scale), m_inks(inks), m_font(font) {}

    void operator()(const Line& line) {
        QPen pen(m_inks.of(line.ink), line.width * m_scale);
        pen.setCapStyle(Qt::FlatCap);
        if (line.dashed)
            pen.setDashPattern({3 / line.width, 3 / line.width});
        m_painter.setPen(pen);
        m_painter.drawLine(QLineF(point(line.x1, line.y1), point(line.x2, line.y2)));
    }

    void operator()(const Box& box) {
        const QRectF rect(point(box.x, box.y), QSizeF(box.width * m_scale, box.height * m_scale));
        const QColor ink = m_inks.of(box.ink);
        if (box.pattern == Pattern::solid) {
            m_painter.fillRect(rect, ink);
        } else if (box.pattern != Pattern::none) {
            m_painter.fillRect(rect, mixed(ink, 0.16));
            if (box.pattern == Pattern::dotted)
                dots(box, ink);
            else
                hatch(box, ink, box.pattern == Pattern::crossed);
        }
        if (!box.outlined)
            return;
        m_painter.setPen(QPen(ink, 0.8 * m_scale));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRect(rect);
    }

    void operator()(const Label& label) {
        QFont font = m_font;
        font.setPixelSize(std::max(1, static_cast<int>(std::lround(label.size * m_scale))));
        font.setWeight(label.strong ? QFont::DemiBold : QFont::Normal);
        const QString text = QString::fromStdString(label.text);
        const double width = QFontMetricsF(font).horizontalAdvance(text);
        const double shift = label.anchor == Anchor::start    ? 0
                             : label.anchor == Anchor::middle ? width / 2
                                                              : width;
        m_painter.setFont(font);
        m_painter.setPen(m_inks.of(label.ink));
        m_painter.drawText(point(label.x, label.y) - QPointF(shift, 0), text);
    }

    void operator()(const Mark& mark) {
        const double r = mark.size / 2;
        const auto corner = [&](double x, double y) { return point(mark.x + x * r, mark.y + y * r); };
        const QColor ink = m_inks.of(mark.ink);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(ink);
        switch (mark.shape) {
        case MarkShape::disc:
            m_painter.drawEllipse(point(mark.x, mark.y), r * m_scale, r * m_scale);
            break;
        case MarkShape::diamond:
            m_painter.drawPolygon(QPolygonF({corner(0, -1), corner(1, 0), corner(0, 1), corner(-1, 0)}));
            break;
        case MarkShape::triangle:
            m_painter.drawPolygon(QPolygonF({corner(-1, -0.8), corner(1, -0.8), corner(0, 0.8)}));
            break;
        case MarkShape::square:
            m_painter.drawRect(QRectF(corner(-1, -1), corner(1, 1)));
            break;
        case MarkShape::cross:
            m_painter.setPen(QPen(ink, 2 * m_scale));
            m_painter.drawLine(QLineF(corner(-1, -1), corner(1, 1)));
            m_painter.drawLine(QLineF(corner(1, -1), corner(-1, 1)));
            break;
        }
    }

private:
    [[nodiscard]] QPointF point(double x, double y) const { return m_at + QPointF(x, y) * m_scale; }

    // Opaque: PDF readers and printers treat transparency with more ceremony than it is worth.
    [[nodiscard]] QColor mixed(const QColor& ink, double share) const {
        const auto part = [&](int a, int b) {
            return static_cast<int>(std::lround(a * share + b * (1 - share)));
        };
        return {part(ink.red(), m_inks.ground.red()), part(ink.green(), m_inks.ground.green()),
                part(ink.blue(), m_inks.ground.blue())};
    }

    // Diagonals x + y = k (and x - y = k), cut at the box's edges by arithmetic, not by a clip.
    void hatch(const Box& box, const QColor& ink, bool crossed) {
        constexpr double step = 6;
        QPen pen(ink, 1.3 * m_scale);
        pen.setCapStyle(Qt::FlatCap);
        m_painter.setPen(pen);
        const double right = box.x + box.width, bottom = box.y + box.height;
        QList<QLineF> lines;
        for (double k = std::ceil((box.x + box.y) / step) * step; k < right + bottom; k += step) {
            const double x1 = std::max(box.x, k - bottom), x2 = std::min(right, k - box.y);
            if (x2 > x1)
                lines.append(QLineF(point(x1, k - x1), point(x2, k - x2)));
        }
        if (crossed)
            for (double k = std::ceil((box.x - bottom) / step) * step; k < right - box.y; k += step) {
                const double x1 = std::max(box.x, k + box.y), x2 = std::min(right, k + bottom);
                if (x2 > x1)
                    lines.append(QLineF(point(x1, x1 - k), point(x2, x2 - k)));
            }
        m_painter.drawLines(lines);
    }

    void dots(const Box& box, const QColor& ink) {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(ink);
        for (double y = box.y + 3; y + 1 < box.y + box.height; y += 6)
            for (double x = box.x + 3; x + 1 < box.x + box.width; x += 6)
                m_painter.drawEllipse(point(x, y), 1.1 * m_scale, 1.1 * m_scale);
    }

    QPainter& m_painter;
    QPointF m_at;
    double m_scale;
    const Inks& m_inks;
    const QFont& m_font;
};

} // namespace

const Inks& printInks() {
    static const Inks inks{{QColor(0x16, 0x1b, 0x22), QColor(0x55, 0x60, 0x6d), QColor(0xcd, 0xd4, 0xdc),
                            QColor(0xf1, 0xf4, 0xf7), QColor(0x1a, 0x7f, 0x56), QColor(0x96, 0x60, 0x0a),
                            QColor(0xb3, 0x26, 0x1e), QColor(0x1f, 0x66, 0xb0)},
                           QColor(255, 255, 255)};
    return inks;
}

void paint(QPainter& painter, const Drawing& drawing, const QPointF& at, double scale, const Inks& inks,
           const QFont& font) {
    Strokes strokes(painter, at, scale, inks, font);
    for (const auto& shape : drawing.shapes)
        std::visit(strokes, shape);
}

} // namespace muster::paper
