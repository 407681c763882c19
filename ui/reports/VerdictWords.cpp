#include "ui/reports/VerdictWords.h"

namespace muster::ui {

Role toneRole(report::Tone tone) {
    switch (tone) {
    case report::Tone::faint:
        return Role::faint;
    case report::Tone::good:
        return Role::good;
    case report::Tone::warning:
        return Role::warning;
    case report::Tone::bad:
        return Role::bad;
    case report::Tone::plain:
        break;
    }
    return Role::text;
}

QString toneIcon(report::Tone tone) {
    switch (tone) {
    case report::Tone::good:
        return QStringLiteral("check");
    case report::Tone::warning:
        return QStringLiteral("warning");
    case report::Tone::bad:
        return QStringLiteral("cross");
    default:
        return QStringLiteral("dash");
    }
}

QString verdictIcon(const std::string& verdict) {
    const QString word = QString::fromStdString(verdict).toLower();
    if (word == QLatin1String("passed") || word == QLatin1String("completed"))
        return QStringLiteral("check");
    if (word == QLatin1String("failed"))
        return QStringLiteral("cross");
    if (word == QLatin1String("cancelled") || word == QLatin1String("withdrawn"))
        return QStringLiteral("stop");
    if (word == QLatin1String("rehearsed") || word.startsWith(QLatin1String("not")))
        return QStringLiteral("decision");
    return QStringLiteral("circle");
}

} // namespace muster::ui
