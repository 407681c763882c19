#include "ui/incident/RunPane.h"

#include "ui/incident/ChecklistView.h"
#include "ui/incident/ChoiceBar.h"
#include "ui/incident/ClockHeader.h"
#include "ui/incident/FinishPage.h"
#include "ui/incident/MessagePage.h"
#include "ui/incident/Outline.h"
#include "ui/incident/OutputPart.h"
#include "ui/incident/Pages.h"
#include "ui/incident/Pieces.h"
#include "ui/incident/RunBanner.h"
#include "ui/incident/StepCard.h"
#include "ui/incident/TimelinePanel.h"
#include "ui/incident/Words.h"
#include "ui/shell/DeskEvents.h"
#include "ui/shell/Navigator.h"
#include "ui/widgets/Bend.h"

#include <QApplication>
#include <QCheckBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QSplitter>
#include <QToolButton>
#include <algorithm>

namespace muster::ui {

using ports::Stage;

RunPane::RunPane(ports::Desk& desk, Theme& theme, std::int64_t run, QWidget* parent)
    : QWidget(parent), m_desk(desk), m_theme(theme), m_run(run), m_clock(new ClockHeader(theme, this)),
      m_banner(new RunBanner(theme, this)), m_split(new QSplitter(Qt::Horizontal, this)),
      m_outline(new Outline(theme, m_split)), m_pages(new Pages(this)), m_stepPage(new QWidget(m_pages)),
      m_card(new StepCard(desk, theme, m_stepPage)), m_output(new OutputPart(desk, theme, m_stepPage)),
      m_finish(new FinishPage(theme, m_pages)), m_message(new MessagePage(desk, run, theme, m_pages)),
      m_timeline(new TimelinePanel(theme, m_split)) {
    setObjectName(QStringLiteral("run%1").arg(run));
    build();
    connectParts();
    refresh();
}

void RunPane::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_clock);

    column->addWidget(m_banner);

    m_output->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);
    const auto heights = [this] { m_output->setMinimumHeight(m_theme.pixels(110)); };
    heights();
    connect(&m_theme, &Theme::changed, m_output, heights);
    auto* step = new QVBoxLayout(m_stepPage);
    pad(m_theme, step, even(0, 10));
    step->addWidget(m_card);
    step->addWidget(m_output, 1);
    step->addStretch(0);
    m_pages->add(m_stepPage);
    m_pages->add(m_finish);
    m_pages->add(m_message);
    auto* middle = new QWidget(m_split);
    auto* around = new QVBoxLayout(middle);
    pad(m_theme, around, {16, 14, 16, 10, 8});
    auto* scroll = new QScrollArea(middle);
    scroll->setObjectName(QStringLiteral("pages"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_pages);
    around->addWidget(scroll, 1);

    auto* foot = new QHBoxLayout;
    pad(m_theme, foot, even(0, 12));
    new Bend(foot, middle, m_theme, 480);
    auto* reads = new QCheckBox(QStringLiteral("Steps that only read run by themselves"), middle);
    reads->setObjectName(QStringLiteral("readsByThemselves"));
    reads->setAccessibleName(reads->text());
    reads->setToolTip(QStringLiteral("Off: every step waits for you (Ctrl+Shift+R)"));
    reads->setChecked(true);
    connect(reads, &QCheckBox::toggled, this, [this](bool on) {
        m_reads = on;
        m_desk.setReadsByThemselves(m_run, on);
    });
    foot->addWidget(reads);
    foot->addStretch(1);
    m_timelineToggle = new QToolButton(middle);
    m_timelineToggle->setObjectName(QStringLiteral("timelineToggle"));
    m_timelineToggle->setText(QStringLiteral("Timeline"));
    m_timelineToggle->setCheckable(true);
    m_timelineToggle->setToolTip(QStringLiteral("Timeline: show or hide (Ctrl+T)"));
    m_timelineToggle->setAccessibleName(QStringLiteral("Show the timeline"));
    connect(m_timelineToggle, &QToolButton::clicked, this, [this] { perform(Act::timeline); });
    foot->addWidget(m_timelineToggle);
    around->addLayout(foot);

    m_split->setObjectName(QStringLiteral("runSplit"));
    m_split->addWidget(m_outline);
    m_split->addWidget(middle);
    m_split->addWidget(m_timeline);
    m_split->setChildrenCollapsible(false);
    m_split->setHandleWidth(1);
    m_split->setStretchFactor(0, 0);
    m_split->setStretchFactor(1, 1);
    m_split->setStretchFactor(2, 0);
    const auto widths = [this] {
        m_outline->setMinimumWidth(m_theme.pixels(175));
        m_timeline->setMinimumWidth(m_theme.pixels(240));
        m_split->setSizes({m_theme.pixels(270), m_theme.pixels(1000), m_theme.pixels(310)});
    };
    widths();
    connect(&m_theme, &Theme::changed, this, [this, widths] {
        widths();
        place();
    });
    column->addWidget(m_split, 1);
}

