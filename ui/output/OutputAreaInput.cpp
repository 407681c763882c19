// Keys and mouse of the output area.
#include "ui/output/OutputArea.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QScrollBar>
#include <algorithm>

namespace muster::ui {
using output::Place;
using output::Row;

namespace {

constexpr int dragEveryMs = 40;

} // namespace

void OutputArea::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        copy();
        return;
    }
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
        return;
    }
    if (event->key() == Qt::Key_Escape && hasSelection()) {
        moveCaret(*m_caret, false);
        return;
    }
    const bool shift = (event->modifiers() & Qt::ShiftModifier) != 0;
    const bool control = (event->modifiers() & Qt::ControlModifier) != 0;
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        if ((event->modifiers() & Qt::AltModifier) == 0) {
            moveByKey(event->key(), control, shift);
            return;
        }
        break;
    default:
        break;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

void OutputArea::moveByKey(int key, bool control, bool keepAnchor) {
    if (m_rows.size() == 0)
        return;
    const std::size_t last = m_rows.size() - 1;
    const bool fresh = !m_caret;
    if (fresh) // reading begins where the eye is
        m_caret = m_anchor = placeOf(m_following ? last : std::min(m_top.row, last), 0);
    std::size_t row = m_rows.nearest(m_caret->row).value_or(last);
    qsizetype column = std::min(columnOf(*m_caret), layoutOf(m_rows.at(row)).text().size());
    const auto page = static_cast<std::size_t>(std::max(1, pageLines() - 1));
    const auto size = [&](std::size_t of) { return layoutOf(m_rows.at(of)).text().size(); };
    switch (key) {
    case Qt::Key_Up:
        row -= fresh || row == 0 ? 0 : 1;
        break;
    case Qt::Key_Down:
        row += fresh || row == last ? 0 : 1;
        break;
    case Qt::Key_PageUp:
        row -= std::min(row, page);
        break;
    case Qt::Key_PageDown:
        row = std::min(last, row + page);
        break;
    case Qt::Key_Home:
        column = 0;
        row = control ? 0 : row;
        break;
    case Qt::Key_End:
        row = control ? last : row;
        column = size(row);
        break;
    case Qt::Key_Left:
        if (column > 0) {
            column = layoutOf(m_rows.at(row)).previous(column);
        } else if (row > 0) {
            --row;
            column = size(row);
        }
        break;
    default: // right
        if (column < size(row)) {
            column = layoutOf(m_rows.at(row)).next(column);
        } else if (row < last) {
            ++row;
            column = 0;
        }
        break;
    }
    moveCaret(placeOf(row, std::min(column, size(row))), keepAnchor);
    showCaret();
}

void OutputArea::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || m_rows.size() == 0)
        return;
    m_pointer = event->pos();
    m_selecting = true;
    moveCaret(placeNear(m_pointer), (event->modifiers() & Qt::ShiftModifier) != 0);
}

void OutputArea::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || m_rows.size() == 0)
        return;
    const Place place = placeNear(event->pos());
    const auto index = m_rows.nearest(place.row);
    if (!index)
        return;
    const QString text = layoutOf(place.row).text();
    qsizetype from = std::min(columnOf(place), text.size());
    qsizetype to = from;
    const auto isWord = [&](qsizetype at) {
        return !text.at(at).isSpace();
    }; // paths and options are words here
    while (from > 0 && isWord(from - 1))
        --from;
    while (to < text.size() && isWord(to))
        ++to;
    m_anchor = placeOf(*index, from);
    moveCaret(placeOf(*index, to), true);
}

void OutputArea::mouseMoveEvent(QMouseEvent* event) {
    if (!m_selecting || m_rows.size() == 0)
        return;
    m_pointer = event->pos();
    moveCaret(placeNear(m_pointer), true);
    if (viewport()->rect().contains(m_pointer))
        m_dragTimer.stop();
    else if (!m_dragTimer.isActive())
        m_dragTimer.start(dragEveryMs, this);
}

void OutputArea::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    m_selecting = false;
    m_dragTimer.stop();
    if (hasSelection() && QGuiApplication::clipboard()->supportsSelection())
        QGuiApplication::clipboard()->setText(selectedText(), QClipboard::Selection);
}

// A selection that is drawn beyond the edge goes on there.
void OutputArea::timerEvent(QTimerEvent* event) {
    if (event->timerId() != m_dragTimer.timerId()) {
        QAbstractScrollArea::timerEvent(event);
        return;
    }
    if (m_rows.size() == 0)
        return;
    if (m_pointer.y() < 0)
        scrollLines(-1 + m_pointer.y() / m_sizes->height);
    else if (m_pointer.y() > viewport()->height())
        scrollLines(1 + (m_pointer.y() - viewport()->height()) / m_sizes->height);
    if (m_pointer.x() < 0 || m_pointer.x() > viewport()->width())
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() +
                                        (m_pointer.x() < 0 ? -1 : 1) * horizontalScrollBar()->singleStep());
    moveCaret(placeNear(m_pointer), true);
}

void OutputArea::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void OutputArea::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace muster::ui
