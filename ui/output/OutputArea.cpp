#include "ui/output/OutputArea.h"

#include "ui/output/OutputAccessible.h"
#include "ui/theme/Theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace muster::ui {
using output::Place;
using output::Row;

namespace {

constexpr int cachedLayouts = 300;

} // namespace

OutputArea::OutputArea(const output::Rows& rows, Theme& theme, QWidget* parent)
    : QAbstractScrollArea(parent), m_rows(rows), m_theme(theme), m_layouts(cachedLayouts) {
    OutputAccessible::install();
    setObjectName(QStringLiteral("outputArea"));
    setAccessibleName(tr("Output"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&m_theme, &Theme::changed, this, &OutputArea::themeChanged);
    themeChanged();
}

OutputArea::~OutputArea() = default;

void OutputArea::themeChanged() {
    m_sizes = std::make_unique<CellSizes>(m_theme.font(Type::mono));
    m_margin = m_theme.space(Space::medium);
    m_layouts.clear();
    m_plain.reset();
    m_widest = 0;
    updateGutter();
    updateBars();
    viewport()->update();
}

bool OutputArea::isHead(const Row& row) const {
    return row.kind != Row::Kind::line && row.kind != Row::Kind::open;
}

// At large text on a small window the text goes before what stands beside it.
void OutputArea::updateGutter() {
    const int before = m_gutter.width();
    const auto cells = [&](qsizetype count) {
        return static_cast<int>(static_cast<qreal>(count) * m_sizes->width);
    };
    const int most = viewport()->width() * 2 / 5;
    m_gutter = Gutter();
    m_gutter.time = m_timed && m_rows.log().anyTime() ? cells(14) : 0; // "03:21:27.104"
    m_gutter.stream = m_rows.hasErrors() ? cells(9) : 0;               // a sign and "stderr"
    if (m_rows.namesHosts()) {
        std::size_t longest = 0;
        for (const std::string& host : m_rows.log().hosts())
            longest = std::max(longest, host.size());
        m_gutter.host = cells(static_cast<qsizetype>(std::min<std::size_t>(longest, 16)) + 2);
    }
    if (m_gutter.width() > most && m_gutter.time > 0) {
        m_gutter.shortTime = true;
        m_gutter.time = cells(10); // "03:21:27"
    }
    if (m_gutter.width() > most && m_gutter.stream > 0) {
        m_gutter.shortStream = true;
        m_gutter.stream = cells(6);
    }
    if (m_gutter.width() > most)
        m_gutter.time = 0;
    if (before != m_gutter.width()) {
        m_layouts.clear();
        m_plain.reset();
    }
}

int OutputArea::scrolled() const {
    return static_cast<int>(std::floor(horizontalScrollBar()->value() / m_sizes->width) * m_sizes->width);
}

void OutputArea::rowsChanged(bool otherRows) {
    if (otherRows) {
        m_layouts.clear();
        m_plain.reset();
        m_widest = 0;
        if (m_rows.log().store().end() == 0)
            m_anchor = m_caret = std::nullopt;
    }
    updateGutter();
    if (!m_following) {
        if (const auto row = m_rows.nearest(m_topRow))
            m_top = {*row, *row < m_rows.size() && m_rows.at(*row) == m_topRow ? m_top.line : 0};
        const Top end = endTop();
        if (m_top.row > end.row || (m_top.row == end.row && m_top.line >= end.line))
            m_top = end;
    }
    updateBars();
    viewport()->update();
    OutputAccessible::rowsChanged(this);
}

int OutputArea::pageLines() const {
    return std::max(1, (viewport()->height() - m_margin) / m_sizes->height);
}

qreal OutputArea::textWidth() const {
    return std::max(8 * m_sizes->width, static_cast<qreal>(viewport()->width() - textLeft() - m_margin));
}

const RowLayout& OutputArea::layoutOf(const Row& row) const {
    const output::Rows::Text shown = m_rows.text(row);
    const qreal wrapWidth = m_wrapped && !isHead(row) ? textWidth() : 0;
    const QString text = QString::fromUtf8(shown.text.data(), static_cast<qsizetype>(shown.text.size()));
    const QString key = QLatin1Char(wrapWidth > 0 ? 'w' : 's') + text;
    if (RowLayout* known = m_layouts.object(key))
        return *known;
    RowLayout layout(text, *m_sizes, wrapWidth);
    if (!output::plainBytes(shown.text) || text.contains(QLatin1Char('\t'))) {
        auto* kept = new RowLayout(std::move(layout)); // owned by the cache
        m_layouts.insert(key, kept);
        return *kept;
    }
    m_plain = std::make_unique<RowLayout>(std::move(layout));
    return *m_plain;
}

OutputArea::Top OutputArea::endTop() const {
    const auto page = static_cast<std::size_t>(pageLines());
    if (!m_wrapped)
        return {m_rows.size() > page ? m_rows.size() - page : 0, 0};
    int left = pageLines();
    for (std::size_t row = m_rows.size(); row > 0; --row) {
        const int lines = layoutOf(m_rows.at(row - 1)).lines();
        if (lines >= left)
            return {row - 1, lines - left};
        left -= lines;
    }
    return {0, 0};
}

void OutputArea::updateBars() {
    m_settingBars = true;
    const Top end = endTop();
    if (m_following)
        m_top = end;
    verticalScrollBar()->setRange(0, static_cast<int>(end.row));
    verticalScrollBar()->setPageStep(pageLines());
    verticalScrollBar()->setValue(static_cast<int>(m_top.row));
    for (std::size_t row = m_top.row; !m_wrapped && row < m_rows.size(); ++row) {
        if (row >= m_top.row + static_cast<std::size_t>(pageLines()) + 1)
            break;
        const output::Row shown = m_rows.at(row);
        if (!isHead(shown))
            m_widest = std::max(m_widest, layoutOf(shown).width() + 2 * m_sizes->width);
    }
    const int room = static_cast<int>(textWidth());
    const int wide = m_wrapped ? 0 : static_cast<int>(m_widest) - room;
    horizontalScrollBar()->setRange(0, std::max(0, wide));
    horizontalScrollBar()->setPageStep(room);
    horizontalScrollBar()->setSingleStep(static_cast<int>(m_sizes->width * 4));
    m_settingBars = false;
    if (m_rows.size() > 0)
        m_topRow = m_rows.at(std::min(m_top.row, m_rows.size() - 1));
}

void OutputArea::setFollowing(bool following) {
    if (following == m_following)
        return;
    m_following = following;
    m_endWhenLeft = m_rows.log().store().end();
    emit followingChanged();
}

std::uint64_t OutputArea::newBelow() const {
    const std::uint64_t end = m_rows.log().store().end();
    return m_following || end < m_endWhenLeft ? 0 : end - m_endWhenLeft;
}

void OutputArea::setTop(Top top) {
    const Top end = endTop();
    const bool atEnd = top.row > end.row || (top.row == end.row && top.line >= end.line);
    m_top = atEnd ? end : top;
    setFollowing(atEnd);
    updateBars();
    viewport()->update();
}

void OutputArea::scrollLines(int lines) {
    if (m_rows.size() == 0)
        return;
    Top top = m_top;
    if (!m_wrapped) {
        const auto row = static_cast<std::int64_t>(top.row) + lines;
        setTop({static_cast<std::size_t>(
                    std::clamp<std::int64_t>(row, 0, static_cast<std::int64_t>(m_rows.size()) - 1)),
                0});
        return;
    }
    for (; lines < 0; ++lines) {
        if (top.line > 0)
            --top.line;
        else if (top.row > 0)
            top = {top.row - 1, layoutOf(m_rows.at(top.row - 1)).lines() - 1};
    }
    for (; lines > 0; --lines) {
        if (top.line + 1 < layoutOf(m_rows.at(top.row)).lines())
            ++top.line;
        else if (top.row + 1 < m_rows.size())
            top = {top.row + 1, 0};
    }
    setTop(top);
}

void OutputArea::follow() {
    setFollowing(true);
    updateBars();
    viewport()->update();
}

void OutputArea::scrollContentsBy(int dx, int dy) {
    if (m_settingBars)
        return;
    if (dy != 0)
        setTop({static_cast<std::size_t>(verticalScrollBar()->value()), 0});
    if (dx != 0)
        viewport()->update();
}

void OutputArea::setWrapped(bool wrapped) {
    m_wrapped = wrapped;
    m_layouts.clear();
    m_plain.reset();
    m_top.line = 0;
    horizontalScrollBar()->setValue(0);
    updateBars();
    viewport()->update();
}

void OutputArea::setTimed(bool timed) {
    m_timed = timed;
    updateGutter();
    updateBars();
    viewport()->update();
}

void OutputArea::setNeedle(const output::Needle& needle) {
    m_needle = needle;
    viewport()->update();
}

void OutputArea::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    if (m_wrapped) {
        m_layouts.clear();
        m_plain.reset();
    }
    updateGutter();
    updateBars();
}