void RunPane::connectParts() {
    connect(m_clock, &ClockHeader::ticked, this, [this](qint64 now) {
        m_outline->tick(now);
        m_timeline->tick(now);
        m_card->tick(now);
    });
    connect(m_outline, &Outline::chosen, this, &RunPane::showRow);
    connect(m_card, &StepCard::answered, this, &RunPane::send);
    connect(m_card, &StepCard::stopAsked, this, [this] { m_desk.stopAct(m_run); });
    connect(m_card->choices(), &ChoiceBar::possibleChanged, this, &RunPane::possibleChanged);
    const auto resume = [this] {
        m_desk.resume(m_run, onUi(this, [this](Result<> done) {
                          if (!done)
                              complain(done.error());
                          refresh();
                      }));
    };
    connect(m_card, &StepCard::resumeAsked, this, resume);
    connect(m_banner, &RunBanner::resumeAsked, this, resume);
    connect(m_banner, &RunBanner::backAsked, this, &RunPane::back);
    connect(m_output, &OutputPart::cameOrWent, this, &RunPane::place);
    connect(m_output, &OutputPart::copied, this, &RunPane::tell);
    connect(m_timeline, &TimelinePanel::noteWritten, this, [this](const QString& text) {
        m_desk.note(m_run, text.toStdString(), onUi(this, [this](Result<> done) {
                        if (done)
                            m_timeline->noteKept();
                        else
                            m_timeline->noteRefused(done.error());
                    }));
    });
    connect(m_timeline, &TimelinePanel::updateAsked, this, [this] { showPage(Page::message); });
    connect(m_message, &MessagePage::copied, this, &RunPane::tell);
    connect(m_message, &MessagePage::keepAsked, this,
            [this](const QString& to, const QString& text, bool sent) {
                m_desk.keepMessage(m_run, to.toStdString(), text.toStdString(), sent,
                                   onUi(this, [this, sent](Result<> done) {
                                       if (!done) {
                                           m_message->refused(done.error());
                                           return;
                                       }
                                       m_message->kept();
                                       tell(sent ? QStringLiteral("The message is kept as sent")
                                                 : QStringLiteral("The message is kept, not sent"));
                                       back();
                                   }));
            });
    connect(m_finish->checklist(), &ChecklistView::ticked, this,
            [this](int item, bool done, const QString& note) {
                m_desk.tickChecklist(m_run, item, done, note.toStdString(),
                                     onUi(this, [this, item](Result<> kept) {
                                         if (!kept)
                                             m_finish->checklist()->refused(item, kept.error());
                                     }));
            });
    connect(m_finish, &FinishPage::closeAsked, this, [this] {
        m_desk.close(m_run, onUi(this, [this](Result<> done) {
                         if (!done)
                             m_finish->closeRefused(done.error());
                     }));
    });
    connect(m_finish, &FinishPage::reportAsked, this, [this] { perform(Act::report); });
}

int RunPane::currentRow() const {
    const auto& rows = m_outline->rows();
    int last = -1;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].current)
            return static_cast<int>(i);
        if (rows[i].kind == OutlineRow::Kind::step && rows[i].visit != 0)
            last = static_cast<int>(i);
    }
    return last;
}

bool RunPane::writable() const {
    return m_view && m_view->stage != Stage::broken && !m_desk.readOnly();
}

