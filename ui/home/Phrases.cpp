#include "ui/home/Phrases.h"

#include "models/base/Duration.h"
#include "models/base/Printable.h"
#include "models/runbook/Needs.h"

#include <QDateTime>
#include <algorithm>
#include <array>

namespace muster::ui::home {
namespace {

constexpr std::int64_t aDay = 86'400'000;

QDateTime utc(std::int64_t utcMs) {
    return QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC);
}

QString withTarget(const QString& name, const report::Seconds& is, bool atLeast,
                   const report::Seconds& target) {
    if (!is)
        return name + QStringLiteral(" unknown");
    QString out = name + (atLeast ? QStringLiteral(" at least ") : QStringLiteral(" ")) + figure(is);
    if (target)
        out += QStringLiteral(" of ") + figure(target);
    return out;
}

} // namespace

QString plain(std::string_view text) {
    return QString::fromStdString(printableLine(text, 400));
}

QString brief(const QString& text) {
    constexpr qsizetype most = 110;
    if (text.size() <= most)
        return text;
    const auto blank = text.lastIndexOf(QLatin1Char(' '), most);
    return text.left(blank > most / 2 ? blank : most) + QStringLiteral(" …");
}

QString sentence(std::string_view text) {
    auto out = plain(text);
    if (!out.isEmpty())
        out[0] = out[0].toUpper();
    return out;
}

QString paragraph(std::string_view text) {
    return QString::fromStdString(printable(text));
}

std::int64_t nowUtcMs() {
    return QDateTime::currentMSecsSinceEpoch();
}

QString clockUtc(std::int64_t utcMs) {
    return utc(utcMs).toString(QStringLiteral("HH:mm:ss")) + QStringLiteral(" UTC");
}

QString momentUtc(std::int64_t utcMs, std::int64_t nowMs) {
    const auto at = utc(utcMs);
    if (at.date() == utc(nowMs).date())
        return clockUtc(utcMs);
    return at.toString(QStringLiteral("yyyy-MM-dd HH:mm")) + QStringLiteral(" UTC");
}

QString lasting(std::int64_t milliseconds) {
    const auto seconds = std::max<std::int64_t>(0, milliseconds / 1000);
    if (seconds < 60)
        return QStringLiteral("%1 s").arg(seconds);
    if (milliseconds < 2 * aDay)
        return QString::fromStdString(formatDuration(Milliseconds{seconds * 1000}));
    return QStringLiteral("%1 days").arg(milliseconds / aDay);
}

QString ago(std::int64_t utcMs, std::int64_t nowMs) {
    const auto passed = nowMs - utcMs;
    constexpr std::int64_t aMinute = 60'000, anHour = 3'600'000;
    if (passed < 1000)
        return QStringLiteral("just now");
    if (passed < 10 * aMinute)
        return lasting(passed) + QStringLiteral(" ago");
    if (passed < 2 * anHour) // nobody needs the seconds any more
        return QStringLiteral("%1 min ago").arg(passed / aMinute);
    if (passed < 2 * aDay)
        return QStringLiteral("%1 h ago").arg(passed / anHour);
    return QStringLiteral("%1 days ago").arg(passed / aDay);
}

