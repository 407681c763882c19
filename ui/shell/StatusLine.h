// The line at the bottom: who works here, on which journal, whether it may be written, and where help is.
#pragma once

#include "models/ports/Desk.h"

#include <QFrame>

class QLabel;

namespace muster::ui {

class Theme;

class StatusLine : public QFrame {
    Q_OBJECT
public:
    StatusLine(const ports::Desk& desk, const Theme& theme, QWidget* parent = nullptr);

    void refresh();

private:
    const ports::Desk& m_desk;
    const Theme& m_theme;
    QLabel* m_person = nullptr;
    QLabel* m_journal = nullptr;
    QLabel* m_readOnlyIcon = nullptr;
    QLabel* m_readOnly = nullptr;
    QLabel* m_help = nullptr;
};

} // namespace muster::ui