void RunPane::refresh() {
    auto view = m_desk.view(m_run);
    if (!view || !view->state || !view->documents)
        return;
    const auto before = m_view ? m_view->stage : Stage::working;
    m_view = std::move(view);
    const auto looked = m_chosen >= 0
                            ? std::optional(m_outline->rows()[static_cast<std::size_t>(m_chosen)].position)
                            : std::nullopt;
    m_clock->show(m_view);
    m_outline->show(outlineRows(*m_view));
    if (looked) { // rows may have come before it
        const auto& rows = m_outline->rows();
        const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto& row) {
            return row.kind == OutlineRow::Kind::step && row.position == *looked;
        });
        m_chosen = found == rows.end() ? -1 : static_cast<int>(found - rows.begin());
        m_outline->choose(m_chosen);
    }
    m_timeline->show(m_view);
    m_message->show(m_view);
    m_finish->show(m_view);
    showBanner();
    const bool over = m_view->stage == Stage::finished || m_view->stage == Stage::closed;
    const bool wasOver = m_seen && (before == Stage::finished || before == Stage::closed);
    // The end of the runbook comes to the front by itself, once; and goes when the run goes on.
    if (over && !wasOver && m_page == Page::step && m_chosen < 0)
        showPage(Page::finish);
    else if (!over && wasOver && m_page == Page::finish)
        showPage(Page::step);
    m_seen = true;

    const int at = m_chosen >= 0 ? m_chosen : currentRow();
    if (at >= 0 && m_outline->rows()[static_cast<std::size_t>(at)].kind == OutlineRow::Kind::step) {
        const auto& row = m_outline->rows()[static_cast<std::size_t>(at)];
        const bool current = m_chosen < 0;
        m_card->show(m_view, row, current);
        if (current)
            m_output->showLive(*m_view, row);
        else
            m_output->showPast(*m_view, row);
    }
    place();
    // The focus follows the work, but never out of a field that a person writes in, and only when there is
    // something new to do.
    QString asked = QString::number(static_cast<int>(m_view->stage));
    if (m_view->question && m_view->stage == Stage::asking)
        asked += QStringLiteral("/%1/%2/%3")
                     .arg(static_cast<int>(m_view->question->kind))
                     .arg(m_view->question->at)
                     .arg(m_view->state->lastSequence);
    if (asked != m_asked && m_chosen < 0 && m_page != Page::message && isVisible() && !typing())
        takeFocus();
    m_asked = asked;
    emit possibleChanged();
}

bool RunPane::typing() const {
    auto* focused = QApplication::focusWidget();
    if (focused == nullptr || !isAncestorOf(focused))
        return focused != nullptr && window()->isAncestorOf(focused) &&
               (qobject_cast<QLineEdit*>(focused) || qobject_cast<QPlainTextEdit*>(focused));
    if (m_card->isAncestorOf(focused)) {
        const auto* line = qobject_cast<QLineEdit*>(focused);
        return line != nullptr && line->isEnabled() && !line->text().isEmpty();
    }
    if (auto* line = qobject_cast<QLineEdit*>(focused))
        return line->objectName() != QStringLiteral("note") || !line->text().isEmpty();
    const auto* text = qobject_cast<QPlainTextEdit*>(focused);
    return text != nullptr && !text->isReadOnly();
}

void RunPane::showRow(int row) {
    if (row < 0 || row >= static_cast<int>(m_outline->rows().size()))
        return;
    const auto& at = m_outline->rows()[static_cast<std::size_t>(row)];
    if (at.kind == OutlineRow::Kind::communications) {
        showPage(Page::message);
        return;
    }
    if (at.kind == OutlineRow::Kind::checklist) {
        showPage(Page::finish);
        return;
    }
    m_chosen = at.current && m_view->stage != Stage::finished ? -1 : row;
    showPage(Page::step);
}

void RunPane::back() {
    m_chosen = -1;
    m_outline->choose(-1);
    const bool over = m_view && (m_view->stage == Stage::finished || m_view->stage == Stage::closed);
    showPage(over ? Page::finish : Page::step);
    takeFocus();
}

