// A rounded panel on which things stand together, with a column inside.
#pragma once

#include "ui/theme/Theme.h"

#include <QBoxLayout>
#include <QFrame>

namespace muster::ui {

class Card : public QFrame {
    Q_OBJECT
public:
    explicit Card(const Theme& theme, QWidget* parent = nullptr, Role panel = Role::surface);

    [[nodiscard]] QVBoxLayout* body() const { return m_body; }
    void setChosen(bool chosen); // an outline in accent

private:
    void arrange();

    const Theme& m_theme;
    QVBoxLayout* m_body = nullptr;
};

} // namespace muster::ui
