#include "ui/home/FirstSteps.h"

#include "ui/home/Labels.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/WrapLabel.h"

#include <QFrame>
#include <QVBoxLayout>

namespace muster::ui {

using namespace home;

FirstSteps::FirstSteps(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_text(label({}, "body", "text")) {
    setObjectName(QStringLiteral("home.firstSteps"));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, theme.space(Space::small), 0, 0);
    auto* frame = card("firstSteps");
    outer->addWidget(frame);
    auto* row = new QHBoxLayout(frame);
    const int edge = theme.space(Space::large);
    row->setContentsMargins(edge, edge, edge, edge);
    row->setSpacing(edge);
    auto* words = new QVBoxLayout;
    words->setSpacing(theme.space(Space::tight));
    words->addWidget(label(QStringLiteral("Nothing has happened yet: practise"), "strong"));
    words->addWidget(m_text);
    words->addWidget(
        label(QStringLiteral("Ctrl+K finds every action, runbook, host and incident. F1 lists the keys."),
              "small", "faint"));
    row->addLayout(words, 1);
    auto* drill = button(theme, QStringLiteral("Choose a drill"), "home.firstDrill",
                         QStringLiteral("Go to the drills"), Button::Kind::primary);
    row->addWidget(drill, 0, Qt::AlignVCenter);
    connect(drill, &QPushButton::clicked, this, &FirstSteps::drillAsked);
    hide();
}

void FirstSteps::show(const QString& environment) {
    m_text->setText(
        QStringLiteral(
            "Drills are allowed on “%1”. A drill breaks it on purpose, recovers it by its runbook, measures "
            "how "
            "long that took, and puts everything back. When something is down, a tile above says so: "
            "press Ctrl+I and Muster leads you through.")
            .arg(environment));
    setVisible(true);
}

} // namespace muster::ui
