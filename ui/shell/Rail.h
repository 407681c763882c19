// The way between screens: an icon, a word and a shortcut each, at the left edge of the window.
#pragma once

#include "ui/shell/Screens.h"

#include <QButtonGroup>
#include <QFrame>
#include <QToolButton>
#include <map>

namespace muster::ui {

class Rail : public QFrame {
    Q_OBJECT
public:
    Rail(const Theme& theme, const std::vector<ScreenEntry>& entries, QWidget* parent = nullptr);

    void select(const QString& name);
    void setBadge(const QString& name, const QString& text);

signals:
    void chosen(const QString& name);

private:
    void arrange();

    const Theme& m_theme;
    std::map<QString, QToolButton*> m_buttons;
};

} // namespace muster::ui