void OutputArea::wheelEvent(QWheelEvent* event) {
    if (std::abs(event->angleDelta().x()) > std::abs(event->angleDelta().y()) ||
        (event->modifiers() & Qt::ShiftModifier) != 0) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    const int lines = event->angleDelta().y() / 40; // three lines for a notch of the wheel
    if (lines != 0)
        scrollLines(-lines);
    event->accept();
}

bool OutputArea::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event); // by its type
        const auto place = placeAt(help->pos());
        if (place && isHead(place->row)) {
            const std::string all = place->row.kind == Row::Kind::hosts ? m_rows.allHosts(place->row)
                                                                        : m_rows.text(place->row).text;
            QToolTip::showText(help->globalPos(), QString::fromStdString(all).toHtmlEscaped(), viewport());
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

// ---- places --------------------------------------------------------------------------------------------

Place OutputArea::placeOf(std::size_t index, qsizetype column) const {
    const Row row = m_rows.at(index);
    const QString& text = layoutOf(row).text();
    return {row, static_cast<std::size_t>(QStringView(text).left(column).toUtf8().size())};
}

qsizetype OutputArea::columnOf(const Place& place) const {
    const std::string text = m_rows.text(place.row).text;
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(std::min(place.byte, text.size()))).size();
}

std::optional<Place> OutputArea::placeAt(const QPoint& point) const {
    const int top = m_margin / 2;
    int line = (point.y() - top) / m_sizes->height;
    if (point.y() < top || m_rows.size() == 0)
        return std::nullopt;
    line += m_top.line;
    for (std::size_t index = m_top.row; index < m_rows.size(); ++index) {
        const Row row = m_rows.at(index);
        const RowLayout& layout = layoutOf(row);
        if (line < layout.lines()) {
            const qreal left = isHead(row) ? m_margin : textLeft() - scrolled();
            return placeOf(index, layout.columnAt(line, point.x() - left));
        }
        line -= layout.lines();
    }
    return std::nullopt;
}

