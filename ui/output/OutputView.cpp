#include "ui/output/OutputView.h"

#include "models/base/Printable.h"
#include "ui/output/FindBar.h"
#include "ui/output/OutputArea.h"
#include "ui/theme/Theme.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace muster::ui {
namespace {

constexpr int refreshEveryMs = 16;
constexpr qsizetype mostArrivedBytes = 1 << 20; // they wait for the next refresh
constexpr int hostColumns = 24;                 // of a name on the button
QString findWithKeys() {
    return OutputView::tr("Find  Ctrl+F");
}
QString withSign(const QString& text) {
    return text + QStringLiteral(" ▾");
}

std::string_view view(const QByteArray& bytes) {
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

QString counted(std::uint64_t number, const char* one, const char* many) {
    return QString::fromStdString(output::withCommas(number)) + QLatin1Char(' ') +
           QString::fromUtf8(number == 1 ? one : many);
}

} // namespace

OutputView::OutputView(Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_log(QRandomGenerator::system()->generate64()), m_rows(m_log) {
    setObjectName(QStringLiteral("outputView"));
    m_area = new OutputArea(m_rows, theme, this);
    m_findBar = new FindBar(theme, this);
    m_findBar->hide();
    m_below = new QPushButton(m_area->viewport());
    m_below->setObjectName(QStringLiteral("newLinesBelow"));
    m_below->setToolTip(tr("Go to the end and follow it (Ctrl+End)"));
    m_below->setCursor(Qt::ArrowCursor);
    m_below->hide();
    buildActions();
    buildBar();
    setFocusProxy(m_area);
    m_area->viewport()->installEventFilter(this);

    connect(m_below, &QPushButton::clicked, m_area, [this] {
        m_area->follow();
        m_area->setFocus();
    });
    connect(m_area, &OutputArea::followingChanged, this, &OutputView::updateWords);
    connect(m_findBar, &FindBar::changed, this, &OutputView::needleChanged);
    connect(m_findBar, &FindBar::next, this, &OutputView::findNext);
    connect(m_findBar, &FindBar::previous, this, &OutputView::findPrevious);
    connect(m_findBar, &FindBar::closed, this, &OutputView::closeFind);
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(refreshEveryMs);
    connect(&m_refresh, &QTimer::timeout, this, &OutputView::refresh);
    m_search.setSingleShot(true);
    connect(&m_search, &QTimer::timeout, this, &OutputView::searchSlice);
    connect(&m_theme, &Theme::changed, this, &OutputView::themeChanged);
    themeChanged();
    refresh();
}

OutputView::~OutputView() = default;

QAction* OutputView::add(const char* name, const QString& text, const QKeySequence& keys,
                         const QString& tip) {
    auto* action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(keys.isEmpty() ? tip : tip + QStringLiteral(" (%1)").arg(keys.toString()));
    addAction(action);
    return action;
}

void OutputView::buildActions() {
    const auto toggle = [&](const char* name, const QString& text, const QKeySequence& keys,
                            const QString& tip, bool on) {
        QAction* action = add(name, text, keys, tip);
        action->setCheckable(true);
        action->setChecked(on);
        return action;
    };
    m_fold = toggle(
        "outputFold", tr("Same output of several hosts: once"), QKeySequence(tr("Alt+O")),
        tr("Shows what several hosts printed alike once, under all their names; off: every line in the "
           "order it came"),
        true);
    m_wrap = toggle("outputWrap", tr("Long lines: wrap"), QKeySequence(tr("Alt+Z")),
                    tr("Breaks long lines at the edge instead of scrolling sideways"), false);
    m_times = toggle("outputTimes", tr("Times: show, in UTC"), QKeySequence(tr("Alt+T")),
                     tr("Shows when each line began to come, in UTC"), true);
    m_out =
        toggle("outputOut", tr("stdout: show"), {}, tr("Shows what was printed on standard output"), true);
    m_err = toggle("outputErr", tr("stderr: show"), {}, tr("Shows what was printed on standard error"), true);
    connect(m_fold, &QAction::toggled, this, &OutputView::setFolded);
    connect(m_wrap, &QAction::toggled, this, &OutputView::setWrapped);
    connect(m_times, &QAction::toggled, this, &OutputView::setTimed);
    const auto streams = [this](QAction* other) {
        if (!m_out->isChecked() && !m_err->isChecked())
            other->setChecked(true); // none of both would be a dead end
        output::ShownRows shown = m_rows.shown();
        shown.out = m_out->isChecked();
        shown.err = m_err->isChecked();
        show(shown);
    };
    connect(m_out, &QAction::toggled, this, [this, streams] { streams(m_err); });
    connect(m_err, &QAction::toggled, this, [this, streams] { streams(m_out); });

    QAction* open = add("outputFind", tr("Output: find"), QKeySequence::Find, tr("Finds text in the output"));
    connect(open, &QAction::triggered, this, [this] { find(); });
    QAction* next = add("outputFindNext", tr("Output: find the next one"), QKeySequence(Qt::Key_F3),
                        tr("The next line with the text"));
    connect(next, &QAction::triggered, this, &OutputView::findNext);
    QAction* previous =
        add("outputFindPrevious", tr("Output: find the one before"), QKeySequence(Qt::SHIFT | Qt::Key_F3),
            tr("The line with the text before this one"));
    connect(previous, &QAction::triggered, this, &OutputView::findPrevious);

    m_copyAction = add("outputCopy", tr("Selection: copy"), {}, tr("Copies what is selected (Ctrl+C)"));
    m_copyAction->setShortcuts({});
    connect(m_copyAction, &QAction::triggered, this, [this] {
        m_area->copy();
        if (m_area->hasSelection())
            emit copied(tr("selection copied"));
    });
    m_copyAll = add("outputCopyAll", tr("Output: copy all"), QKeySequence(tr("Ctrl+Shift+C")),
                    tr("Copies all lines that are shown"));
    connect(m_copyAll, &QAction::triggered, this, &OutputView::copyAll);
    m_copyMarkdown =
        add("outputCopyMarkdown", tr("Output: copy as Markdown"), QKeySequence(tr("Ctrl+Shift+M")),
            tr("Copies the selection, or all, with the names of hosts, for a ticket or a chat"));
    connect(m_copyMarkdown, &QAction::triggered, this, &OutputView::copyMarkdown);
    connect(m_area, &OutputArea::selectionChanged, this,
            [this] { m_copyAction->setEnabled(m_area->hasSelection()); });
    m_copyAction->setEnabled(false);
}

void OutputView::buildBar() {
    const auto button = [&](const char* name, const QString& text, const QString& tip) {
        auto* made = new QToolButton(this);
        made->setObjectName(QString::fromLatin1(name));
        made->setText(text);
        made->setToolTip(tip);
        made->setAccessibleName(text);
        made->setToolButtonStyle(Qt::ToolButtonTextOnly);
        made->setFocusPolicy(Qt::StrongFocus);
        return made;
    };
    const auto withMenu = [&](QToolButton* made) {
        auto* menu = new QMenu(made);
        menu->setToolTipsVisible(true);
        made->setMenu(menu);
        made->setPopupMode(QToolButton::InstantPopup);
        made->setText(withSign(made->text()));
        return menu;
    };
    m_hosts = button("outputHosts", tr("All hosts"), tr("Choose whose output is shown"));
    withMenu(m_hosts);
    m_lines = new QLabel(this);
    m_lines->setObjectName(QStringLiteral("outputLines"));
    m_lines->setTextFormat(Qt::PlainText);
    m_show = button("outputShow", tr("Show"), tr("Choose what is shown, and how"));
    QMenu* shown = withMenu(m_show);
    shown->addActions({m_fold, m_wrap, m_times});
    shown->addSeparator();
    shown->addActions({m_out, m_err});
    m_copy = button("outputCopyMenu", tr("Copy"), tr("Copy output to the clipboard"));
    withMenu(m_copy)->addActions({m_copyAction, m_copyAll, m_copyMarkdown});
    m_find = button("outputFindButton", tr("Find"), tr("Finds text in the output (Ctrl+F)"));
    connect(m_find, &QToolButton::clicked, this, [this] { find(); });

    m_title = new QLabel(this);
    m_title->setObjectName(QStringLiteral("outputTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->hide();

    auto* bar = new QHBoxLayout;
    bar->addWidget(m_title);
    bar->addWidget(m_hosts);
    bar->addWidget(m_lines);
    bar->addStretch(1);
    bar->addWidget(m_show);
    bar->addWidget(m_copy);
    bar->addWidget(m_find);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(bar);
    column->addWidget(m_findBar);
    column->addWidget(m_area, 1);
    const QList<QWidget*> order{m_hosts, m_show, m_copy, m_find, m_findBar, m_area, m_below};
    for (qsizetype i = 1; i < order.size(); ++i)
        setTabOrder(order[i - 1], order[i]);
}

void OutputView::themeChanged() {
    layout()->setSpacing(m_theme.space(Space::tight));
    for (auto* label : {m_title, m_lines}) {
        label->setFont(m_theme.font(label == m_title ? Type::caption : Type::small));
        QPalette quiet = label->palette();
        quiet.setColor(QPalette::WindowText, m_theme.colour(Role::faint));
        label->setPalette(quiet);
    }
    fitBar();
    placeBelow();
}

void OutputView::setTitle(const QString& title) {
    m_title->setText(title);
    fitBar();
}

int OutputView::barWidth(bool lines, bool shortcut) const {
    const int gap = layout()->spacing();
    int width =
        m_hosts->sizeHint().width() + m_show->sizeHint().width() + m_copy->sizeHint().width() + 4 * gap;
    const int find = m_find->sizeHint().width() - m_find->fontMetrics().horizontalAdvance(m_find->text());
    width += find + m_find->fontMetrics().horizontalAdvance(shortcut ? findWithKeys() : tr("Find"));
    return lines ? width + m_lines->sizeHint().width() + gap : width;
}

QSize OutputView::minimumSizeHint() const {
    return {barWidth(false, false), QWidget::minimumSizeHint().height()};
}

void OutputView::fitBar() {
    // The title goes first, and then the number of lines: the buttons stay.
    const int title = m_title->sizeHint().width() + layout()->spacing();
    m_title->setVisible(!m_title->text().isEmpty() && barWidth(true, true) + title <= width());
    m_find->setText(barWidth(true, true) <= width() ? findWithKeys() : tr("Find"));
    m_lines->setVisible(barWidth(true, false) <= width());
}

void OutputView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitBar();
}

void OutputView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_below != nullptr) {
        fitBar();
        placeBelow();
    }
}

bool OutputView::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_area->viewport() && event->type() == QEvent::Resize)
        placeBelow();
    return QWidget::eventFilter(watched, event);
}

