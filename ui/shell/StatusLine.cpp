#include "ui/shell/StatusLine.h"

#include "models/base/Printable.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ElidedLabel.h"

#include <QBoxLayout>
#include <QDir>

namespace muster::ui {
namespace {

QString shownPath(const std::string& file) {
    auto path = QString::fromStdString(printableLine(file, 1000));
    if (const auto home = QDir::homePath(); path.startsWith(home + QLatin1Char('/')))
        path.replace(0, home.size(), QStringLiteral("~"));
    return path;
}

} // namespace

StatusLine::StatusLine(const ports::Desk& desk, const Theme& theme, QWidget* parent)
    : QFrame(parent), m_desk(desk), m_theme(theme) {
    setObjectName(QStringLiteral("status"));
    Theme::setPanel(this, Role::sunken);
    m_person = new QLabel(this);
    m_journal = new ElidedLabel({}, this);
    m_readOnlyIcon = new QLabel(this);
    m_readOnly = new ElidedLabel({}, this);
    m_readOnly->setObjectName(QStringLiteral("status.readOnly"));
    m_help = new QLabel(QStringLiteral("Everything: Ctrl+K    Shortcuts: F1"), this);
    for (auto* label : {m_person, m_journal, m_help}) {
        label->setTextFormat(Qt::PlainText);
        Theme::setTone(label, Role::faint);
        Theme::setType(label, Type::small);
    }
    Theme::setType(m_readOnly, Type::strong);
    Theme::setTone(m_readOnly, Role::warning);
    auto* row = new QHBoxLayout(this);
    row->addWidget(m_person);
    row->addWidget(m_journal, 1);
    row->addWidget(m_readOnlyIcon);
    row->addWidget(m_readOnly, 2);
    row->addWidget(m_help);
    connect(&theme, &Theme::changed, this, &StatusLine::refresh);
    refresh();
}

void StatusLine::refresh() {
    const int edge = m_theme.space(Space::medium);
    layout()->setContentsMargins(edge, m_theme.space(Space::tight), edge, m_theme.space(Space::tight));
    layout()->setSpacing(m_theme.space(Space::large));
    const auto actor = m_desk.actor();
    m_person->setText(QString::fromStdString(printableLine(actor.name.empty() ? actor.login : actor.name)));
    m_journal->setText(QStringLiteral("Journal ") + shownPath(m_desk.journalFile()));
    const auto readOnly = m_desk.readOnly();
    m_readOnly->setVisible(readOnly.has_value());
    m_readOnlyIcon->setVisible(readOnly.has_value());
    if (readOnly) {
        const int side = m_theme.pixels(16);
        m_readOnlyIcon->setPixmap(m_theme.icon(QStringLiteral("lock"), Role::warning)
                                      .pixmap(QSize(side, side), devicePixelRatioF()));
        m_readOnly->setText(QStringLiteral("Read only: ") +
                            QString::fromStdString(printable(readOnly->text())));
    }
}

} // namespace muster::ui
