#include "ui/incident/Words.h"

#include "models/base/Printable.h"

#include <QDateTime>
#include <QTimeZone>
#include <algorithm>
#include <cmath>
#include <map>

namespace muster::ui {

using ports::Question;

QString shown(std::string_view text) {
    return QString::fromStdString(printable(text));
}

QString clockTime(std::int64_t milliseconds) {
    const std::int64_t seconds = std::max<std::int64_t>(0, milliseconds) / 1000;
    const auto two = [](std::int64_t value) {
        return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0'));
    };
    if (seconds < 3600)
        return QStringLiteral("%1:%2").arg(seconds / 60).arg(two(seconds % 60));
    return QStringLiteral("%1:%2:%3").arg(seconds / 3600).arg(two(seconds / 60 % 60), two(seconds % 60));
}

QString stepTime(std::optional<double> seconds) {
    if (!seconds)
        return QStringLiteral("–");
    return clockTime(std::llround(*seconds * 1000));
}

QString timeOfDay(std::int64_t utcMs, bool local) {
    const auto time = QDateTime::fromMSecsSinceEpoch(utcMs, local ? Qt::LocalTime : Qt::UTC);
    return time.toString(QStringLiteral("HH:mm:ss"));
}

QString unwrapped(const QString& text) {
    QString out;
    bool joins = false; // the line before goes on
    for (const auto& line : text.split(QLatin1Char('\n'))) {
        const QString bare = line.trimmed();
        static const QString starts = QStringLiteral("-*+>#|`0123456789");
        const bool own =
            bare.isEmpty() || starts.contains(bare.front()) || line.startsWith(QLatin1String("    "));
        // "**Bold** words" begin a line of a paragraph, "* item" does not.
        const bool emphasis = bare.startsWith(QLatin1String("**")) ||
                              (bare.startsWith(QLatin1Char('`')) && !bare.startsWith(QLatin1String("```")));
        if (joins && (!own || emphasis))
            out += QLatin1Char(' ') + bare;
        else
            out += (out.isEmpty() ? QString() : QStringLiteral("\n")) + line;
        joins = !bare.isEmpty() && !bare.startsWith(QLatin1Char('#')) && !line.endsWith(QLatin1String("  "));
    }
    return out.trimmed();
}

StateLook stateLook(const std::string& state) {
    static const std::map<std::string, StateLook, std::less<>> looks{
        {"done", {"done", "check", Role::good}},
        {"failed", {"failed", "cross", Role::bad}},
        {"simulated", {"shown only", "eye", Role::faint}},
        {"skipped", {"skipped", "skip", Role::warning}},
        {"assumed", {"assumed", "question", Role::faint}},
        {"waived", {"waived", "minus", Role::faint}},
        {"by-hand", {"done by hand", "hand", Role::good}},
        {"undone", {"undone", "undo", Role::warning}},
        {"active", {"running", "play", Role::accent}},
        {"waiting", {"waits for you", "arrow-right", Role::accent}},
        {"unknown", {"outcome unknown", "question", Role::warning}},
        {"left-out", {"left out", "minus", Role::faint}},
        {"not-reached", {"to come", "circle", Role::faint}},
    };
    const auto found = looks.find(state);
    if (found != looks.end())
        return found->second;
    return {shown(state), QStringLiteral("question"), Role::warning};
}

QString riskWord(const std::string& risk) {
    if (risk == "reads")
        return QStringLiteral("only reads");
    if (risk == "idempotent")
        return QStringLiteral("safe to run again");
    if (risk == "irreversible")
        return QStringLiteral("cannot be undone");
    return QStringLiteral("once only");
}

QString riskMeaning(const std::string& risk) {
    if (risk == "reads")
        return QStringLiteral("It looks and changes nothing.");
    if (risk == "idempotent")
        return QStringLiteral("Running it twice is the same as running it once.");
    if (risk == "irreversible")
        return QStringLiteral("What it does stays. In a live incident you type the target's name first.");
    return QStringLiteral("Running it twice may do harm, so it is never repeated without you.");
}

std::string riskOf(const runbook::Action& action) {
    switch (action.risk) {
    case runbook::Risk::reads:
        return "reads";
    case runbook::Risk::idempotent:
        return "idempotent";
    case runbook::Risk::irreversible:
        return "irreversible";
    case runbook::Risk::guarded:
        break;
    }
    return "guarded";
}

QString overWord(const std::string& over) {
    if (over == "this machine")
        return QStringLiteral("here, on this machine");
    return over.empty() ? QString() : QStringLiteral("over ") + shown(over);
}

QString modeWord(incident::Mode mode) {
    switch (mode) {
    case incident::Mode::live:
        return QStringLiteral("Live");
    case incident::Mode::drill:
        return QStringLiteral("Drill");
    case incident::Mode::rehearsal:
        break;
    }
    return QStringLiteral("Rehearsal");
}

QString actResultWord(const std::string& result) {
    static const std::map<std::string, QString, std::less<>> words{
        {"ok", "succeeded"},
        {"failed", "failed"},
        {"timed-out", "ran out of time"},
        {"cancelled", "was stopped"},
        {"not-started", "could not begin"},
        {"never-started", "never began"},
        {"simulated", "shown only"},
        {"open", "running"},
        {"unknown", "outcome unknown"},
    };
    const auto found = words.find(result);
    return found == words.end() ? shown(result) : found->second;
}

QString consequence(const Question& question, const std::string& choice) {
    const bool undoing =
        question.kind == Question::Kind::confirmUndo || question.kind == Question::Kind::undoFailed;
    if (choice == "again" && question.kind == Question::Kind::unknown)
        return QStringLiteral("Runs the command once more. If it did happen after all, it happens twice.");
    if (choice == "again")
        return undoing ? QStringLiteral("Runs the undo once more.")
               : question.risk == "guarded"
                   ? QStringLiteral(
                         "Runs the same command once more. This one may do harm when it runs twice.")
                   : QStringLiteral("Runs the same command once more on the same target.");
    if (choice == "by-hand")
        return QStringLiteral("Nothing runs. The step counts as done, with what you saw.");
    if (choice == "skip")
        return QStringLiteral("Nothing runs. Your reason stands in the report, and the next step comes.");
    if (choice == "undo" && undoing)
        return QStringLiteral("Runs exactly the command that is shown.");
    if (choice == "undo")
        return QStringLiteral("Shows you each undo before it runs, the last step first.");
    if (choice == "leave")
        return QStringLiteral("Nothing runs. What the step did stays as it is.");
    if (choice == "enough")
        return QStringLiteral("Nothing runs. This step and those before it stay as they are.");
    if (choice == "stop")
        return QStringLiteral("Ends the runbook here. What was done stays; the incident can then be closed.");
    if (choice == "none")
        return QStringLiteral("The runbook goes on with its next step.");
    if (choice == "kept")
        return QStringLiteral("The text stays in the report, marked as not sent.");
    if (choice == "sent")
        return QStringLiteral("Muster sends nothing by itself: copy it, send it, then say so.");
    return {};
}

Wanted wantedFor(Question::Kind kind, const std::string& choice) {
    if (choice == "skip")
        return {QStringLiteral("Why is it skipped? It stands in the report."), true};
    if (choice == "by-hand" && kind == Question::Kind::unknown)
        return {QStringLiteral("What did you see that shows it happened?"), true};
    if (choice == "by-hand")
        return {QStringLiteral("What did you do, and what did you see? The value or state, not just “ok”."),
                true};
    if (choice == "stop")
        return {QStringLiteral("Stop the whole run: why? It stands in the report."), false};
    if (choice == "undo" && kind != Question::Kind::confirmUndo)
        return {QStringLiteral("Undo what was done so far, the last step first: why?"), false};
    return {};
}

} // namespace muster::ui
