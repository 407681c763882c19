#include "ui/incident/ReturnedView.h"

#include "ui/incident/Pieces.h"
#include "ui/incident/Words.h"
#include "ui/shell/DeskEvents.h"
#include "ui/widgets/CodeView.h"

#include <QHBoxLayout>
#include <algorithm>

namespace muster::ui {
namespace {

StateLook lookOf(const report::Act& act) {
    if (act.result == "ok")
        return stateLook("done");
    if (act.result == "open")
        return stateLook("active");
    if (act.result == "simulated" || act.result == "unknown")
        return stateLook(act.result);
    return stateLook("failed");
}

QString ending(const report::Act& act) {
    QStringList parts{actResultWord(act.result)};
    if (act.exitCode)
        parts << QStringLiteral("exit %1").arg(*act.exitCode);
    if (act.status)
        parts << QStringLiteral("status %1").arg(*act.status);
    if (!act.signal.empty())
        parts << QStringLiteral("signal %1").arg(shown(act.signal));
    if (act.seconds)
        parts << QStringLiteral("after %1")
                     .arg(QString::fromStdString(
                         formatDuration(Milliseconds(static_cast<std::int64_t>(*act.seconds * 1000)))));
    if (act.polls && *act.polls > 1)
        parts << QStringLiteral("asked %1 times").arg(*act.polls);
    return parts.join(QStringLiteral(" · "));
}

QString partWord(const std::string& part) {
    if (part == "already-done")
        return QStringLiteral("Already done? ");
    if (part == "if-it-fails")
        return QStringLiteral("If it fails: ");
    if (part == "undo")
        return QStringLiteral("Undo: ");
    return {};
}

} // namespace

QString lastLines(const QString& text, int count) {
    qsizetype end = text.size();
    while (end > 0 && text[end - 1] == QLatin1Char('\n'))
        --end;
    qsizetype from = end;
    for (int line = 0; line < count && from > 0; ++line) {
        const auto before = from > 0 ? text.lastIndexOf(QLatin1Char('\n'), from - 1) : -1;
        from = std::max<qsizetype>(0, before);
        if (before < 0)
            break;
    }
    if (from < end && text[from] == QLatin1Char('\n'))
        ++from;
    return text.mid(from, end - from);
}

ReturnedView::ReturnedView(ports::Desk& desk, Theme& theme, QWidget* parent)
    : QWidget(parent), m_desk(desk), m_theme(theme), m_column(new QVBoxLayout(this)) {
    setObjectName(QStringLiteral("returned"));
    pad(theme, m_column, even(0, 6));
}

void ReturnedView::show(const std::vector<report::Act>& acts, int lines, bool tellAttempts) {
    empty(m_column);
    // In the order of their first host; hosts that came back alike stand together.
    std::vector<std::pair<report::Act, QStringList>> told;
    for (const auto& act : acts) {
        auto found = std::find_if(told.begin(), told.end(), [&](const auto& each) {
            const auto& other = each.first;
            return other.part == act.part && other.attempt == act.attempt && other.result == act.result &&
                   other.why == act.why && other.exitCode == act.exitCode && other.status == act.status &&
                   other.outSha256 == act.outSha256 && other.errSha256 == act.errSha256;
        });
        if (found == told.end())
            told.emplace_back(act, QStringList{shown(act.host)});
        else
            found->second << shown(act.host);
    }
    for (const auto& [act, hosts] : told)
        addAct(act, hosts.join(QStringLiteral(", ")), lines, tellAttempts);
    setVisible(!acts.empty());
}

void ReturnedView::addAct(const report::Act& act, const QString& hosts, int lines, bool tellAttempt) {
    const auto look = lookOf(act);
    auto* row = new QHBoxLayout;
    pad(m_theme, row, even(0, 8));
    auto* glyph = new Glyph(m_theme, this);
    glyph->show(look.icon, look.role, look.word);
    row->addWidget(glyph, 0, Qt::AlignTop);
    QString line = partWord(act.part) + hosts + QStringLiteral(" ") + ending(act);
    if (tellAttempt && act.attempt > 1)
        line += QStringLiteral(" · attempt %1").arg(act.attempt);
    if (!act.why.empty())
        line += QStringLiteral("\n") + shown(act.why);
    row->addWidget(words(line, Type::body, Role::text, this), 1);
    m_column->addLayout(row);
    if (lines <= 0)
        return;
    for (const auto& hash : {act.errSha256, act.outSha256}) {
        if (hash.empty())
            continue;
        auto* code = new CodeView(m_theme, QStringLiteral("last lines of %1").arg(hosts), this);
        code->setObjectName(QStringLiteral("lastLines"));
        code->hide();
        m_column->addWidget(code);
        m_desk.output(hash, onUi<std::string>(code, [code, lines](Result<std::string> text) {
                          // Only its end is made printable: it may be megabytes.
                          constexpr std::size_t enough = 64U << 10U;
                          if (text && text->size() > enough)
                              text->erase(0, text->size() - enough);
                          const QString told = text ? lastLines(shown(*text), lines)
                                                    : QStringLiteral("The output cannot be read: ") +
                                                          shown(text.error().text());
                          if (told.trimmed().isEmpty())
                              return;
                          code->setCode(told);
                          code->show();
                      }));
    }
}

} // namespace muster::ui
