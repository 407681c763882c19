#include "ui/drills/DrillWords.h"

#include "models/base/Printable.h"
#include "models/report/Standing.h"
#include "models/runbook/DrillReach.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace muster::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("muster::ui::Drills", text);
}

QString figureOf(const ports::RunSummary& run) {
    if (!run.rto || run.verdict == "not-tested")
        return {};
    QString out = tr("RTO %1").arg(said(report::spoken(run.rto)));
    if (run.rtoTarget)
        out += tr(" of %1").arg(said(report::spoken(run.rtoTarget)));
    if (run.unattended)
        out += tr(", unattended");
    return out;
}

std::optional<Error> obstacleOf(const ports::LibraryView& library,
                                const ports::LibraryView::DrillEntry& entry, const std::string& environment) {
    const auto problem = [](const std::vector<Problem>& problems) -> const Problem* {
        for (const auto& each : problems)
            if (each.severity == muster::Severity::error)
                return &each;
        return nullptr;
    };
    if (const auto* found = problem(entry.problems))
        return Error{"this drill has an error", found->place.text() + ": " + found->what, found->mend,
                     entry.file, Retry::never};
    const auto* runbook = findRunbook(library, entry.runbook);
    if (runbook == nullptr)
        return Error{"its runbook is not there", "the drill exercises " + entry.drill.runbook,
                     "put the runbook beside the drill", entry.file, Retry::never};
    if (const auto* found = problem(runbook->problems))
        return Error{"its runbook has an error", found->place.text() + ": " + found->what, found->mend,
                     runbook->file, Retry::never};
    const auto* where = findEnvironment(library, environment);
    if (where == nullptr)
        return Error{"no environment is chosen", "a drill breaks something somewhere",
                     "choose an environment under Setup", "", Retry::never};
    return runbook::drillObstacle(*where, entry.drill, runbook->runbook.service);
}

} // namespace

QString said(const std::string& text) {
    return QString::fromStdString(printableLine(text, 600));
}

StateLook lookOf(const std::string& verdict) {
    if (verdict == "passed")
        return {QStringLiteral("check"), tr("Passed"), Role::good};
    if (verdict == "failed")
        return {QStringLiteral("cross"), tr("Failed"), Role::bad};
    if (verdict == "not-tested")
        return {QStringLiteral("question"), tr("Not tested"), Role::warning};
    if (verdict == "cancelled")
        return {QStringLiteral("stop"), tr("Stopped"), Role::faint};
    if (verdict == "withdrawn")
        return {QStringLiteral("undo"), tr("Withdrawn"), Role::faint};
    return {QStringLiteral("dash"), said(verdict), Role::faint};
}

StateLook lookOf(const ports::RunSummary& run) {
    if (run.interrupted)
        return {QStringLiteral("warning"), tr("Interrupted"), Role::bad};
    if (run.verdict.empty())
        return {QStringLiteral("play"), tr("Running"), Role::accent};
    return lookOf(run.verdict);
}

const ports::LibraryView::DrillEntry* findDrill(const ports::LibraryView& library, const std::string& id) {
    for (const auto& each : library.drills)
        if (each.drill.id == id)
            return &each;
    return nullptr;
}

const ports::LibraryView::RunbookEntry* findRunbook(const ports::LibraryView& library,
                                                    const std::string& id) {
    for (const auto& each : library.runbooks)
        if (each.runbook.id == id)
            return &each;
    return nullptr;
}

const environment::Environment* findEnvironment(const ports::LibraryView& library, const std::string& name) {
    for (const auto& each : library.environments)
        if (each.environment.name == name)
            return &each.environment;
    return nullptr;
}

QString environmentTitle(const ports::LibraryView& library, const std::string& name) {
    const auto* found = findEnvironment(library, name);
    return said(found == nullptr || found->title.empty() ? name : found->title);
}

QString DrillLine::sentence() const {
    QStringList parts{title, state.word};
    if (!figure.isEmpty())
        parts += figure;
    parts += said(freshness.words);
    if (obstacle)
        parts += tr("does not run here: %1").arg(said(obstacle->why));
    return parts.join(QStringLiteral(", "));
}

std::vector<DrillLine> drillLines(const ports::LibraryView& library,
                                  const std::vector<ports::RunSummary>& runs, const std::string& environment,
                                  std::int64_t nowUtcMs) {
    std::vector<DrillLine> out;
    for (const auto& entry : library.drills) {
        DrillLine line;
        line.id = entry.drill.id;
        line.title = drillTitle(entry.drill);
        const auto* runbook = findRunbook(library, entry.runbook);
        line.about = said(entry.drill.runbook);
        if (runbook != nullptr)
            line.about += QStringLiteral(" · ") + said(runbook->runbook.service);
        line.freshness = report::freshness(
            runs, line.id, environment, runbook == nullptr ? "" : runbook->runbook.document.sha256, nowUtcMs);
        line.obstacle = obstacleOf(library, entry, environment);
        for (const auto& run : runs) {
            if (run.kind != "drill" || run.drill != line.id || run.environment != environment ||
                !run.verdict.empty())
                continue;
            line.openRun = run.run;
            line.interrupted = run.interrupted;
            line.state = lookOf(run);
            break;
        }
        if (line.openRun == 0) {
            line.state = line.freshness.last
                             ? lookOf(*line.freshness.last)
                             : StateLook{QStringLiteral("circle"), tr("Never run"), Role::faint};
            line.figure = line.freshness.last ? figureOf(*line.freshness.last) : QString();
        }
        out.push_back(std::move(line));
    }
    return out;
}

QString drillTitle(const runbook::Drill& drill) {
    const QString title = said(drill.title.empty() ? drill.id : drill.title);
    const QString ending = QStringLiteral(": the drill");
    return title.size() > ending.size() && title.endsWith(ending) ? title.chopped(ending.size()) : title;
}

QString whenText(std::int64_t utcMs) {
    return QLocale(QLocale::English)
        .toString(QDateTime::fromMSecsSinceEpoch(utcMs), QStringLiteral("d MMM yyyy, HH:mm"));
}

} // namespace muster::ui
