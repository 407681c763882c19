// Lets a screen reader read the output: the rows on screen as lines of text, the caret, the selection. As
// terminals do, it tells of what is on screen; moving the caret brings other rows there.
#pragma once

#include <QAccessibleWidget>

namespace muster::ui {

class OutputArea;

class OutputAccessible : public QAccessibleWidget, public QAccessibleTextInterface {
public:
    explicit OutputAccessible(OutputArea* area);

    static void install(); // more than once does no harm
    static void rowsChanged(OutputArea* area);
    static void caretMoved(OutputArea* area);

    void* interface_cast(QAccessible::InterfaceType type) override;
    QAccessible::State state() const override;
    QString text(QAccessible::Text which) const override;

    void selection(int selectionIndex, int* startOffset, int* endOffset) const override;
    int selectionCount() const override;
    void addSelection(int startOffset, int endOffset) override;
    void removeSelection(int selectionIndex) override;
    void setSelection(int selectionIndex, int startOffset, int endOffset) override;
    int cursorPosition() const override;
    void setCursorPosition(int position) override;
    QString text(int startOffset, int endOffset) const override;
    int characterCount() const override;
    QRect characterRect(int offset) const override;
    int offsetAtPoint(const QPoint& point) const override;
    void scrollToSubstring(int startIndex, int endIndex) override;
    QString attributes(int offset, int* startOffset, int* endOffset) const override;

private:
    [[nodiscard]] OutputArea* area() const;
    [[nodiscard]] QString content() const;
};

} // namespace muster::ui
