#include "ui/metrics/MetricTile.h"

#include "ui/widgets/WrapLabel.h"

#include <QLabel>

namespace muster::ui {

MetricTile::MetricTile(Theme& theme, const QString& name, const QString& title, QWidget* parent)
    : Card(theme, parent), m_theme(theme), m_heading(title) {
    setObjectName(name);
    auto* heading = new WrapLabel(title, this);
    Theme::setType(heading, Type::small);
    Theme::setTone(heading, Role::faint);
    m_icon = new QLabel(this);
    m_figure = new WrapLabel({}, this);
    m_figure->setObjectName(name + QStringLiteral(".figure"));
    Theme::setType(m_figure, Type::figure);
    m_note = new WrapLabel({}, this);
    m_note->setObjectName(name + QStringLiteral(".note"));
    Theme::setType(m_note, Type::small);
    Theme::setTone(m_note, Role::faint);
    auto* row = new QHBoxLayout;
    row->setSpacing(theme.space(Space::small));
    row->addWidget(m_icon, 0, Qt::AlignVCenter);
    row->addWidget(m_figure, 1);
    body()->setSpacing(theme.space(Space::tight));
    body()->addWidget(heading);
    body()->addLayout(row);
    body()->addWidget(m_note);
    body()->addStretch(1);
    connect(&theme, &Theme::changed, this, &MetricTile::dress);
}

void MetricTile::set(const QString& figure, const QString& note, Role role, const QString& icon) {
    m_figure->setText(figure);
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_role = role;
    m_iconName = icon;
    setAccessibleName(m_heading + QStringLiteral(": ") + figure);
    setAccessibleDescription(note);
    dress();
}

void MetricTile::dress() {
    Theme::setTone(m_figure, m_role);
    m_icon->setVisible(!m_iconName.isEmpty());
    const int side = m_theme.pixels(20);
    if (!m_iconName.isEmpty())
        m_icon->setPixmap(m_theme.icon(m_iconName, m_role).pixmap(side, side));
}

} // namespace muster::ui
