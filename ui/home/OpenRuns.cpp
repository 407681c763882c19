#include "ui/home/OpenRuns.h"

#include "ui/home/Labels.h"
#include "ui/home/Phrases.h"
#include "ui/theme/Theme.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>

namespace muster::ui {

using namespace home;

OpenRuns::OpenRuns(Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_column(new QVBoxLayout(this)),
      m_heading(heading(QStringLiteral("Open now"))) {
    setObjectName(QStringLiteral("openRuns"));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(theme.space(Space::small));
    hide();
}

void OpenRuns::show(const std::vector<ports::RunSummary>& runs, const ports::LibraryView& library,
                    bool readOnly, std::int64_t nowMs) {
    QString key = readOnly ? QStringLiteral("r") : QStringLiteral("w");
    for (const auto& run : runs)
        if (run.verdict.empty())
            key += QStringLiteral("%1,%2,%3,%4,%5,%6;")
                       .arg(run.run)
                       .arg(run.interrupted)
                       .arg(run.here)
                       .arg(run.faultStands)
                       .arg(QString::fromStdString(run.title),
                            isProduction(library, run.environment) ? QStringLiteral("p") : QString());
    if (key != m_shown) { // not on every event: focus would be lost
        m_shown = key;
        m_column->removeWidget(m_heading);
        m_heading->setParent(nullptr);
        empty(m_column);
        m_rows.clear();
        m_column->addWidget(m_heading);
        m_heading->show();
        for (const bool interrupted : {true, false})
            for (const auto& run : runs)
                if (run.verdict.empty() && run.interrupted == interrupted)
                    add(run, library, readOnly);
    }
    for (auto& row : m_rows)
        for (const auto& run : runs)
            if (run.run == row.run)
                row.lastUtcMs = run.lastUtcMs;
    setVisible(!m_rows.empty());
    tick(nowMs);
}

void OpenRuns::add(const ports::RunSummary& run, const ports::LibraryView& library, bool readOnly) {
    const bool production = isProduction(library, run.environment);
    const bool live = run.mode == incident::Mode::live && production;
    const bool drill = run.kind == "drill";
    auto* frame = card("openRun");
    frame->setObjectName(QStringLiteral("openRun.%1").arg(run.run));
    auto* line = new QHBoxLayout(frame);
    const int margin = m_theme.space(Space::large);
    line->setContentsMargins(margin, m_theme.space(Space::medium), margin, m_theme.space(Space::medium));
    line->setSpacing(m_theme.space(Space::large));

    auto* words = new QVBoxLayout;
    words->setSpacing(m_theme.space(Space::tight));
    auto* state = new Status(m_theme, "strong");
    const auto title = plain(run.title.empty() ? run.runbook : run.title);
    state->show(run.interrupted ? QStringLiteral("warning") : QStringLiteral("play"),
                (run.interrupted ? QStringLiteral("Interrupted: ") : QStringLiteral("Open here: ")) + title,
                run.interrupted ? Role::warning : Role::text);
    words->addWidget(state);
    auto* about = new QHBoxLayout;
    about->setSpacing(m_theme.space(Space::small));
    auto* mode = oneLine(modeWords(run.mode, production), "small", live ? "onLive" : "text");
    if (live) {
        mode->setProperty("panel", QStringLiteral("live"));
        mode->setContentsMargins(m_theme.space(Space::small), 0, m_theme.space(Space::small), 0);
    }
    about->addWidget(mode);
    QString where = QStringLiteral("on %1  ·  number %2").arg(plain(run.environment)).arg(run.run);
    if (!run.severity.empty())
        where += QStringLiteral("  ·  ") + plain(run.severity);
    about->addWidget(oneLine(where, "small", "faint"));
    about->addStretch(1);
    words->addLayout(about);
    auto* age = label({}, "small", "faint");
    words->addWidget(age);
    if (run.interrupted) {
        QString why = drill ? QStringLiteral("This console ended while the drill ran. It cannot go on, since "
                                             "its measurement has a hole.")
                            : QStringLiteral("This console ended while the incident was open. It goes on at "
                                             "the step where it stood.");
        if (run.faultStands)
            why += QStringLiteral(" What the drill broke is still broken.");
        words->addWidget(label(why, "small", run.faultStands ? "bad" : "text"));
    }
    line->addLayout(words, 1);

    const auto number = static_cast<qint64>(run.run);
    const auto kind =
        offersToResume() || readOnly ? Button::Kind::secondary : Button::Kind::primary; // the first one
    Button* act = nullptr;
    if (!run.interrupted) {
        act = button(m_theme, QStringLiteral("Open"), "openRun.open", QStringLiteral("Show this run"));
        connect(act, &QPushButton::clicked, this, [this, number] { emit openAsked(number); });
    } else if (drill) {
        act = button(m_theme, QStringLiteral("Put back"), "openRun.putBack",
                     QStringLiteral("Take the fault back and withdraw this drill"), kind);
        connect(act, &QPushButton::clicked, this, [this, number] { emit putBackAsked(number); });
    } else {
        act = button(m_theme, QStringLiteral("Resume"), "openRun.resume",
                     QStringLiteral("Go on with this incident where it stood"), kind);
        connect(act, &QPushButton::clicked, this, [this, number] { emit resumeAsked(number); });
    }
    act->setObjectName(act->objectName() + QStringLiteral(".%1").arg(run.run));
    act->setAccessibleName(act->text() + QStringLiteral(": ") + title);
    if (run.interrupted && readOnly) {
        act->setEnabled(false);
        act->setToolTip(QStringLiteral("Another console has the journal: go on there, or close it first"));
    }
    line->addWidget(act, 0, Qt::AlignVCenter);
    m_column->addWidget(frame);
    m_rows.push_back({run.run, run.openedUtcMs, run.lastUtcMs, run.interrupted, age, act});
}

void OpenRuns::tick(std::int64_t nowMs) {
    for (const auto& row : m_rows)
        row.age->setText(QStringLiteral("Opened %1 (%2), last entry %3")
                             .arg(momentUtc(row.openedUtcMs, nowMs), ago(row.openedUtcMs, nowMs),
                                  ago(row.lastUtcMs, nowMs)));
}

bool OpenRuns::offersToResume() const {
    return std::any_of(m_rows.begin(), m_rows.end(), [](const Row& row) { return row.interrupted; });
}

void OpenRuns::setBusy(std::int64_t run) {
    for (const auto& row : m_rows)
        if (row.run == run)
            row.act->setEnabled(false);
}

} // namespace muster::ui
