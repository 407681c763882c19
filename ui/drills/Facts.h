// Names and values below each other, as a group of things that belong together.
#pragma once

#include "ui/widgets/Card.h"

#include <QGridLayout>
#include <vector>

namespace muster::ui {

struct Fact {
    QString name, value;
    Role role = Role::text;
    QString icon; // before the value, where the role means something
};

class Facts : public Card {
    Q_OBJECT
public:
    Facts(Theme& theme, const QString& name, const QString& title, QWidget* parent);

    void set(const std::vector<Fact>& facts);

private:
    Theme& m_theme;
    QGridLayout* m_grid = nullptr;
};

} // namespace muster::ui
