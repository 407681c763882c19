#include "ui/incident/CopyAs.h"

#include "models/base/Shell.h"

namespace muster::ui {
namespace {

// A delimiter that no line of the text is equal to.
QString delimiterFor(const QString& text) {
    QString word = QStringLiteral("EOF");
    const auto lines = text.split(QLatin1Char('\n'));
    while (lines.contains(word))
        word += QLatin1Char('F');
    return word;
}

QString joined(const QStringList& words) {
    std::vector<std::string> plain;
    for (const auto& word : words)
        plain.push_back(word.toStdString());
    return QString::fromStdString(shellJoin(plain));
}

QString quoted(const QString& word) {
    return QString::fromStdString(shellQuote(word.toStdString()));
}

} // namespace

QStringList sshWords(const environment::Environment& environment, const std::string& host) {
    const auto found = environment.hosts.find(host);
    if (found == environment.hosts.end() || !found->second.ssh)
        return {};
    const auto& ssh = *found->second.ssh;
    QStringList words{QStringLiteral("ssh"), QStringLiteral("-p"), QString::number(ssh.port)};
    if (!ssh.keyFile.empty())
        words << QStringLiteral("-i") << QString::fromStdString(ssh.keyFile);
    if (!ssh.knownHostsFile.empty())
        words << QStringLiteral("-o")
              << QStringLiteral("UserKnownHostsFile=") + QString::fromStdString(ssh.knownHostsFile);
    const auto address = QString::fromStdString(ssh.address);
    words << (ssh.user.empty() ? address : QString::fromStdString(ssh.user) + QLatin1Char('@') + address);
    return words;
}

QString asSsh(const ports::Preview& act, const environment::Environment& environment) {
    if (act.kind == "http")
        return {};
    const QStringList words = sshWords(environment, act.host);
    QString text = QString::fromStdString(act.text);
    if (!text.endsWith(QLatin1Char('\n')))
        text += QLatin1Char('\n');
    const QString end = delimiterFor(text);
    const QString command =
        words.isEmpty() ? QStringLiteral("sh -eu") : joined(words) + QStringLiteral(" 'sh -eu'");
    return command + QStringLiteral(" <<'") + end + QStringLiteral("'\n") + text + end + QLatin1Char('\n');
}

QString asCurl(const ports::Preview& act, const environment::Environment& environment) {
    if (act.kind != "http")
        return {};
    const QString text = QString::fromStdString(act.text);
    const auto lines = text.split(QLatin1Char('\n'));
    const auto first = lines.value(0).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (first.size() < 2)
        return {};
    QString url = first[1];
    if (const auto service = environment.services.find(act.host);
        url.startsWith(QLatin1Char('/')) && service != environment.services.end())
        url = QString::fromStdString(service->second.url) + url;
    QString out = QStringLiteral("curl -i -X ") + quoted(first[0]) + QLatin1Char(' ') + quoted(url);
    qsizetype line = 1;
    for (; line < lines.size() && !lines[line].trimmed().isEmpty(); ++line)
        out += QStringLiteral(" \\\n  -H ") + quoted(lines[line]);
    const QString body = lines.mid(line + 1).join(QLatin1Char('\n'));
    if (!body.isEmpty())
        out += QStringLiteral(" \\\n  --data-raw ") + quoted(body);
    return out;
}

} // namespace muster::ui
