#include "ui/output/OutputAccessible.h"

#include "ui/output/OutputArea.h"

#include <QAccessible>
#include <algorithm>

namespace muster::ui {
using output::Place;

namespace {

QAccessibleInterface* make(const QString& className, QObject* object) {
    if (className == QLatin1String("muster::ui::OutputArea"))
        return new OutputAccessible(static_cast<OutputArea*>(object)); // Qt owns it
    return nullptr;
}

std::size_t bytesOf(const QString& text, qsizetype column) {
    return static_cast<std::size_t>(text.left(column).toUtf8().size());
}

Place placeOf(const OutputArea& area, int offset) {
    const auto rows = area.spoken();
    for (const auto& row : rows) {
        const auto length = static_cast<int>(row.before.size() + row.text.size());
        if (offset <= length)
            return {row.row, bytesOf(row.text, offset - row.before.size())};
        offset -= length + 1;
    }
    return rows.empty() ? Place()
                        : Place{rows.back().row, bytesOf(rows.back().text, rows.back().text.size())};
}

// -1: it is not on screen.
int offsetOf(const OutputArea& area, const Place& place) {
    int offset = 0;
    for (const auto& row : area.spoken()) {
        if (row.row == place.row) {
            const QByteArray before = row.text.toUtf8().left(static_cast<qsizetype>(place.byte));
            return offset + static_cast<int>(row.before.size() + QString::fromUtf8(before).size());
        }
        offset += static_cast<int>(row.before.size() + row.text.size()) + 1;
    }
    return -1;
}

} // namespace

OutputAccessible::OutputAccessible(OutputArea* area)
    : QAccessibleWidget(area, QAccessible::Terminal, QString()) {}

void OutputAccessible::install() {
    static const bool installed = [] {
        QAccessible::installFactory(make);
        return true;
    }();
    Q_UNUSED(installed)
}

// Assistive technology asks for the text again; told at the pace of refreshes, and only where it listens.
void OutputAccessible::rowsChanged(OutputArea* area) {
    if (!QAccessible::isActive() || !area->isVisible())
        return;
    QAccessibleEvent event(area, QAccessible::VisibleDataChanged);
    QAccessible::updateAccessibility(&event);
}

void OutputAccessible::caretMoved(OutputArea* area) {
    if (!QAccessible::isActive() || !area->caret())
        return;
    const int offset = offsetOf(*area, *area->caret());
    if (offset < 0)
        return;
    QAccessibleTextCursorEvent event(area, offset);
    QAccessible::updateAccessibility(&event);
}

OutputArea* OutputAccessible::area() const {
    return static_cast<OutputArea*>(object());
}

void* OutputAccessible::interface_cast(QAccessible::InterfaceType type) {
    if (type == QAccessible::TextInterface)
        return static_cast<QAccessibleTextInterface*>(this);
    return QAccessibleWidget::interface_cast(type);
}

QAccessible::State OutputAccessible::state() const {
    QAccessible::State state = QAccessibleWidget::state();
    state.readOnly = true;
    state.multiLine = true;
    state.selectableText = true;
    return state;
}

QString OutputAccessible::text(QAccessible::Text which) const {
    if (which == QAccessible::Value)
        return content();
    return QAccessibleWidget::text(which);
}

QString OutputAccessible::content() const {
    QString text;
    for (const auto& row : area()->spoken())
        text += row.before + row.text + QLatin1Char('\n');
    return text;
}

void OutputAccessible::selection(int selectionIndex, int* startOffset, int* endOffset) const {
    *startOffset = *endOffset = 0;
    const auto rows = area()->selectedRows();
    if (selectionIndex != 0 || !rows)
        return;
    const QString all = content();
    // What is selected beyond the screen cannot be said; the part on screen is.
    const int caret = cursorPosition();
    int from = -1;
    int offset = 0;
    for (const auto& row : area()->spoken()) {
        const auto index = area()->rows().find(row.row);
        const int end = offset + static_cast<int>(row.before.size() + row.text.size());
        if (index && *index >= rows->first && *index <= rows->second) {
            if (from < 0)
                from = offset;
            *endOffset = end;
        }
        offset = end + 1;
    }
    *startOffset = std::max(0, from);
    if (rows->first == rows->second && caret >= 0) {
        const int length = static_cast<int>(area()->selectedText().size());
        const bool before = caret >= length && all.mid(caret - length, length) == area()->selectedText();
        *startOffset = before ? caret - length : caret;
        *endOffset = *startOffset + length;
    }
}

int OutputAccessible::selectionCount() const {
    return area()->hasSelection() ? 1 : 0;
}

void OutputAccessible::addSelection(int startOffset, int endOffset) {
    setSelection(0, startOffset, endOffset);
}

void OutputAccessible::removeSelection(int selectionIndex) {
    if (selectionIndex == 0 && area()->caret())
        area()->select(*area()->caret(), *area()->caret());
}

void OutputAccessible::setSelection(int selectionIndex, int startOffset, int endOffset) {
    if (selectionIndex == 0)
        area()->select(placeOf(*area(), startOffset), placeOf(*area(), endOffset));
}

int OutputAccessible::cursorPosition() const {
    return area()->caret() ? std::max(0, offsetOf(*area(), *area()->caret())) : characterCount();
}

void OutputAccessible::setCursorPosition(int position) {
    const Place place = placeOf(*area(), position);
    area()->select(place, place);
}

QString OutputAccessible::text(int startOffset, int endOffset) const {
    return content().mid(startOffset, endOffset - startOffset);
}

int OutputAccessible::characterCount() const {
    return static_cast<int>(content().size());
}

QRect OutputAccessible::characterRect(int offset) const {
    QRect rect = area()->rectOf(placeOf(*area(), offset));
    if (!rect.isEmpty())
        rect.moveTopLeft(area()->viewport()->mapToGlobal(rect.topLeft()));
    return rect;
}

int OutputAccessible::offsetAtPoint(const QPoint& point) const {
    const auto place = area()->placeAt(area()->viewport()->mapFromGlobal(point));
    return place ? offsetOf(*area(), *place) : -1;
}

void OutputAccessible::scrollToSubstring(int startIndex, int endIndex) {
    Q_UNUSED(endIndex)
    setCursorPosition(startIndex);
}

QString OutputAccessible::attributes(int offset, int* startOffset, int* endOffset) const {
    Q_UNUSED(offset)
    *startOffset = 0;
    *endOffset = characterCount();
    return {};
}

} // namespace muster::ui
