#include "ui/drills/Facts.h"

#include "ui/widgets/WrapLabel.h"

#include <QLabel>

namespace muster::ui {

Facts::Facts(Theme& theme, const QString& name, const QString& title, QWidget* parent)
    : Card(theme, parent), m_theme(theme) {
    setObjectName(name);
    setAccessibleName(title);
    auto* head = new QLabel(title, this);
    Theme::setType(head, Type::strong);
    body()->addWidget(head);
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(theme.space(Space::large));
    m_grid->setVerticalSpacing(theme.space(Space::tight) + 2);
    m_grid->setColumnStretch(0, 5);
    m_grid->setColumnStretch(2, 6);
    body()->addLayout(m_grid);
    body()->addStretch(1);
}

void Facts::set(const std::vector<Fact>& facts) {
    while (auto* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    for (const auto& fact : facts) {
        auto* name = new WrapLabel(fact.name, this);
        Theme::setType(name, Type::small);
        Theme::setTone(name, Role::faint);
        auto* value = new WrapLabel(fact.value, this);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        Theme::setType(value, Type::small);
        Theme::setTone(value, fact.role);
        value->setAccessibleName(fact.name + QStringLiteral(": ") + fact.value);
        m_grid->addWidget(name, row, 0, Qt::AlignTop);
        m_grid->addWidget(value, row, 2, Qt::AlignTop);
        if (!fact.icon.isEmpty()) {
            auto* icon = new QLabel(this);
            const int side = m_theme.pixels(14);
            icon->setPixmap(m_theme.icon(fact.icon, fact.role).pixmap(side, side));
            m_grid->addWidget(icon, row, 1, Qt::AlignTop);
        }
        ++row;
    }
}

} // namespace muster::ui
