#include "ui/shell/StatusLine.h"

#include "models/base/Printable.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ElidedLabel.h"

#include <QAction>
#include <QBoxLayout>
#include <QDir>
#include <QMenu>
#include <QToolButton>

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
    for (auto* label : {m_person, m_journal}) {
        label->setTextFormat(Qt::PlainText);
        Theme::setTone(label, Role::faint);
        Theme::setType(label, Type::small);
    }
    Theme::setType(m_readOnly, Type::strong);
    Theme::setTone(m_readOnly, Role::warning);
    m_row = new QHBoxLayout(this);
    m_row->addWidget(m_person);
    m_row->addWidget(m_journal, 1);
    m_row->addWidget(m_readOnlyIcon);
    m_row->addWidget(m_readOnly, 2);
    connect(&theme, &Theme::changed, this, &StatusLine::refresh);
    refresh();
}

void StatusLine::addButton(QAction* action, const QString& word, const QString& icon, QMenu* menu) {
    auto* button = new QToolButton(this);
    button->setObjectName(QStringLiteral("status.") + word.toLower());
    const auto keys = action ? action->shortcut().toString(QKeySequence::NativeText) : QString();
    button->setText(keys.isEmpty() ? word : word + QStringLiteral("  ") + keys);
    button->setAccessibleName(word);
    button->setToolTip(keys.isEmpty() ? word : QStringLiteral("%1 (%2)").arg(word, keys));
    button->setIcon(m_theme.icon(icon, Role::faint));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    Theme::setType(button, Type::small);
    if (menu) {
        button->setMenu(menu);
        button->setPopupMode(QToolButton::InstantPopup);
    }
    if (action)
        connect(button, &QToolButton::clicked, action, &QAction::trigger);
    m_row->addWidget(button);
    m_buttons << button;
    refresh();
}

void StatusLine::refresh() {
    for (auto* button : m_buttons)
        button->setIconSize(QSize(m_theme.pixels(16), m_theme.pixels(16)));
    const int edge = m_theme.space(Space::medium);
    layout()->setContentsMargins(edge, m_theme.space(Space::hair), edge, m_theme.space(Space::hair));
    layout()->setSpacing(m_theme.space(Space::medium));
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
