#include "ui/shell/PaletteEntries.h"

#include "models/base/Printable.h"
#include "ui/shell/Navigator.h"

#include <QPointer>

namespace muster::ui {
namespace {

QString shown(const std::string& text) {
    return QString::fromStdString(printableLine(text));
}

QString stateOf(const ports::RunSummary& run) {
    const auto mode = QString::fromStdString(incident::word(run.mode));
    if (run.interrupted)
        return mode + QStringLiteral(", interrupted");
    return mode + QStringLiteral(", ") + (run.verdict.empty() ? QStringLiteral("open") : shown(run.verdict));
}

} // namespace

std::vector<PaletteEntry> entriesOf(const QList<QAction*>& actions, const QString& icon, const QString& where,
                                    std::function<void()> before) {
    std::vector<PaletteEntry> entries;
    for (auto* action : actions) {
        if (!action->isEnabled() || !action->isVisible() || action->isSeparator() || action->text().isEmpty())
            continue;
        const auto text = action->text().remove(QLatin1Char('&'));
        entries.push_back({QStringLiteral("action:") + where + QLatin1Char(':') + text, icon, text, where,
                           action->shortcut().toString(QKeySequence::NativeText), action->toolTip(),
                           [before, guard = QPointer(action)] {
                               if (before)
                                   before();
                               if (guard)
                                   guard->trigger();
                           }});
    }
    return entries;
}

std::vector<PaletteEntry> entriesOf(ports::Desk& desk, Navigator& navigator) {
    std::vector<PaletteEntry> entries;
    const auto library = desk.library();
    for (const auto& entry : library->runbooks) {
        const auto& runbook = entry.runbook;
        const auto id = QString::fromStdString(runbook.id);
        QString symptoms;
        for (const auto& symptom : runbook.symptoms)
            symptoms += shown(symptom) + QLatin1Char(' ');
        entries.push_back({QStringLiteral("runbook:") + id,
                           QStringLiteral("incident"),
                           QStringLiteral("Declare: ") + shown(runbook.title),
                           QStringLiteral("Runbook, ") + shown(runbook.severity),
                           {},
                           id + QLatin1Char(' ') + symptoms,
                           [&navigator, id] { navigator.declare(id); }});
    }
    for (const auto& run : desk.runs()) {
        const auto number = run.run;
        entries.push_back(
            {QStringLiteral("run:%1").arg(number),
             run.kind == "drill"   ? QStringLiteral("drills")
             : run.verdict.empty() ? QStringLiteral("incident")
                                   : QStringLiteral("reports"),
             QStringLiteral("%1 %2: %3")
                 .arg(run.kind == "drill" ? QStringLiteral("Drill") : QStringLiteral("Incident"))
                 .arg(number)
                 .arg(shown(run.title)),
             stateOf(run),
             {},
             shown(run.environment),
             [&navigator, number] { navigator.openRun(number); }});
    }
    for (const auto& entry : library->environments) {
        const auto& environment = entry.environment;
        const auto name = environment.name;
        const auto title = shown(environment.title.empty() ? name : environment.title);
        entries.push_back({QStringLiteral("environment:") + QString::fromStdString(name),
                           QStringLiteral("service"),
                           QStringLiteral("Watch: ") + title,
                           environment.production ? QStringLiteral("Environment, production")
                                                  : QStringLiteral("Environment"),
                           {},
                           shown(name),
                           [&desk, &navigator, name, title] {
                               desk.watch(name);
                               navigator.say(QStringLiteral("Watching ") + title);
                               navigator.openScreen(QStringLiteral("home"));
                           }});
        for (const auto& [host, about] : environment.hosts) {
            const auto address = about.ssh ? shown(about.ssh->address) : QStringLiteral("this machine");
            entries.push_back(
                {QStringLiteral("host:%1/%2").arg(QString::fromStdString(name), QString::fromStdString(host)),
                 QStringLiteral("server"),
                 QStringLiteral("Host: ") + shown(host),
                 address + QStringLiteral(", ") + title,
                 {},
                 shown(name),
                 [&navigator, host = QString::fromStdString(host), name] {
                     navigator.openHost(QString::fromStdString(name), host);
                 }});
        }
    }
    return entries;
}

} // namespace muster::ui
