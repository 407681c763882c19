// What Muster works on and how it looks: environments with their tests, documents and what is wrong with
// them, the journal and who acts, appearance.
#pragma once

#include "models/ports/Desk.h"
#include "ui/shell/Screen.h"

class QTabWidget;

namespace muster::ui {

class DeskEvents;
class EnvironmentsPage;
class Theme;

class SetupScreen : public Screen {
    Q_OBJECT
public:
    SetupScreen(ports::Desk& desk, DeskEvents& events, Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] QString name() const override { return QStringLiteral("setup"); }
    [[nodiscard]] QString title() const override { return QStringLiteral("Setup"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("setup"); }
    void shown() override;
    void reveal(const QString& environment, const QString& host) override;

private:
    void add(QWidget* page, const QString& title, const QString& action, const char* name);
    void count(const ports::LibraryView& library);

    QTabWidget* m_tabs;
    EnvironmentsPage* m_environments;
};

} // namespace muster::ui