// ---- what comes in -------------------------------------------------------------------------------------

void OutputView::beginAct(const QString& title) {
    arrived({.what = Arrival::What::begin, .name = title.toStdString()});
}

void OutputView::endAct() {
    arrived({.what = Arrival::What::end});
}

void OutputView::append(const QString& host, bool errorStream, const QByteArray& bytes, qint64 utcMs) {
    arrived({.name = host.toStdString(), .bytes = bytes, .utcMs = utcMs, .errorStream = errorStream});
}

void OutputView::arrived(Arrival arrival) {
    m_arrivedBytes += arrival.bytes.size();
    m_arrivals.push_back(std::move(arrival));
    if (m_arrivedBytes > mostArrivedBytes)
        takeIn();
    refreshSoon();
}

void OutputView::takeIn() {
    for (const auto& [what, name, bytes, utcMs, errorStream] : std::exchange(m_arrivals, {})) {
        if (what == Arrival::What::begin)
            m_log.beginAct(name);
        else if (what == Arrival::What::end)
            m_log.endAct();
        else
            m_log.append(name, errorStream ? output::Stream::err : output::Stream::out, view(bytes), utcMs);
    }
    m_arrivedBytes = 0;
    m_rows.refresh();
}

void OutputView::setText(const QString& host, bool errorStream, const QByteArray& bytes) {
    append(host, errorStream, bytes, 0);
    endAct();
}

