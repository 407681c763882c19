#include "ui/drills/DrillAbout.h"

#include "models/base/Printable.h"
#include "models/runbook/DrillReach.h"
#include "ui/widgets/Card.h"
#include "ui/widgets/CodeView.h"
#include "ui/widgets/ProseView.h"
#include "ui/widgets/WrapLabel.h"

#include <QLabel>

namespace muster::ui {
namespace {

QString riskWord(runbook::Risk risk) {
    switch (risk) {
    case runbook::Risk::reads:
        return QObject::tr("only reads");
    case runbook::Risk::idempotent:
        return QObject::tr("may run twice");
    case runbook::Risk::irreversible:
        return QObject::tr("cannot be undone");
    case runbook::Risk::guarded:
        break;
    }
    return QObject::tr("changes something");
}

void addSteps(Card& card, const Theme& theme, const std::vector<runbook::Step>& steps) {
    for (const auto& step : steps) {
        if (!step.prose.empty()) {
            auto* prose = new ProseView(theme, &card);
            prose->setProse(QString::fromStdString(printable(step.prose)));
            card.body()->addWidget(prose);
        }
        if (!step.action)
            continue;
        auto* where = new WrapLabel(
            QObject::tr("On %1 · %2").arg(said(step.action->target), riskWord(step.action->risk)), &card);
        Theme::setType(where, Type::caption);
        Theme::setTone(where, Role::faint);
        auto* code = new CodeView(theme, QObject::tr("command"), &card);
        code->setMostLines(8);
        code->setCode(QString::fromStdString(printable(step.action->text)));
        card.body()->addWidget(where);
        card.body()->addWidget(code);
    }
}

} // namespace

QStringList whereLines(const runbook::Drill& drill, const environment::Environment* environment) {
    QStringList out;
    for (const auto& target : drill.blastRadius) {
        QStringList hosts;
        if (environment != nullptr)
            for (const auto& host : runbook::hostsOf(*environment, {target}))
                hosts += said(host);
        const QString name = said(target);
        out += hosts.isEmpty() || (hosts.size() == 1 && hosts.front() == name)
                   ? name
                   : QObject::tr("%1: %2").arg(name, hosts.join(QObject::tr(" or ")));
    }
    return out;
}

DrillAbout::DrillAbout(Theme& theme, QWidget* parent) : QScrollArea(parent), m_theme(theme) {
    setObjectName(QStringLiteral("drill.about"));
    setAccessibleName(QObject::tr("Drill: what it does"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void DrillAbout::setDrill(const ports::LibraryView::DrillEntry& entry,
                          const environment::Environment* environment) {
    const std::string key =
        entry.drill.document.sha256 + entry.file + (environment == nullptr ? "" : environment->sha256);
    if (key == m_shown && widget() != nullptr)
        return;
    m_shown = key;
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, m_theme.space(Space::medium), m_theme.space(Space::small),
                               m_theme.space(Space::large));
    column->setSpacing(m_theme.space(Space::medium));
    const auto section = [&](const QString& title, const std::vector<runbook::Step>& steps,
                             const QStringList& lines = {}) {
        auto* card = new Card(m_theme, content);
        auto* head = new QLabel(title, card);
        Theme::setType(head, Type::heading);
        card->body()->addWidget(head);
        for (const auto& line : lines)
            card->body()->addWidget(new WrapLabel(line, card));
        addSteps(*card, m_theme, steps);
        column->addWidget(card);
    };
    const auto& drill = entry.drill;
    QStringList where{tr("It touches, and nothing else:")};
    where += whereLines(drill, environment);
    section(tr("What it breaks"), drill.breakIt, drill.blastRadius.empty() ? QStringList{} : where);
    section(tr("How it is put back"), drill.putBack);
    section(tr("What must be well before"), drill.steadyState);
    section(tr("What must be well afterwards"), drill.steadyAgain);
    column->addStretch(1);
    setWidget(content);
}

} // namespace muster::ui
