// Where the characters of one row stand. Plain text (ASCII without tabs, nearly all there is) is a matter of
// multiplication; everything else is laid out by Qt, from left to right whatever the text would like.
#pragma once

#include <QFont>
#include <QRectF>
#include <QString>
#include <memory>
#include <utility>
#include <vector>

class QPainter;
class QTextLayout;

namespace muster::ui {

// Sizes of the output's font; made again when the theme changes.
struct CellSizes {
    explicit CellSizes(const QFont& font);

    QFont font;      // as the theme says
    QFont plainFont; // without ligatures: "->" is two characters in a log
    qreal width = 8; // of a character
    int height = 16; // of a line
    qreal ascent = 12;
};

class RowLayout {
public:
    // `wrapWidth` 0: one line, however long.
    RowLayout(QString text, const CellSizes& sizes, qreal wrapWidth);
    ~RowLayout();
    RowLayout(RowLayout&&) noexcept;
    RowLayout& operator=(RowLayout&&) noexcept;

    [[nodiscard]] const QString& text() const { return m_text; }
    [[nodiscard]] int lines() const;
    [[nodiscard]] qreal width() const; // of the widest line
    [[nodiscard]] int lineOf(qsizetype column) const;
    [[nodiscard]] std::pair<qsizetype, qsizetype>
    range(int line) const; // first and one behind the last column
    [[nodiscard]] qreal x(int line, qsizetype column) const;
    [[nodiscard]] qsizetype columnAt(int line, qreal x) const;
    [[nodiscard]] qsizetype next(qsizetype column) const; // whole characters, as a person sees them
    [[nodiscard]] qsizetype previous(qsizetype column) const;
    // Draws what of a line lies between `fromX` and `toX` of it; pen and clip are the painter's.
    void paint(QPainter& painter, const QPointF& topLeft, int line, qreal fromX, qreal toX) const;

private:
    QString m_text;
    const CellSizes* m_sizes;
    qsizetype m_columns = 0;               // of a line of plain text; 0: does not wrap
    std::unique_ptr<QTextLayout> m_layout; // null: plain
};

} // namespace muster::ui
