#include "ui/incident/RunSwitcher.h"

#include "ui/incident/ActButton.h"
#include "ui/incident/Clock.h"
#include "ui/incident/Pieces.h"
#include "ui/incident/Words.h"

#include <QDateTime>

namespace muster::ui {

RunSwitcher::RunSwitcher(ports::Desk& desk, Theme& theme, QWidget* parent)
    : QFrame(parent), m_desk(desk), m_theme(theme), m_row(new QHBoxLayout(this)) {
    setObjectName(QStringLiteral("switcher"));
    pad(theme, m_row, {16, 8, 16, 0, 8});
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (isVisible())
            tell();
    });
}

void RunSwitcher::show(const std::vector<std::int64_t>& runs, std::int64_t front) {
    m_front = front;
    if (runs != m_runs) {
        m_runs = runs;
        m_buttons.clear();
        empty(m_row);
        for (const auto run : runs) {
            auto* button = new ActButton(m_theme, ActButton::Kind::quiet, {}, this);
            button->setObjectName(QStringLiteral("switchTo%1").arg(run));
            button->setCheckable(true);
            button->setAutoExclusive(true);
            connect(button, &ActButton::chosen, this, [this, run] { emit chosen(run); });
            m_row->addWidget(button, 1);
            m_buttons[run] = button;
        }
    }
    setVisible(runs.size() > 1);
    if (runs.size() > 1)
        m_timer.start();
    else
        m_timer.stop();
    tell();
}

void RunSwitcher::tell() {
    const auto now = QDateTime::currentMSecsSinceEpoch();
    for (const auto& [run, button] : m_buttons) {
        const auto view = m_desk.view(run);
        if (!view || !view->state)
            continue;
        const auto clock = readClock(*view, now);
        QString state = clock.figure + QLatin1Char(' ') + clock.words;
        if (view->stage == ports::Stage::closed)
            state = QStringLiteral("closed");
        else if (view->stage == ports::Stage::interrupted)
            state = QStringLiteral("interrupted · ") + state;
        else if (view->stage == ports::Stage::asking)
            state = QStringLiteral("waits for you · ") + state;
        const QString title = QStringLiteral("#%1 %2").arg(run).arg(shown(view->state->title));
        if (button->label() != title)
            button->setLabel(title);
        button->setDetail(modeWord(view->state->mode) + QStringLiteral(" · ") + state);
        button->setChecked(run == m_front);
        button->setKind(run == m_front ? ActButton::Kind::plain : ActButton::Kind::quiet);
    }
}

} // namespace muster::ui
