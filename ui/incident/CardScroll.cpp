#include "ui/incident/CardScroll.h"

#include <QEvent>
#include <QLayout>
#include <QScrollBar>

namespace muster::ui {

CardScroll::CardScroll(QWidget* parent) : QScrollArea(parent) {
    setObjectName(QStringLiteral("cardScroll"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    viewport()->setAutoFillBackground(false);
}

void CardScroll::setContent(QWidget* content) {
    // Without one of its own the least height is what its words would take in the narrowest column.
    content->setMinimumHeight(1);
    setWidget(content);
}

int CardScroll::contentHeight() const {
    auto* content = widget();
    if (content == nullptr || content->layout() == nullptr)
        return 0;
    const int width = viewport()->width();
    return content->layout()->hasHeightForWidth() && width > 0 ? content->layout()->totalHeightForWidth(width)
                                                               : content->layout()->totalSizeHint().height();
}

QSize CardScroll::sizeHint() const {
    return {widget() != nullptr ? widget()->sizeHint().width() : 0, contentHeight() + 2};
}

QSize CardScroll::minimumSizeHint() const {
    return {0, std::min(contentHeight() + 2, fontMetrics().height() * 4)};
}

bool CardScroll::eventFilter(QObject* watched, QEvent* event) {
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

void CardScroll::resizeEvent(QResizeEvent* event) {
    const int before = sizeHint().height();
    QScrollArea::resizeEvent(event);
    if (sizeHint().height() != before)
        updateGeometry();
}

} // namespace muster::ui
