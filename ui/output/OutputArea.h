// Paints the rows of an output log and nothing that is not on screen, so that a million lines cost what
// fifty do. Sticks to the end until it is scrolled up, and to its place while lines come and go elsewhere.
// Read by mouse and keyboard: a caret, a selection, wrapped or scrolled sideways.
#pragma once

#include "models/output/CopyText.h"
#include "models/output/Finder.h"
#include "ui/output/RowLayout.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>
#include <QCache>
#include <optional>

namespace muster::ui {

class Theme;

class OutputArea : public QAbstractScrollArea {
    Q_OBJECT
public:
    // Both outlive it; `rows` is refreshed by its owner, who then calls rowsChanged().
    OutputArea(const output::Rows& rows, Theme& theme, QWidget* parent = nullptr);
    ~OutputArea() override;

    void rowsChanged(bool otherRows = false); // otherRows: filter, fold, or everything was cleared
    void setWrapped(bool wrapped);
    [[nodiscard]] bool wrapped() const { return m_wrapped; }
    void setTimed(bool timed);
    [[nodiscard]] bool timed() const { return m_timed; }
    void setNeedle(const output::Needle& needle);

    [[nodiscard]] bool following() const { return m_following; }
    void follow();                                // goes to the end and stays there
    [[nodiscard]] std::uint64_t newBelow() const; // lines that came since it does not follow

    [[nodiscard]] bool hasSelection() const { return m_caret && m_anchor != m_caret; }
    [[nodiscard]] QString selectedText() const;
    [[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> selectedRows() const; // first, last
    [[nodiscard]] const std::optional<output::Place>& caret() const { return m_caret; }
    void selectAll();
    void select(const output::Place& from, const output::Place& to); // and shows it
    void copy() const;

    // What a screen reader is told: the rows on screen, one a line.
    struct Spoken {
        output::Row row;
        QString before; // words for what the gutter shows by signs
        QString text;
    };
    [[nodiscard]] std::vector<Spoken> spoken() const;
    [[nodiscard]] QRect rectOf(const output::Place& place) const; // on the viewport; empty: not on screen
    [[nodiscard]] std::optional<output::Place> placeAt(const QPoint& point) const;
    [[nodiscard]] const output::Rows& rows() const { return m_rows; }

signals:
    void followingChanged();
    void selectionChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    // The visual line at the top: a row and, where it is wrapped, a line of it.
    struct Top {
        std::size_t row = 0;
        int line = 0;
        bool operator==(const Top&) const = default;
    };
    struct Gutter {
        int time = 0, host = 0, stream = 0;          // widths
        bool shortTime = false, shortStream = false; // where there is little room
        [[nodiscard]] int width() const { return time + host + stream; }
    };

    void themeChanged();
    void updateGutter();
    void updateBars();
    void setTop(Top top);
    void scrollLines(int lines);
    [[nodiscard]] Top endTop() const; // at which the last line is the last on screen
    [[nodiscard]] int pageLines() const;
    [[nodiscard]] qreal textWidth() const; // room for text, without gutter and margins
    [[nodiscard]] int scrolled() const;    // sideways, by whole characters
    [[nodiscard]] int textLeft() const { return m_margin + m_gutter.width(); }
    [[nodiscard]] const RowLayout& layoutOf(const output::Row& row) const;
    [[nodiscard]] bool isHead(const output::Row& row) const;
    void setFollowing(bool following);
    void moveCaret(const output::Place& place, bool keepAnchor);
    void showCaret();
    [[nodiscard]] output::Place placeOf(std::size_t row, qsizetype column) const;
    [[nodiscard]] qsizetype columnOf(const output::Place& place) const;
    [[nodiscard]] output::Place placeNear(const QPoint& point) const;
    void moveByKey(int key, bool control, bool keepAnchor);
    void paintRow(QPainter& painter, std::size_t index, const output::Row& row, int firstLine, int top);
    void paintHead(QPainter& painter, const output::Row& row, int top) const;
    void paintGutter(QPainter& painter, const output::Row& row, int top) const;
    void paintEmpty(QPainter& painter) const;
    struct Range {
        qsizetype from = 0, to = 0;
    };
    [[nodiscard]] std::optional<Range> selectedOf(std::size_t index, const QString& text) const;
    [[nodiscard]] std::vector<Range> foundIn(const RowLayout& layout) const;

    const output::Rows& m_rows;
    Theme& m_theme;
    std::unique_ptr<CellSizes> m_sizes;
    Gutter m_gutter;
    int m_margin = 8;
    bool m_wrapped = false, m_timed = true, m_following = true;
    bool m_settingBars = false;
    Top m_top;
    output::Row m_topRow;            // the row at m_top.row, to find it again
    std::uint64_t m_endWhenLeft = 0; // of the log, when it stopped to follow
    std::optional<output::Place> m_anchor, m_caret;
    bool m_selecting = false;
    QPoint m_pointer;
    QBasicTimer m_dragTimer;
    output::Needle m_needle;
    mutable QCache<QString, RowLayout> m_layouts; // of lines that Qt laid out
    mutable std::unique_ptr<RowLayout> m_plain;   // the last of the others
    qreal m_widest = 0;
};

} // namespace muster::ui
