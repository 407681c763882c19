#include "ui/widgets/PageScroll.h"

#include <QEvent>
#include <QLayout>
#include <QScrollBar>
#include <algorithm>

namespace muster::ui {

PageScroll::PageScroll(QWidget* page, QWidget* parent) : QScrollArea(parent) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    page->setProperty("scrolled", true);
    setWidget(page); // which watches its events
    fit();
}

QSize PageScroll::minimumSizeHint() const {
    // It scrolls in height alone.
    return {widget() == nullptr
                ? 0
                : widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(),
            QScrollArea::minimumSizeHint().height()};
}

void PageScroll::resizeEvent(QResizeEvent* event) {
    fit();
    QScrollArea::resizeEvent(event);
}

bool PageScroll::eventFilter(QObject* watched, QEvent* event) {
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        fit();
    return QScrollArea::eventFilter(watched, event);
}

void PageScroll::fit() {
    auto* layout = widget() == nullptr ? nullptr : widget()->layout();
    const int width = viewport()->width();
    if (layout == nullptr || width <= 0)
        return;
    // Without one of its own a page is never smaller than its words in the narrowest column.
    const int least = layout->hasHeightForWidth() ? layout->totalMinimumHeightForWidth(width)
                                                  : layout->totalMinimumSize().height();
    if (least != widget()->minimumHeight())
        widget()->setMinimumHeight(std::max(1, least));
}

} // namespace muster::ui
