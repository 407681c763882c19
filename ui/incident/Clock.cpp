#include "ui/incident/Clock.h"

#include "models/base/Utc.h"
#include "ui/incident/Words.h"

#include <algorithm>
#include <cmath>

namespace muster::ui {
namespace {

using ports::RunView;
using ports::Stage;

std::optional<std::int64_t> milliseconds(const report::Seconds& seconds) {
    if (!seconds)
        return std::nullopt;
    return std::llround(*seconds * 1000);
}

std::optional<std::int64_t> target(const RunView& view, bool rto) {
    if (view.report)
        if (const auto told = milliseconds(rto ? view.report->rtoTarget : view.report->rpoTarget))
            return told;
    if (!view.documents || !view.state)
        return std::nullopt;
    const auto found = view.documents->environment.services.find(view.state->service);
    if (found == view.documents->environment.services.end())
        return std::nullopt;
    const auto& value = rto ? found->second.rto : found->second.rpo;
    return value ? std::optional<std::int64_t>(value->count()) : std::nullopt;
}

QString knownHow(const RunView& view) {
    const std::string how = view.report ? view.report->faultKnown : std::string();
    if (how == "known")
        return view.faultUtcMs == parseUtc(view.report->lastGoodUtc)
                   ? QStringLiteral("time of the fault as the probe saw it")
                   : QStringLiteral("time of the fault as you gave it");
    if (how == "estimated")
        return QStringLiteral("time of the fault estimated");
    if (how == "now")
        return QStringLiteral("fault counted from the declaration");
    return QStringLiteral("time of the fault from the probes");
}

void readRecovery(const RunView& view, std::int64_t now, ClockReading& out) {
    if (view.recoveredUtcMs == 0)
        return;
    const QString at = QStringLiteral("Writable again at %1 UTC").arg(timeOfDay(view.recoveredUtcMs, false));
    out.recoveryStable = view.recoveryStable;
    if (view.recoveryStable) {
        out.recovered = at + QStringLiteral(", stable");
        return;
    }
    const auto window = view.report ? milliseconds(view.report->stabilityWindow) : std::nullopt;
    const std::int64_t left = window ? view.recoveredUtcMs + *window - now : 0;
    out.recovered = left > 0 ? at + QStringLiteral(", stable in %1 s").arg((left + 999) / 1000)
                             : at + QStringLiteral(", not yet called stable");
}

void readRpo(const RunView& view, ClockReading& out) {
    const auto aim = target(view, false);
    const QString of = aim ? QStringLiteral(" of %1").arg(clockTime(*aim)) : QString();
    if (const auto known = milliseconds(view.report ? view.report->rpo : report::Seconds())) {
        out.rpo =
            (view.report->rpoAtLeast ? QStringLiteral("at least ") : QString()) + clockTime(*known) + of;
        out.rpoWhy = QStringLiteral("from the comparison of the ledger");
        return;
    }
    out.rpo = QStringLiteral("unknown");
    const bool closed = view.stage == Stage::closed;
    out.rpoWhy = closed ? QStringLiteral("the ledger was not compared")
                        : QStringLiteral("known when the ledger is compared");
    if (aim)
        out.rpoWhy = QStringLiteral("target %1, ").arg(clockTime(*aim)) + out.rpoWhy;
}

// The moment that the clock stands at: it stops when writes are back, and when the run is closed.
std::int64_t standsAt(const RunView& view, std::int64_t now) {
    if (view.recoveredUtcMs != 0)
        return view.recoveredUtcMs;
    if (view.stage == Stage::closed && view.state)
        return view.state->lastUtcMs;
    return now;
}

void readLeft(const RunView& view, std::int64_t now, ClockReading& out) {
    const auto aim = target(view, true);
    const bool faultKnown = view.faultUtcMs != 0;
    const std::int64_t from = faultKnown ? view.faultUtcMs : view.declaredUtcMs;
    const std::int64_t at = standsAt(view, now);
    std::int64_t elapsed = std::max<std::int64_t>(0, at - from);
    if (view.stage == Stage::closed && view.report)
        elapsed = milliseconds(view.report->rto).value_or(elapsed);
    const bool back = view.recoveredUtcMs != 0 || (view.report && view.report->rto);
    out.ticking = !(back && view.recoveryStable) && view.stage != Stage::closed;
    out.nextMs = 1000 - std::max<std::int64_t>(0, now - from) % 1000;

    if (!faultKnown) {
        out.figure = clockTime(elapsed);
        out.words = QStringLiteral("since it was declared");
        out.elapsed = aim ? QStringLiteral("what is left of %1 is unknown").arg(clockTime(*aim))
                          : QStringLiteral("no RTO target");
        out.faultKnown = QStringLiteral("time of the fault not known");
        return;
    }
    out.faultKnown = knownHow(view);
    if (!aim) {
        out.figure = clockTime(elapsed);
        out.words = back ? QStringLiteral("until writes were back") : QStringLiteral("since the fault");
        out.elapsed = QStringLiteral("no RTO target in the environment");
        return;
    }
    out.used = std::clamp(static_cast<double>(elapsed) / static_cast<double>(std::max<std::int64_t>(1, *aim)),
                          0.0, 1.0);
    out.elapsed = clockTime(elapsed) +
                  (back ? QStringLiteral(" from fault to recovery") : QStringLiteral(" since the fault"));
    if (elapsed > *aim) {
        out.alarm = ClockReading::Alarm::over;
        out.figure = clockTime(elapsed - *aim);
        out.words = QStringLiteral("over the %1 of the RTO").arg(clockTime(*aim));
        return;
    }
    if (back) {
        out.alarm = ClockReading::Alarm::met;
        out.figure = clockTime(elapsed);
        out.words = QStringLiteral("to recovery, within %1").arg(clockTime(*aim));
        return;
    }
    // Rounded up: "0:00 left" is shown only when nothing is left.
    const std::int64_t left = (*aim - elapsed + 999) / 1000 * 1000;
    out.alarm = left * 4 < *aim ? ClockReading::Alarm::near : ClockReading::Alarm::none;
    out.figure = clockTime(left);
    out.words = QStringLiteral("left of %1").arg(clockTime(*aim));
}

} // namespace

ClockReading readClock(const RunView& view, std::int64_t nowUtcMs) {
    ClockReading out;
    readLeft(view, nowUtcMs, out);
    readRpo(view, out);
    readRecovery(view, nowUtcMs, out);
    if (view.declaredUtcMs != 0) {
        const std::int64_t later = view.declaredUtcMs - view.faultUtcMs;
        out.declared = view.faultUtcMs != 0 && later >= 1000
                           ? QStringLiteral("declared %1 after it").arg(clockTime(later))
                           : QStringLiteral("declared at %1 UTC").arg(timeOfDay(view.declaredUtcMs, false));
    }
    return out;
}

} // namespace muster::ui