QString target(const std::optional<Milliseconds>& duration) {
    if (!duration)
        return QStringLiteral("not set");
    const auto count = duration->count();
    if (count % 1000 != 0)
        return QString::fromStdString(formatDuration(*duration));
    if (count != 0 && count % 3'600'000 == 0)
        return QStringLiteral("%1 h").arg(count / 3'600'000);
    if (count != 0 && count % 60'000 == 0)
        return QStringLiteral("%1 min").arg(count / 60'000);
    return lasting(count);
}

QString figure(const report::Seconds& seconds) {
    if (!seconds)
        return QStringLiteral("unknown");
    const auto milliseconds = static_cast<std::int64_t>(*seconds * 1000 + 0.5);
    if (milliseconds == 0)
        return QStringLiteral("0 s");
    return milliseconds % 60'000 == 0 ? target(Milliseconds{milliseconds})
                                      : QString::fromStdString(formatDuration(Milliseconds{milliseconds}));
}

ports::ServiceHealth seen(ports::ServiceHealth health, std::int64_t nowMs) {
    using State = ports::ServiceHealth::State;
    if (health.state == State::unknown)
        return health;
    if (health.asOfUtcMs == 0) {
        health.state = State::unknown;
        health.why = "the probe has not answered yet";
        health.sinceUtcMs = 0;
        return health;
    }
    const auto patience = std::max<std::int64_t>(5'000, 5 * health.every.count());
    if (nowMs - health.asOfUtcMs > patience) {
        health.state = State::unknown;
        health.why = "the probe itself is silent since " + clockUtc(health.asOfUtcMs).toStdString() +
                     ": nobody knows whether the service works";
        health.sinceUtcMs = health.asOfUtcMs;
    }
    return health;
}

QString word(ports::ServiceHealth::State state) {
    switch (state) {
    case ports::ServiceHealth::State::up:
        return QStringLiteral("Up");
    case ports::ServiceHealth::State::down:
        return QStringLiteral("Down");
    case ports::ServiceHealth::State::unknown:
        break;
    }
    return QStringLiteral("Unknown");
}

QString iconName(ports::ServiceHealth::State state) {
    switch (state) {
    case ports::ServiceHealth::State::up:
        return QStringLiteral("check");
    case ports::ServiceHealth::State::down:
        return QStringLiteral("cross");
    case ports::ServiceHealth::State::unknown:
        break;
    }
    return QStringLiteral("question");
}

QString spoken(const std::vector<ports::ServiceHealth::Tick>& lastMinute) {
    using Tick = ports::ServiceHealth::Tick;
    const auto count = [&](Tick tick) { return std::count(lastMinute.begin(), lastMinute.end(), tick); };
    const auto good = count(Tick::ok), failed = count(Tick::failed), unknown = count(Tick::unknown);
    if (good + failed + unknown == 0)
        return QStringLiteral("Last minute: nothing was heard.");
    QString out = QStringLiteral("Last minute: %1 s good").arg(good);
    if (failed > 0)
        out += QStringLiteral(", %1 s failed").arg(failed);
    if (unknown > 0)
        out += QStringLiteral(", %1 s unknown").arg(unknown);
    return out + QLatin1Char('.');
}

QString modeWords(incident::Mode mode, bool production) {
    switch (mode) {
    case incident::Mode::live:
        return production ? QStringLiteral("LIVE on production") : QStringLiteral("Live, not production");
    case incident::Mode::drill:
        return QStringLiteral("Drill");
    case incident::Mode::rehearsal:
        break;
    }
    return QStringLiteral("Rehearsal");
}

Proof proof(const ports::LibraryView::RunbookEntry& entry, const std::vector<ports::RunSummary>& runs,
            std::int64_t nowMs) {
    Proof out;
    const auto found = std::find_if(runs.begin(), runs.end(), [&](const ports::RunSummary& run) {
        return run.kind == "drill" && run.runbook == entry.runbook.id &&
               (run.verdict == "passed" || run.verdict == "failed" || run.verdict == "not-tested");
    });
    if (found == runs.end()) {
        out.words = entry.drill.empty() ? QStringLiteral("It has no drill") : QStringLiteral("Never drilled");
        out.detail =
            entry.drill.empty()
                ? QStringLiteral("No drill file stands beside this runbook, so nothing proves that it works.")
                : QStringLiteral("Nothing proves yet that it works. Run its drill on the Drills screen.");
        return out;
    }
    QString verdict = QStringLiteral("Not tested");
    out.standing = Proof::Standing::notTested;
    if (found->verdict == "passed") {
        verdict = QStringLiteral("Passed");
        out.standing = Proof::Standing::passed;
    } else if (found->verdict == "failed") {
        verdict = QStringLiteral("Failed");
        out.standing = Proof::Standing::failed;
    }
    out.outdated = !found->runbookSha256.empty() && found->runbookSha256 != entry.runbook.document.sha256;
    const auto rto = withTarget(QStringLiteral("RTO"), found->rto, false, found->rtoTarget);
    const auto rpo = withTarget(QStringLiteral("RPO"), found->rpo, found->rpoAtLeast, found->rpoTarget);
    out.words = verdict + QLatin1Char(' ') + ago(found->lastUtcMs, nowMs) + QStringLiteral(": ") + rto;
    out.detail = QStringLiteral("Drill %1, %2 on %3: %4, %5.")
                     .arg(found->run)
                     .arg(verdict.toLower(), plain(found->environment), rto, rpo);
    if (found->unattended)
        out.detail += QStringLiteral(" It ran unattended.");
    if (out.outdated) {
        out.words += QStringLiteral(" (text changed since)");
        out.detail += QStringLiteral(" The runbook has changed since.");
    }
    return out;
}

bool runs(const ports::LibraryView::RunbookEntry& entry) {
    return std::none_of(entry.problems.begin(), entry.problems.end(),
                        [](const Problem& problem) { return problem.severity == Severity::error; });
}

const ports::LibraryView::EnvironmentEntry* environmentOf(const ports::LibraryView& library,
                                                          const std::string& name) {
    for (const auto& entry : library.environments)
        if (entry.environment.name == name)
            return &entry;
    return nullptr;
}

bool isFor(const ports::LibraryView::EnvironmentEntry* environment, const runbook::Runbook& runbook) {
    return environment == nullptr || runbook::whyNotFor(environment->environment, runbook.needs).empty();
}

const ports::LibraryView::RunbookEntry* runbookOf(const ports::LibraryView& library, const std::string& id) {
    for (const auto& entry : library.runbooks)
        if (entry.runbook.id == id)
            return &entry;
    return nullptr;
}

bool isProduction(const ports::LibraryView& library, const std::string& environment) {
    const auto* entry = environmentOf(library, environment);
    return entry != nullptr && entry->environment.production;
}

} // namespace muster::ui::home
