// The end of a run: what was measured, what is left to do, closing it, and its report. The checklist is here
// while the run is still open, too.
#pragma once

#include "models/ports/Desk.h"
#include "ui/theme/Theme.h"

#include <QFrame>
#include <memory>

class QLabel;
class QVBoxLayout;

namespace muster::ui {

class ActButton;
class ChecklistView;
class Glyph;

class FinishPage : public QFrame {
    Q_OBJECT
public:
    FinishPage(Theme& theme, QWidget* parent);

    void show(const std::shared_ptr<const ports::RunView>& view);
    void closeRefused(const Error& error);
    void takeFocus();
    void pressClose(); // Ctrl+Shift+Enter
    [[nodiscard]] ChecklistView* checklist() const { return m_checklist; }

signals:
    void closeAsked();
    void reportAsked();

private:
    void tellFigures();

    Theme& m_theme;
    Glyph* m_glyph;
    QLabel* m_title;
    QLabel* m_why;
    QVBoxLayout* m_figures;
    QWidget* m_figuresArea;
    QLabel* m_left;
    QLabel* m_trouble;
    ActButton* m_close;
    ActButton* m_report;
    ChecklistView* m_checklist;
    std::shared_ptr<const ports::RunView> m_view;
    bool m_wasClosable = false;
};

} // namespace muster::ui
