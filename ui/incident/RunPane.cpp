#include "ui/incident/RunPane.h"

#include "ui/incident/ActButton.h"
#include "ui/incident/ActsView.h"
#include "ui/incident/CardForm.h"
#include "ui/incident/ChecklistView.h"
#include "ui/incident/ChoiceBar.h"
#include "ui/incident/ClockHeader.h"
#include "ui/incident/CopyAs.h"
#include "ui/incident/FinishPage.h"
#include "ui/incident/MessagePage.h"
#include "ui/incident/Outline.h"
#include "ui/incident/OutputPart.h"
#include "ui/incident/Pages.h"
#include "ui/incident/Pieces.h"
#include "ui/incident/StepCard.h"
#include "ui/incident/Terminal.h"
#include "ui/incident/TimelinePanel.h"
#include "ui/incident/Words.h"
#include "ui/shell/DeskEvents.h"
#include "ui/shell/Navigator.h"

#include <QApplication>
#include <QCheckBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProcessEnvironment>
#include <QScrollArea>
#include <QSplitter>
#include <QToolButton>
#include <algorithm>

namespace muster::ui {

using ports::Stage;

RunPane::RunPane(ports::Desk& desk, Theme& theme, std::int64_t run, QWidget* parent)
    : QWidget(parent), m_desk(desk), m_theme(theme), m_run(run), m_clock(new ClockHeader(theme, this)),
      m_banner(new QFrame(this)), m_bannerGlyph(new Glyph(theme, m_banner)),
      m_bannerText(words({}, Type::body, Role::text, m_banner)),
      m_bannerAct(new ActButton(theme, ActButton::Kind::primary, {}, m_banner)),
      m_split(new QSplitter(Qt::Horizontal, this)), m_outline(new Outline(theme, m_split)),
      m_pages(new Pages(this)), m_stepPage(new QWidget(m_pages)),
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

    m_banner->setObjectName(QStringLiteral("banner"));
    Theme::setPanel(m_banner, Role::raised);
    auto* banner = new QHBoxLayout(m_banner);
    pad(m_theme, banner, {20, 8, 20, 8, 10});
    m_bannerText->setObjectName(QStringLiteral("bannerText"));
    m_bannerAct->setObjectName(QStringLiteral("bannerAct"));
    banner->addWidget(m_bannerGlyph, 0, Qt::AlignVCenter);
    banner->addWidget(m_bannerText, 1);
    banner->addWidget(m_bannerAct, 0, Qt::AlignVCenter);
    m_banner->hide();
    column->addWidget(m_banner);

    m_output->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);
    const auto heights = [this] { m_output->setMinimumHeight(m_theme.pixels(150)); };
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
        m_outline->setMinimumWidth(m_theme.pixels(200));
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
    connect(m_bannerAct, &ActButton::chosen, this, [this, resume] {
        if (m_view && m_view->stage == Stage::interrupted)
            resume();
        else
            back();
    });
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
    QString icon, text, act;
    Role role = Role::warning;
    const bool over = m_view->stage == Stage::finished || m_view->stage == Stage::closed;
    if (m_view->stage == Stage::broken) {
        icon = QStringLiteral("cross");
        role = Role::bad;
        const Error trouble =
            m_view->trouble.value_or(Error{"the journal could not be written", "", "", "", Retry::never});
        text = QStringLiteral("Nothing further is done: %1").arg(shown(trouble.text()));
        if (trouble.next.empty())
            text += QStringLiteral(". Go on by the runbook on paper, make room on the journal's disk, then "
                                   "start Muster again: it resumes here.");
    } else if (m_view->stage == Stage::interrupted) {
        icon = QStringLiteral("pause");
        text = QStringLiteral("The console was interrupted at this step. On resuming, Muster asks the target "
                              "what became of it before anything is repeated.");
        act = m_page == Page::step && m_chosen < 0 ? QString() : QStringLiteral("Resume");
    } else if (const auto why = m_desk.readOnly()) {
        icon = QStringLiteral("lock");
        text = QStringLiteral("This console only reads: %1").arg(shown(why->text()));
    } else if (!over && (m_page != Page::step || m_chosen >= 0)) {
        const int current = currentRow();
        icon = QStringLiteral("arrow-left");
        role = Role::text;
        const bool waits = m_view->stage == Stage::asking;
        if (current >= 0)
            text = QStringLiteral("Step %1, %2, %3.")
                       .arg(m_outline->rows()[static_cast<std::size_t>(current)].number,
                            m_outline->rows()[static_cast<std::size_t>(current)].text,
                            waits ? QStringLiteral("waits for you") : QStringLiteral("is at work"));
        act = QStringLiteral("Back to it");
    }
    m_banner->setVisible(!text.isEmpty());
    m_bannerText->setText(text);
    m_bannerGlyph->show(icon, role, text);
    m_bannerAct->setVisible(!act.isEmpty());
    m_bannerAct->setKind(m_view->stage == Stage::interrupted ? ActButton::Kind::primary
                                                             : ActButton::Kind::plain);
    m_bannerAct->setLabel(act);
    m_bannerAct->setHint(m_view->stage == Stage::interrupted ? QString() : QStringLiteral("Esc"));
}

