#include "ui/incident/Terminal.h"

#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

namespace muster::ui {
namespace {

QString find(const QString& program, const QProcessEnvironment& environment) {
    if (program.contains(QLatin1Char('/')))
        return QFileInfo(program).isExecutable() ? program : QString();
    const auto folders =
        environment.value(QStringLiteral("PATH")).split(QLatin1Char(':'), Qt::SkipEmptyParts);
    return folders.isEmpty() ? QString() : QStandardPaths::findExecutable(program, folders);
}

// How each terminal is told what to run. GNOME's needs `--`; the others take what follows -e as it stands.
QStringList before(const QString& program) {
    const QString name = QFileInfo(QFileInfo(program).canonicalFilePath()).fileName();
    if (name.startsWith(QLatin1String("gnome-terminal")) || name == QLatin1String("kgx"))
        return {QStringLiteral("--")};
    if (name == QLatin1String("kitty") || name == QLatin1String("foot"))
        return {};
    return {QStringLiteral("-e")};
}

} // namespace

Result<QStringList> terminalWords(const QProcessEnvironment& environment, const QStringList& command) {
    const QString wanted = environment.value(QStringLiteral("MUSTER_TERMINAL"));
    if (!wanted.trimmed().isEmpty()) {
        QStringList words = QProcess::splitCommand(wanted);
        const QString program = find(words.value(0), environment);
        if (program.isEmpty())
            return failure(
                {"the terminal cannot be opened",
                 "MUSTER_TERMINAL names '" + wanted.toStdString() + "', which is not an installed program",
                 "set MUSTER_TERMINAL to a terminal that is, or unset it", "", Retry::safe});
        words[0] = program;
        if (!command.isEmpty())
            words += (words.size() > 1 ? QStringList() : before(program)) + command;
        return words;
    }
    for (const char* name : {"x-terminal-emulator", "gnome-terminal", "konsole", "xfce4-terminal", "kitty",
                             "alacritty", "foot", "xterm"}) {
        const QString program = find(QLatin1String(name), environment);
        if (program.isEmpty())
            continue;
        return command.isEmpty() ? QStringList{program} : QStringList{program} + before(program) + command;
    }
    return failure({"the terminal cannot be opened", "no terminal program was found on this machine",
                    "install one, or name yours in MUSTER_TERMINAL; the command can be copied meanwhile", "",
                    Retry::safe});
}

Result<> openTerminal(const QProcessEnvironment& environment, const QStringList& command) {
    const auto words = terminalWords(environment, command);
    if (!words)
        return failure(words.error());
    QProcess process;
    process.setProgram(words->first());
    process.setArguments(words->mid(1));
    process.setProcessEnvironment(environment);
    if (!process.startDetached())
        return failure(
            {"the terminal cannot be opened",
             words->first().toStdString() + " did not start: " + process.errorString().toStdString(),
             "start it yourself, and copy the command", "", Retry::safe});
    return {};
}

} // namespace muster::ui
