#include "ui/incident/ChoiceFlow.h"

#include <algorithm>

namespace muster::ui {

ChoiceFlow::ChoiceFlow(Qt::Alignment side, QWidget* parent) : QLayout(parent), m_side(side) {
    setContentsMargins(0, 0, 0, 0);
}

ChoiceFlow::~ChoiceFlow() {
    qDeleteAll(m_items);
}

void ChoiceFlow::addItem(QLayoutItem* item) {
    m_items.append(item);
}

int ChoiceFlow::count() const {
    return static_cast<int>(m_items.size());
}

QLayoutItem* ChoiceFlow::itemAt(int index) const {
    return m_items.value(index);
}

QLayoutItem* ChoiceFlow::takeAt(int index) {
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

Qt::Orientations ChoiceFlow::expandingDirections() const {
    return Qt::Horizontal;
}

bool ChoiceFlow::hasHeightForWidth() const {
    return true;
}

int ChoiceFlow::heightForWidth(int width) const {
    return arrange({0, 0, width, 0}, false);
}

QSize ChoiceFlow::sizeHint() const {
    int width = 0;
    int height = 0;
    for (const auto* item : m_items) {
        if (item->isEmpty())
            continue;
        width += item->sizeHint().width() + std::max(0, spacing());
        height = std::max(height, item->sizeHint().height());
    }
    return {width, height};
}

QSize ChoiceFlow::minimumSize() const {
    QSize size;
    for (const auto* item : m_items)
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    return size;
}

void ChoiceFlow::setGeometry(const QRect& rect) {
    QLayout::setGeometry(rect);
    static_cast<void>(arrange(rect, true));
}

int ChoiceFlow::arrange(const QRect& rect, bool move) const {
    const int gap = std::max(0, spacing());
    int top = rect.top();
    qsizetype at = 0;
    while (at < m_items.size()) {
        int width = 0;
        int height = 0;
        qsizetype end = at;
        for (; end < m_items.size(); ++end) {
            if (m_items[end]->isEmpty())
                continue;
            const QSize size = m_items[end]->sizeHint();
            if (width > 0 && width + gap + size.width() > rect.width())
                break;
            width += (width > 0 ? gap : 0) + size.width();
            height = std::max(height, size.height());
        }
        int left = m_side & Qt::AlignRight ? std::max(rect.left(), rect.right() + 1 - width) : rect.left();
        for (; at < end; ++at) {
            if (m_items[at]->isEmpty())
                continue;
            const QSize size = m_items[at]->sizeHint();
            if (move)
                m_items[at]->setGeometry({left, top, std::min(size.width(), rect.width()), height});
            left += size.width() + gap;
        }
        top += height + (end < m_items.size() && height > 0 ? gap : 0);
    }
    return top - rect.top();
}

} // namespace muster::ui
