// A state as a glyph and a word, in the colour of its role: never by colour alone.
#pragma once

#include "ui/theme/Theme.h"

#include <QFrame>

class QLabel;

namespace muster::ui {

class StatusChip : public QFrame {
    Q_OBJECT
public:
    enum class Look { plain, outlined, filled };

    explicit StatusChip(const Theme& theme, QWidget* parent = nullptr, Look look = Look::outlined);
    StatusChip(const Theme& theme, const QString& icon, const QString& word, Role role,
               QWidget* parent = nullptr, Look look = Look::outlined);

    void set(const QString& icon, const QString& word, Role role); // no icon: an empty name
    [[nodiscard]] QString word() const { return m_text; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void arrange();

    const Theme& m_theme;
    Look m_look;
    QString m_iconName, m_text;
    Role m_role = Role::text;
    QLabel* m_icon = nullptr;
    QLabel* m_word = nullptr;
};

} // namespace muster::ui
