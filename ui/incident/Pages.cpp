#include "ui/incident/Pages.h"

#include <QEvent>
#include <QLayout>
#include <QResizeEvent>

namespace muster::ui {

Pages::Pages(QWidget* parent) : QWidget(parent) {
    setProperty("scrolled", true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
}

void Pages::add(QWidget* page) {
    page->setParent(this);
    m_pages.append(page);
    page->setVisible(false);
    if (m_front == nullptr)
        bring(page);
}

void Pages::bring(QWidget* page) {
    if (page == m_front)
        return;
    // Shown before the other goes, so that the focus has somewhere to be.
    page->setVisible(true);
    place();
    for (auto* other : m_pages)
        if (other != page)
            other->setVisible(false);
    m_front = page;
    place();
    updateGeometry();
}

QSize Pages::sizeHint() const {
    return m_front != nullptr ? m_front->sizeHint() : QSize();
}

QSize Pages::minimumSizeHint() const {
    if (m_front == nullptr || m_front->layout() == nullptr)
        return {};
    const auto* layout = m_front->layout();
    const QSize least = layout->totalMinimumSize();
    const int height = layout->hasHeightForWidth() && width() > 0
                           ? layout->totalMinimumHeightForWidth(width())
                           : least.height();
    return {std::min(least.width(), 240), height};
}

void Pages::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    place();
    if (event->oldSize().width() != width())
        updateGeometry(); // in a narrower column it is higher
}

bool Pages::event(QEvent* event) {
    if (event->type() == QEvent::LayoutRequest) {
        place();
        updateGeometry(); // the page may have come to need more height, which the scroll area has to give
    }
    return QWidget::event(event);
}

void Pages::place() {
    if (m_front != nullptr)
        m_front->setGeometry(rect());
}

} // namespace muster::ui
