#include "ui/incident/ActsView.h"

#include "ui/incident/ActButton.h"
#include "ui/incident/CopyAs.h"
#include "ui/incident/Pieces.h"
#include "ui/incident/Words.h"
#include "ui/widgets/CodeView.h"

#include <QClipboard>
#include <QGuiApplication>
#include <algorithm>

namespace muster::ui {
namespace {

bool same(const ports::Preview& one, const ports::Preview& other) {
    return one.over == other.over && one.kind == other.kind && one.text == other.text &&
           one.expected == other.expected;
}

QString hostsOf(const std::vector<ports::Preview>& acts) {
    QStringList names;
    for (const auto& act : acts)
        names << shown(act.host);
    if (names.size() <= 4)
        return names.join(QStringLiteral(", "));
    return QStringLiteral("%1 and %2 more")
        .arg(names.mid(0, 3).join(QStringLiteral(", ")))
        .arg(names.size() - 3);
}

} // namespace

ActsView::ActsView(Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_column(new QVBoxLayout(this)) {
    setObjectName(QStringLiteral("acts"));
    pad(theme, m_column, even(0, 10));
}

void ActsView::show(const std::vector<ports::Preview>& acts, const environment::Environment& environment,
                    bool asWritten) {
    empty(m_column);
    m_acts = acts;
    m_environment = environment;
    std::vector<bool> taken(acts.size(), false);
    for (std::size_t i = 0; i < acts.size(); ++i) {
        if (taken[i])
            continue;
        std::vector<ports::Preview> block;
        for (std::size_t j = i; j < acts.size(); ++j)
            if (!taken[j] && same(acts[i], acts[j])) {
                taken[j] = true;
                block.push_back(acts[j]);
            }
        addBlock(block, asWritten);
    }
    setVisible(!acts.empty());
}

void ActsView::addBlock(const std::vector<ports::Preview>& block, bool asWritten) {
    const auto& act = block.front();
    auto* head = new QHBoxLayout;
    pad(m_theme, head, even(0, 8));
    auto* where = words({}, Type::body, Role::text, this);
    QString place = QStringLiteral("on %1").arg(hostsOf(block));
    if (!act.over.empty())
        place += QLatin1Char(' ') + overWord(act.over);
    if (asWritten)
        place += QStringLiteral(" · as the runbook writes it");
    where->setText(place);
    QStringList all;
    for (const auto& each : block)
        all << shown(each.host);
    where->setToolTip(plainTip(all.join(QStringLiteral(", "))));
    head->addWidget(where, 1);

    const QString ssh = asWritten ? QString() : asSsh(act, m_environment);
    const QString curl = asWritten ? QString() : asCurl(act, m_environment);
    if (!ssh.isEmpty() || !curl.isEmpty()) {
        const bool http = ssh.isEmpty();
        auto* copy =
            new ActButton(m_theme, ActButton::Kind::quiet,
                          http ? QStringLiteral("Copy as curl") : QStringLiteral("Copy as ssh"), this);
        copy->setObjectName(QStringLiteral("copyAs"));
        copy->setGlyph(QStringLiteral("copy"));
        connect(copy, &ActButton::chosen, this, [this, http, ssh, curl] {
            put(http ? curl : ssh, http ? QStringLiteral("The request is on the clipboard, as curl")
                                        : QStringLiteral("The command is on the clipboard, as ssh"));
        });
        head->addWidget(copy, 0, Qt::AlignTop);
    }

    if (m_environment.hosts.count(act.host) != 0) {
        auto* terminal = new ActButton(m_theme, ActButton::Kind::quiet, QStringLiteral("Terminal"), this);
        terminal->setObjectName(QStringLiteral("terminal"));
        terminal->setGlyph(QStringLiteral("terminal"));
        terminal->setToolTip(
            plainTip(QStringLiteral("Open your own terminal on %1 (Ctrl+Shift+T)").arg(shown(act.host))));
        connect(terminal, &ActButton::chosen, this,
                [this, host = act.host] { emit terminalAsked(QString::fromStdString(host)); });
        head->addWidget(terminal, 0, Qt::AlignTop);
    }
    m_column->addLayout(head);

    auto* code = new CodeView(
        m_theme, asWritten ? QStringLiteral("command as it is written") : QStringLiteral("command"), this);
    code->setObjectName(QStringLiteral("command"));
    QString text = shown(act.text);
    while (text.endsWith(QLatin1Char('\n')))
        text.chop(1);
    code->setCode(text);
    connect(code, &CodeView::copied, this,
            [this] { emit copied(QStringLiteral("The command is on the clipboard")); });
    m_column->addWidget(code);
    if (!act.expected.empty())
        m_column->addWidget(
            words(QStringLiteral("Expected: ") + shown(act.expected), Type::small, Role::faint, this));
}

void ActsView::put(const QString& text, const QString& what) {
    QGuiApplication::clipboard()->setText(text);
    emit copied(what);
}

void ActsView::copyShown() {
    QStringList texts;
    for (const auto& act : m_acts)
        if (const auto text = QString::fromStdString(act.text); !texts.contains(text))
            texts << text;
    if (!texts.isEmpty())
        put(texts.join(QLatin1Char('\n')), QStringLiteral("The command is on the clipboard"));
}

void ActsView::copyAsSsh() {
    QStringList texts;
    for (const auto& act : m_acts)
        if (const auto text = asSsh(act, m_environment); !text.isEmpty())
            texts << text;
    if (!texts.isEmpty())
        put(texts.join(QLatin1Char('\n')), QStringLiteral("The command is on the clipboard, as ssh"));
    else
        emit copied(QStringLiteral("Nothing here runs over ssh"));
}

void ActsView::copyAsCurl() {
    QStringList texts;
    for (const auto& act : m_acts)
        if (const auto text = asCurl(act, m_environment); !text.isEmpty())
            texts << text;
    if (!texts.isEmpty())
        put(texts.join(QLatin1Char('\n')), QStringLiteral("The request is on the clipboard, as curl"));
    else
        emit copied(QStringLiteral("Nothing here is a request"));
}

QStringList ActsView::hosts() const {
    QStringList out;
    for (const auto& act : m_acts)
        if (m_environment.hosts.count(act.host) != 0)
            out << QString::fromStdString(act.host);
    return out;
}

} // namespace muster::ui
