#include "ui/reports/RunRows.h"

#include "models/base/Printable.h"
#include "models/report/Sheet.h"

namespace muster::ui {
namespace {

QString shown(const std::string& text) {
    return QString::fromStdString(printableLine(text, 400));
}

QString figure(const char* name, report::Seconds value, report::Seconds target, bool atLeast) {
    if (!value && !target)
        return {};
    QString out = QString::fromLatin1(name) + QLatin1Char(' ');
    out += value ? (atLeast ? QStringLiteral("at least ") : QString()) +
                       QString::fromStdString(report::brief(value))
                 : QStringLiteral("not measured");
    if (target)
        out += QStringLiteral(" of ") + QString::fromStdString(report::brief(target));
    return out;
}

} // namespace

QString kindWords(const ports::RunSummary& run) {
    if (run.kind == "drill")
        return QStringLiteral("drill");
    return run.mode == incident::Mode::rehearsal ? QStringLiteral("rehearsal")
                                                 : QStringLiteral("incident, live");
}

QString whenWords(const ports::RunSummary& run) {
    return QString::fromStdString(report::instant(run.openedUtcMs)).left(16) + QStringLiteral(" UTC");
}

QString figureWords(const ports::RunSummary& run) {
    QStringList out{figure("RTO", run.rto, run.rtoTarget, false),
                    figure("RPO", run.rpo, run.rpoTarget, run.rpoAtLeast)};
    out.removeAll(QString());
    if (!out.isEmpty() && run.unattended)
        out.append(QStringLiteral("unattended"));
    return run.rto || run.rpo ? out.join(QStringLiteral(" · ")) : QString();
}

void RunRows::setRuns(std::vector<ports::RunSummary> runs) {
    beginResetModel();
    m_runs = std::move(runs);
    endResetModel();
}

int RunRows::rowOf(std::int64_t run) const {
    for (std::size_t i = 0; i < m_runs.size(); ++i)
        if (m_runs[i].run == run)
            return static_cast<int>(i);
    return -1;
}

int RunRows::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

QVariant RunRows::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const auto& run = at(index.row());
    const auto verdict = report::verdictWord(run.verdict.empty() ? "open" : run.verdict);
    const QString number = QStringLiteral("Run %1").arg(run.run);
    switch (role) {
    case runRole:
        return static_cast<qlonglong>(run.run);
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: {
        QStringList words{
            number,          shown(run.title),       QString::fromStdString(verdict.word).toLower(),
            kindWords(run),  shown(run.environment), whenWords(run),
            figureWords(run)};
        words.removeAll(QString());
        return words.join(QStringLiteral(", "));
    }
    case searchRole:
        return QStringList{number,
                           QStringLiteral("#%1").arg(run.run),
                           shown(run.title),
                           shown(run.runbook),
                           shown(run.drill),
                           shown(run.environment),
                           shown(run.severity),
                           QString::fromStdString(verdict.word),
                           kindWords(run),
                           whenWords(run)}
            .join(QLatin1Char('\n'));
    case groupRole:
        return static_cast<int>(run.kind == "drill"                     ? RunFilter::Group::drills
                                : run.mode == incident::Mode::rehearsal ? RunFilter::Group::rehearsals
                                                                        : RunFilter::Group::incidents);
    default:
        return {};
    }
}

void RunFilter::setWords(const QString& words) {
    m_words = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

void RunFilter::setGroup(Group group) {
    m_group = group;
    invalidateFilter();
}

bool RunFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const auto index = sourceModel()->index(row, 0, parent);
    if (m_group == Group::notPassed) {
        const auto& verdict = static_cast<const RunRows*>(sourceModel())->at(row).verdict;
        if (verdict == "passed" || verdict == "completed" || verdict == "rehearsed")
            return false;
    } else if (m_group != Group::all && index.data(RunRows::groupRole).toInt() != static_cast<int>(m_group)) {
        return false;
    }
    const QString text = index.data(RunRows::searchRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace muster::ui
