// The line at the bottom: who works here, on which journal, whether it may be written, and where help is.
#pragma once

#include "models/ports/Desk.h"

#include <QFrame>
#include <QList>

class QAction;
class QHBoxLayout;
class QLabel;
class QMenu;
class QToolButton;

namespace muster::ui {

class Theme;

class StatusLine : public QFrame {
    Q_OBJECT
public:
    StatusLine(const ports::Desk& desk, const Theme& theme, QWidget* parent = nullptr);

    void refresh();
    // Buttons at the right end: what is always at hand.
    void addButton(QAction* action, const QString& word, const QString& icon, QMenu* menu = nullptr);

private:
    const ports::Desk& m_desk;
    const Theme& m_theme;
    QLabel* m_person = nullptr;
    QLabel* m_journal = nullptr;
    QLabel* m_readOnlyIcon = nullptr;
    QLabel* m_readOnly = nullptr;
    QHBoxLayout* m_row = nullptr;
    QList<QToolButton*> m_buttons;
};

} // namespace muster::ui