void RunPane::place() {
    const bool wide = width() >= m_theme.pixels(1200);
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

void RunPane::openTerminalOn(const QString& host) {
    const auto words = sshWords(m_view->documents->environment, host.toStdString());
    if (const auto opened = openTerminal(QProcessEnvironment::systemEnvironment(), words); !opened) {
        complain(opened.error());
        return;
    }
    const QString what =
        words.isEmpty()
            ? QStringLiteral("opened a terminal on this machine for %1").arg(host)
            : QStringLiteral("opened a terminal on %1: %2").arg(host, words.join(QLatin1Char(' ')));
    m_desk.note(m_run, what.toStdString(), onUi(this, [this](Result<> done) {
                    if (!done)
                        complain(done.error());
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

bool RunPane::possible(Act act) const {
    if (!m_view)
        return false;
    const auto* choices = m_card->choices();
    const bool here = m_page == Page::step && m_chosen < 0 && writable();
    switch (act) {
    case Act::go:
        return (here && choices->primary() != nullptr && !choices->isBusy()) || m_page == Page::message;
    case Act::stopAct:
        return writable() && m_view->stage == Stage::acting;
    case Act::skip:
        return here && choices->has("skip");
    case Act::byHand:
        return here && choices->has("by-hand");
    case Act::undo:
        return here && choices->has("undo");
    case Act::stopRun:
        return here && choices->has("stop");
    case Act::copy:
    case Act::copySsh:
    case Act::copyCurl:
        return m_page == Page::step && m_card->acts() != nullptr;
    case Act::terminal:
        return m_page == Page::step && m_card->acts() != nullptr && !m_card->acts()->hosts().isEmpty();
    case Act::note:
    case Act::message:
        return writable();
    case Act::find:
        return m_output->isVisibleTo(this);
    case Act::close:
        return writable() && m_view->closable;
    case Act::report:
        return m_navigator != nullptr;
    case Act::checklist:
        return m_view->report && !m_view->report->checklist.empty();
    case Act::readsByThemselves:
        return writable() && m_view->stage != Stage::closed && m_view->stage != Stage::finished;
    case Act::back:
    case Act::timeline:
        return true;
    }
    return false;
}

void RunPane::perform(Act act) {
    if (!possible(act))
        return;
    auto* choices = m_card->choices();
    switch (act) {
    case Act::go:
        if (m_page == Page::message)
            m_message->findChild<ActButton*>(QStringLiteral("keepSent"))->press();
        else
            choices->pressPrimary();
        break;
    case Act::stopAct:
        m_desk.stopAct(m_run);
        break;
    case Act::skip:
        choices->choose("skip");
        break;
    case Act::byHand:
        choices->choose("by-hand");
        break;
    case Act::undo:
        choices->choose("undo");
        break;
    case Act::stopRun:
        choices->choose("stop");
        break;
    case Act::copy:
        m_card->acts()->copyShown();
        break;
    case Act::copySsh:
        m_card->acts()->copyAsSsh();
        break;
    case Act::copyCurl:
        m_card->acts()->copyAsCurl();
        break;
    case Act::terminal:
        openTerminalOn(m_card->acts()->hosts().first());
        break;
    case Act::note:
        m_timelineWanted = true;
        place();
        m_timeline->writeNote();
        break;
    case Act::message:
        showPage(Page::message);
        break;
    case Act::timeline:
        m_timelineWanted = !m_timeline->isVisibleTo(this);
        place();
        break;
    case Act::find:
        m_output->find();
        break;
    case Act::close:
        showPage(Page::finish);
        m_finish->pressClose();
        break;
    case Act::report:
        m_navigator->openReport(m_run);
        break;
    case Act::checklist:
        showPage(Page::finish);
        m_finish->takeFocus();
        break;
    case Act::back:
        if (!choices->leaveReason())
            back();
        break;
    case Act::readsByThemselves:
        findChild<QCheckBox*>(QStringLiteral("readsByThemselves"))->toggle();
        break;
    }
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