Place OutputArea::placeNear(const QPoint& point) const {
    if (const auto place = placeAt({point.x(), std::clamp(point.y(), m_margin / 2, viewport()->height())}))
        return *place;
    const std::size_t last = m_rows.size() - 1;
    return placeOf(last, layoutOf(m_rows.at(last)).text().size());
}

QRect OutputArea::rectOf(const Place& place) const {
    const auto wanted = m_rows.find(place.row);
    if (!wanted || *wanted < m_top.row)
        return {};
    int line = -m_top.line;
    for (std::size_t index = m_top.row; index < *wanted && line < pageLines() + 1; ++index)
        line += m_wrapped ? layoutOf(m_rows.at(index)).lines() : 1;
    if (line > pageLines())
        return {};
    const RowLayout& layout = layoutOf(place.row);
    const qsizetype column = columnOf(place);
    const int within = layout.lineOf(column);
    const qreal left = isHead(place.row) ? m_margin : textLeft() - scrolled();
    return {static_cast<int>(left + layout.x(within, column)),
            m_margin / 2 + (line + within) * m_sizes->height, static_cast<int>(m_sizes->width),
            m_sizes->height};
}

std::vector<OutputArea::Spoken> OutputArea::spoken() const {
    std::vector<Spoken> rows;
    int lines = -m_top.line;
    for (std::size_t index = m_top.row; index < m_rows.size() && lines < pageLines(); ++index) {
        const Row row = m_rows.at(index);
        const RowLayout& layout = layoutOf(row);
        lines += layout.lines();
        QString before;
        if (m_rows.namesHosts() && !isHead(row))
            before = QString::fromStdString(m_rows.log().hostOf(row.transcript)) + QStringLiteral(": ");
        if (!isHead(row) && row.stream == output::Stream::err)
            before += QStringLiteral("stderr: ");
        rows.push_back({row, before, layout.text()});
    }
    return rows;
}