void RunPane::showPage(Page page) {
    m_page = page;
    if (page != Page::step)
        m_chosen = -1;
    m_pages->bring(page == Page::step     ? m_stepPage
                   : page == Page::finish ? static_cast<QWidget*>(m_finish)
                                          : m_message);
    showBanner();
    if (page == Page::message)
        m_message->takeFocus();
    if (m_view && page == Page::step) {
        const int at = m_chosen >= 0 ? m_chosen : currentRow();
        if (at >= 0 && at < static_cast<int>(m_outline->rows().size())) {
            const auto& row = m_outline->rows()[static_cast<std::size_t>(at)];
            m_card->show(m_view, row, m_chosen < 0);
            if (m_chosen < 0)
                m_output->showLive(*m_view, row);
            else
                m_output->showPast(*m_view, row);
        }
    }
    place();
    emit possibleChanged();
}

void RunPane::showBanner() {
    if (!m_view)
        return;
    QString atWork;
    if (const int current = currentRow(); current >= 0) {
        const auto& row = m_outline->rows()[static_cast<std::size_t>(current)];
        atWork = row.number + QStringLiteral(", ") + row.text;
    }
    m_banner->show(*m_view, m_desk.readOnly(), m_page != Page::step || m_chosen >= 0, atWork);
}

void RunPane::place() {
    const bool wide = width() >= m_theme.pixels(1200);
    // On a small screen the choices say what they do in their tooltips, so that what came back is read in
    // full.
    m_card->choices()->setCompact(height() < m_theme.pixels(760));
    const bool timeline = m_timelineWanted.value_or(wide);
    m_timeline->setVisible(timeline);
    m_timelineToggle->setChecked(timeline);
    // Output that nobody printed takes no room from the step.
    const bool output = m_output->hasOutput() && !(m_chosen < 0 && m_card->wantsRoom());
    m_output->setVisible(output);
    // The card is as high as what it says; what is left is the output's.
    auto* column = static_cast<QVBoxLayout*>(m_stepPage->layout());
    column->setStretch(1, output ? 1 : 0);
    column->setStretch(2, output ? 0 : 1);
}

void RunPane::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier) {
        perform(Act::back);
        return;
    }
    QWidget::keyPressEvent(event);
}

void RunPane::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    place();
}

void RunPane::output(const QString& host, bool errorStream, const QByteArray& bytes) {
    // The picture of the run may be newer than the one on the screen: then this belongs to the act that it
    // shows.
    if (const auto view = m_desk.view(m_run); view && view != m_view)
        refresh();
    m_output->append(host, errorStream, bytes);
}

void RunPane::takeFocus() {
    if (m_page == Page::finish)
        m_finish->takeFocus();
    else if (m_page == Page::message)
        m_message->takeFocus();
    else
        m_card->takeFocus();
}

void RunPane::send(const ports::Answer& answer) {
    m_desk.answer(m_run, answer, onUi(this, [this](Result<> done) {
                      if (!done)
                          m_card->refused(done.error());
                  }));
}

void RunPane::tell(const QString& text) {
    if (m_navigator != nullptr)
        m_navigator->say(text);
}

void RunPane::complain(const Error& error) {
    if (m_navigator != nullptr)
        m_navigator->complain(shown(error.what), shown(error.why), shown(error.next));
}

QVariantMap RunPane::unfinished() const {
    QVariantMap out;
    const auto put = [&](const char* name, const QVariantMap& map) {
        if (!map.isEmpty())
            out[QLatin1String(name)] = map;
    };
    put("card", m_card->unfinished());
    put("message", m_message->unfinished());
    put("checklist", m_finish->checklist()->unfinished());
    if (!m_timeline->note().isEmpty())
        out[QStringLiteral("note")] = m_timeline->note();
    return out;
}

void RunPane::restore(const QVariantMap& unfinished) {
    m_timeline->setNote(unfinished.value(QStringLiteral("note")).toString());
    m_message->restore(unfinished.value(QStringLiteral("message")).toMap());
    m_finish->checklist()->restore(unfinished.value(QStringLiteral("checklist")).toMap());
    m_card->restore(unfinished.value(QStringLiteral("card")).toMap());
}

} // namespace muster::ui
