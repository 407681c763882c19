#include "paper/Pages.h"

#include "paper/DrawingPainter.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>
#include <array>
#include <cmath>

namespace muster::paper {
namespace {

struct FaceOf {
    const char* family;
    double points;
    QFont::Weight weight;
    double leading; // of the line, by its size
};

// In the order of Face.
constexpr std::array<FaceOf, 11> faces{{{"Inter", 9, QFont::Normal, 1.45},
                                        {"Inter", 9, QFont::DemiBold, 1.45},
                                        {"Inter", 8, QFont::Normal, 1.4},
                                        {"Inter", 8, QFont::DemiBold, 1.4},
                                        {"JetBrains Mono", 7.5, QFont::Normal, 1.45},
                                        {"Inter", 20, QFont::Bold, 1.2},
                                        {"Inter", 13.5, QFont::Bold, 1.3},
                                        {"Inter", 9.5, QFont::DemiBold, 1.4},
                                        {"Inter", 19, QFont::DemiBold, 1.2},
                                        {"Inter", 14, QFont::Bold, 1.2},
                                        {"Inter", 7.5, QFont::Normal, 1.3}}};

struct Made {
    QFont font;
    double ascent = 0;
    double height = 0;
};

Made make(const FaceOf& face) {
    Made made;
    made.font = QFont(QString::fromLatin1(face.family));
    made.font.setPixelSize(static_cast<int>(std::lround(face.points * unit)));
    made.font.setWeight(face.weight);
    made.font.setHintingPreference(QFont::PreferNoHinting);
    const QFontMetricsF metrics(made.font);
    made.height = std::round(face.points * unit * face.leading);
    // The line's own leading is shared out above and below its letters.
    made.ascent = std::round((made.height - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent());
    return made;
}

const Made& made(Face face) {
    static const auto all = [] {
        std::array<Made, faces.size()> out;
        for (std::size_t i = 0; i < faces.size(); ++i)
            out[i] = make(faces[i]);
        return out;
    }();
    return all.at(static_cast<std::size_t>(face));
}

struct Brush {
    QPainter& painter;
    double x, y;

    void operator()(const Words& words) const {
        painter.setFont(font(words.face));
        painter.setPen(printInks().of(words.ink));
        painter.drawText(QPointF(x + words.x, y + words.y), words.text);
    }
    void operator()(const Area& area) const {
        const QRectF rect(x + area.x, y + area.y, area.width, area.height);
        if (area.filled) {
            painter.fillRect(rect, printInks().of(area.ink));
            return;
        }
        painter.setPen(QPen(printInks().of(area.ink), 0.9 * unit));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect);
    }
    void operator()(const Picture& picture) const {
        paper::paint(painter, *picture.drawing, QPointF(x + picture.x, y + picture.y), picture.scale,
                     printInks(), font(Face::body));
    }
};

} // namespace

const QFont& font(Face face) {
    return made(face).font;
}

double lineHeight(Face face) {
    return made(face).height;
}

double ascent(Face face) {
    return made(face).ascent;
}

double advance(Face face, const QString& text) {
    return QFontMetricsF(font(face)).horizontalAdvance(text);
}

void Pages::turn() {
    m_pages.emplace_back();
    m_y = 0;
}

void Pages::need(double room) {
    if (!fresh() && left() < room)
        turn();
}

void Pages::skip(double distance) {
    if (!fresh())
        m_y += distance;
}

void Pages::paint(QPainter& painter, std::size_t page, double x, double y) const {
    for (const auto& thing : m_pages.at(page))
        std::visit(Brush{painter, x, y}, thing);
}

std::vector<QString> broken(const QString& text, Face face, double width) {
    std::vector<QString> out;
    for (const auto& paragraph : text.split(QLatin1Char('\n'))) {
        if (advance(face, paragraph) <= width) {
            out.push_back(paragraph);
            continue;
        }
        QTextLayout layout(paragraph, font(face));
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout.setTextOption(option);
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(width);
            out.push_back(paragraph.mid(line.textStart(), line.textLength()).trimmed());
        }
        layout.endLayout();
    }
    return out;
}

report::Ink inkOf(report::Tone tone) {
    switch (tone) {
    case report::Tone::faint:
        return report::Ink::faint;
    case report::Tone::good:
        return report::Ink::good;
    case report::Tone::warning:
        return report::Ink::warning;
    case report::Tone::bad:
        return report::Ink::bad;
    case report::Tone::plain:
        break;
    }
    return report::Ink::text;
}

} // namespace muster::paper
