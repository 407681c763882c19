// What a person can do on a run's pane, by button, key or palette.
#include "ui/incident/ActButton.h"
#include "ui/incident/ActsView.h"
#include "ui/incident/ChoiceBar.h"
#include "ui/incident/CopyAs.h"
#include "ui/incident/FinishPage.h"
#include "ui/incident/MessagePage.h"
#include "ui/incident/OutputPart.h"
#include "ui/incident/RunPane.h"
#include "ui/incident/StepCard.h"
#include "ui/incident/Terminal.h"
#include "ui/incident/TimelinePanel.h"
#include "ui/shell/DeskEvents.h"
#include "ui/shell/Navigator.h"

#include <QCheckBox>
#include <QProcessEnvironment>

namespace muster::ui {

using ports::Stage;

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

} // namespace muster::ui