void OutputView::clear() {
    m_arrivals.clear();
    m_arrivedBytes = 0;
    m_log.clear();
    m_finder.clear();
    m_hostsKnown = 0;
    m_otherRows = true;
    output::ShownRows shown = m_rows.shown();
    shown.hosts.clear();
    m_rows.refresh();
    m_rows.show(shown);
    m_area->follow();
    refresh();
}

void OutputView::refreshSoon() {
    if (!m_refresh.isActive())
        m_refresh.start();
}

void OutputView::refresh() {
    m_refresh.stop();
    takeIn();
    m_foundStale = true;
    m_area->rowsChanged(m_otherRows);
    m_otherRows = false;
    if (m_hostsKnown != m_log.hosts().size())
        fillHosts();
    updateWords();
    if (m_findBar->isVisible() && !m_finder.needle().empty() && !m_search.isActive())
        m_search.start(0);
}

void OutputView::updateWords() {
    m_lines->setText(m_log.acts().empty() ? QString() : counted(m_log.store().size(), "line", "lines"));
    const std::uint64_t below = m_area->newBelow();
    const bool wanted = !m_area->following() && below > 0;
    if (wanted) {
        m_below->setText(tr("↓  %1 below").arg(counted(below, "new line", "new lines")));
        placeBelow();
    }
    m_below->setVisible(wanted);
}

