#include "ui/home/Preselect.h"

#include "ui/home/Phrases.h"

#include <QDateTime>
#include <QTimeZone>
#include <algorithm>

namespace muster::ui::home {

using State = ports::ServiceHealth::State;

Preselection preselect(const ports::LibraryView& library, const runbook::Search& search,
                       const std::vector<ports::ServiceHealth>& health, const std::string& environment,
                       const std::string& asked) {
    Preselection out;
    auto& declaration = out.declaration;
    declaration.environment = environment;
    if (environmentOf(library, environment) == nullptr && !library.environments.empty())
        declaration.environment = library.environments.front().environment.name;
    const auto offered = suggestions(library, search, declaration.environment, health);
    const auto* entry = runbookOf(library, asked);
    for (const auto& suggestion : offered) {
        const auto& each = library.runbooks[suggestion.runbook];
        if (entry == nullptr && !runs(each))
            break; // what cannot run is not proposed
        if (entry != nullptr && entry != &each)
            continue;
        entry = &each;
        out.reason = suggestion.reason;
        out.downService = suggestion.service;
        // Another service's probe may have seen the symptom; what counts is how long its own has been down.
        for (const auto& service : health)
            if (service.service == each.runbook.service && service.state == State::down)
                out.downService = service.service;
        break;
    }
    // Nothing is seen to be down: the first one that is about this environment.
    const auto* where = environmentOf(library, declaration.environment);
    const auto isAbout = [&](const runbook::Runbook& each) {
        return isFor(where, each) && (where == nullptr || where->environment.services.contains(each.service));
    };
    if (entry == nullptr)
        for (const auto& each : library.runbooks)
            if (runs(each) && isAbout(each.runbook)) {
                entry = &each;
                break;
            }
    if (entry == nullptr && !library.runbooks.empty())
        entry = &library.runbooks.front();
    if (entry != nullptr) {
        declaration.runbook = entry->runbook.id;
        declaration.severity = entry->runbook.severity;
    }
    if (declaration.severity.empty())
        declaration.severity = "P1";
    declaration.mode = out.downService.empty() ? incident::Mode::rehearsal : incident::Mode::live;
    for (const auto& service : health)
        if (service.service == out.downService && service.state == State::down) {
            out.lastGoodUtcMs = service.lastGoodUtcMs;
            out.firstBadUtcMs = service.firstBadUtcMs;
        }
    if (out.firstBadUtcMs != 0) {
        // The clock starts at the last good answer: a measured recovery is then never shorter than it was.
        declaration.faultTime = ports::FaultTime::known;
        declaration.faultUtcMs = out.lastGoodUtcMs != 0 ? out.lastGoodUtcMs : out.firstBadUtcMs;
    }
    return out;
}

std::optional<std::int64_t> parseFaultTime(const QString& text, std::int64_t nowMs) {
    auto words = text.trimmed();
    if (words.endsWith(QStringLiteral("UTC"), Qt::CaseInsensitive))
        words = words.chopped(3).trimmed();
    if (words.endsWith(QLatin1Char('Z'), Qt::CaseInsensitive))
        words.chop(1);
    words.replace(QLatin1Char('T'), QLatin1Char(' '));
    for (const auto* form : {"HH:mm:ss", "H:mm:ss", "HH:mm", "H:mm"}) {
        const auto time = QTime::fromString(words, QLatin1String(form));
        if (!time.isValid())
            continue;
        const auto today = QDateTime::fromMSecsSinceEpoch(nowMs, Qt::UTC).date();
        const auto at = QDateTime(today, time, Qt::UTC).toMSecsSinceEpoch();
        return at <= nowMs ? at : at - 86'400'000;
    }
    for (const auto* form : {"yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm"}) {
        auto at = QDateTime::fromString(words, QLatin1String(form));
        if (!at.isValid())
            continue;
        at.setTimeSpec(Qt::UTC);
        if (at.toMSecsSinceEpoch() <= nowMs)
            return at.toMSecsSinceEpoch();
    }
    return std::nullopt;
}

QString onCallWords(const environment::Environment& environment, const std::string& severity) {
    const auto onCall = environment.onCallFor(severity);
    QStringList words;
    if (onCall.respondWithin)
        words << QStringLiteral("respond within ") + target(onCall.respondWithin);
    words << (onCall.page.empty() ? QStringLiteral("nobody to page is named")
                                  : QStringLiteral("page ") + plain(onCall.page));
    if (!onCall.how.empty())
        words.last() += QStringLiteral(" (%1)").arg(plain(onCall.how));
    return plain(severity) + QStringLiteral(": ") + words.join(QStringLiteral(", "));
}

} // namespace muster::ui::home
