// One figure of the metrics with its name above and what it means below.
#pragma once

#include "ui/widgets/Card.h"

class QLabel;

namespace muster::ui {

class WrapLabel;

class MetricTile : public Card {
    Q_OBJECT
public:
    MetricTile(Theme& theme, const QString& name, const QString& title, QWidget* parent);

    // `icon` stands before the figure where the role means something.
    void set(const QString& figure, const QString& note, Role role = Role::text, const QString& icon = {});

private:
    void dress();

    Theme& m_theme;
    QString m_heading, m_iconName;
    Role m_role = Role::text;
    QLabel* m_icon = nullptr;
    WrapLabel* m_figure = nullptr;
    WrapLabel* m_note = nullptr;
};

} // namespace muster::ui