void OutputView::placeBelow() {
    const QSize size = m_below->sizeHint();
    const QRect room = m_area->viewport()->rect();
    m_below->setGeometry((room.width() - size.width()) / 2,
                         room.height() - size.height() - m_theme.space(Space::medium), size.width(),
                         size.height());
}

// ---- which rows ----------------------------------------------------------------------------------------

void OutputView::show(const output::ShownRows& shown) {
    takeIn();
    m_rows.show(shown);
    m_otherRows = true;
    refresh();
}

void OutputView::setFolded(bool folded) {
    m_fold->setChecked(folded);
    output::ShownRows shown = m_rows.shown();
    shown.folded = folded;
    show(shown);
}

void OutputView::setWrapped(bool wrapped) {
    m_wrap->setChecked(wrapped);
    m_area->setWrapped(wrapped);
}

void OutputView::setTimed(bool timed) {
    m_times->setChecked(timed);
    m_area->setTimed(timed);
}

void OutputView::showOnlyHost(const QString& host) {
    output::ShownRows shown = m_rows.shown();
    shown.hosts.clear();
    if (!host.isEmpty())
        shown.hosts.insert(host.toStdString());
    show(shown);
    fillHosts();
}

void OutputView::fillHosts() {
    m_hostsKnown = m_log.hosts().size();
    QMenu* menu = m_hosts->menu();
    menu->clear();
    const auto& chosen = m_rows.shown().hosts;
    const auto shownName = [](const std::string& host) {
        return QString::fromStdString(printableLine(host, 80)).replace(QLatin1Char('&'), QLatin1String("&&"));
    };
    QAction* all = menu->addAction(tr("All hosts"));
    all->setCheckable(true);
    all->setChecked(chosen.empty());
    connect(all, &QAction::triggered, this, [this] { showOnlyHost({}); });
    menu->addSeparator();
    for (const std::string& host : m_log.hosts()) {
        QAction* action = menu->addAction(shownName(host));
        action->setCheckable(true);
        action->setChecked(chosen.contains(host));
        connect(action, &QAction::triggered, this, [this, host] {
            output::ShownRows shown = m_rows.shown();
            if (shown.hosts.erase(host) == 0)
                shown.hosts.insert(host);
            show(shown);
            QTimer::singleShot(0, this, &OutputView::fillHosts); // the menu is still open on this action
        });
    }
    QString text = tr("All hosts");
    if (chosen.size() == 1)
        text = shownName(*chosen.begin());
    else if (chosen.size() > 1)
        text = tr("%1 of %2 hosts").arg(chosen.size()).arg(m_hostsKnown);
    else if (m_hostsKnown == 1)
        text = shownName(m_log.hosts().front());
    m_hosts->setText(withSign(m_hosts->fontMetrics().elidedText(
        text, Qt::ElideMiddle, m_hosts->fontMetrics().averageCharWidth() * hostColumns)));
    m_hosts->setToolTip(tr("Choose whose output is shown. Now: %1").arg(text));
    fitBar();
    m_hosts->setAccessibleName(tr("Hosts shown: %1").arg(text));
    m_hosts->setEnabled(m_hostsKnown > 0);
}

// ---- out of it -----------------------------------------------------------------------------------------

qsizetype OutputView::lineCount() const {
    return static_cast<qsizetype>(m_log.store().size());
}

QString OutputView::allText() const {
    return QString::fromStdString(output::allText(m_rows));
}

QString OutputView::markdown() const {
    const auto rows = m_area->selectedRows();
    return QString::fromStdString(rows ? output::asMarkdown(m_rows, rows->first, rows->second + 1)
                                       : output::asMarkdown(m_rows, 0, m_rows.size()));
}

void OutputView::copyAll() {
    refresh();
    QGuiApplication::clipboard()->setText(allText());
    emit copied(tr("output copied: %1").arg(counted(m_rows.size(), "line", "lines")));
}

void OutputView::copyMarkdown() {
    refresh();
    QGuiApplication::clipboard()->setText(markdown());
    emit copied(tr("output copied as Markdown"));
}

} // namespace muster::ui
