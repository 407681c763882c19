#include "ui/reports/DrawingObject.h"

#include "paper/DrawingPainter.h"
#include "ui/theme/Theme.h"

#include <QPainter>
#include <QTextDocument>
#include <algorithm>

namespace muster::ui {
namespace {

paper::Inks inks(const Theme& theme) {
    return {{theme.colour(Role::text), theme.colour(Role::faint), theme.colour(Role::line),
             theme.colour(Role::raised), theme.colour(Role::good), theme.colour(Role::warning),
             theme.colour(Role::bad), theme.colour(Role::accent)},
            theme.colour(Role::surface)};
}

} // namespace

DrawingObject::DrawingObject(const Theme& theme, QObject* parent) : QObject(parent), m_theme(theme) {}

int DrawingObject::add(report::Drawing drawing) {
    m_drawings.push_back(std::move(drawing));
    return static_cast<int>(m_drawings.size()) - 1;
}

const report::Drawing* DrawingObject::drawing(const QTextFormat& format) const {
    const int index = format.intProperty(indexProperty);
    return index >= 0 && index < static_cast<int>(m_drawings.size())
               ? &m_drawings[static_cast<std::size_t>(index)]
               : nullptr;
}

QSizeF DrawingObject::intrinsicSize(QTextDocument* document, int position, const QTextFormat& format) {
    Q_UNUSED(position)
    const auto* shown = drawing(format);
    if (shown == nullptr)
        return {};
    const double room =
        document->textWidth() > 0 ? document->textWidth() - 2 * document->documentMargin() : 720;
    // Never so wide that a line of it would be a metre long.
    const double width = std::clamp(room - 2, 300.0, static_cast<double>(m_theme.pixels(1080)));
    return {width, shown->height * width / shown->width};
}

void DrawingObject::drawObject(QPainter* painter, const QRectF& rect, QTextDocument* document, int position,
                               const QTextFormat& format) {
    Q_UNUSED(document)
    Q_UNUSED(position)
    const auto* shown = drawing(format);
    if (shown == nullptr)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paper::paint(*painter, *shown, rect.topLeft(), rect.width() / shown->width, inks(m_theme),
                 m_theme.font(Type::body));
    painter->restore();
}

} // namespace muster::ui