// ---- selection -----------------------------------------------------------------------------------------

QString OutputArea::selectedText() const {
    return hasSelection() ? QString::fromStdString(output::textBetween(m_rows, *m_anchor, *m_caret))
                          : QString();
}

std::optional<std::pair<std::size_t, std::size_t>> OutputArea::selectedRows() const {
    if (!hasSelection())
        return std::nullopt;
    const auto one = m_rows.nearest(m_anchor->row);
    const auto other = m_rows.nearest(m_caret->row);
    if (!one || !other)
        return std::nullopt;
    return std::minmax(*one, *other);
}

void OutputArea::copy() const {
    if (hasSelection())
        QGuiApplication::clipboard()->setText(selectedText());
}

void OutputArea::selectAll() {
    if (m_rows.size() == 0)
        return;
    m_anchor = placeOf(0, 0);
    const std::size_t last = m_rows.size() - 1;
    m_caret = placeOf(last, layoutOf(m_rows.at(last)).text().size());
    viewport()->update();
    emit selectionChanged();
    OutputAccessible::caretMoved(this);
}

void OutputArea::select(const Place& from, const Place& to) {
    m_anchor = from;
    m_caret = to;
    showCaret();
    viewport()->update();
    emit selectionChanged();
    OutputAccessible::caretMoved(this);
}

void OutputArea::moveCaret(const Place& place, bool keepAnchor) {
    m_caret = place;
    if (!keepAnchor || !m_anchor)
        m_anchor = place;
    viewport()->update();
    emit selectionChanged();
    OutputAccessible::caretMoved(this);
}

void OutputArea::showCaret() {
    if (!m_caret)
        return;
    const auto found = m_rows.nearest(m_caret->row);
    if (!found)
        return;
    const RowLayout& layout = layoutOf(m_rows.at(*found));
    const qsizetype column = columnOf(*m_caret);
    const int line = layout.lineOf(column);
    const qreal x = layout.x(line, column);
    m_widest = std::max(m_widest, layout.width() + 2 * m_sizes->width);
    if (*found < m_top.row || (*found == m_top.row && line < m_top.line)) {
        setTop({*found, line});
    } else {
        const QRect rect = rectOf(*m_caret);
        if (rect.isEmpty() || rect.bottom() > viewport()->height()) {
            Top top{*found, line};
            for (int left = pageLines() - 1; left > 0; --left) {
                if (top.line > 0)
                    --top.line;
                else if (top.row > 0)
                    top = {top.row - 1, m_wrapped ? layoutOf(m_rows.at(top.row - 1)).lines() - 1 : 0};
            }
            setTop(top);
        }
    }
    if (!m_wrapped && !isHead(m_caret->row)) {
        updateBars();
        const int left = horizontalScrollBar()->value();
        if (x < left)
            horizontalScrollBar()->setValue(static_cast<int>(x - 4 * m_sizes->width));
        else if (x > left + textWidth())
            horizontalScrollBar()->setValue(static_cast<int>(x - textWidth() + 4 * m_sizes->width));
    }
}

} // namespace muster::ui
