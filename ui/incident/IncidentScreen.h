// The incidents that are being worked on, one at the front. With several, a row of tabs tells them apart by
// number, title, mode and clock.
#pragma once

#include "models/ports/Desk.h"
#include "ui/incident/RunPane.h"
#include "ui/shell/DeskEvents.h"
#include "ui/shell/Screen.h"
#include "ui/theme/Theme.h"

#include <map>
#include <vector>

class QStackedWidget;

namespace muster::ui {

class EmptyState;
class RunSwitcher;

class IncidentScreen : public Screen {
    Q_OBJECT
public:
    IncidentScreen(ports::Desk& desk, DeskEvents& events, Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] QString name() const override { return QStringLiteral("incident"); }
    [[nodiscard]] QString title() const override { return QStringLiteral("Incident"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("incident"); }
    void shown() override;
    void open(std::int64_t run) override;
    [[nodiscard]] std::int64_t run() const override;
    [[nodiscard]] QVariantMap unfinished() const override;
    void restore(const QVariantMap& unfinished) override;
    [[nodiscard]] RunPane* pane() const; // at the front; null: none

private:
    void addActions();
    QAction* add(const QString& text, const QKeySequence& keys, RunPane::Act act);
    void runsChanged();
    void refresh(std::int64_t run);
    void show(std::int64_t run);
    RunPane* paneOf(std::int64_t run);
    void step(int by); // to the next incident
    void dismiss(std::int64_t run);
    void updateActions();

    ports::Desk& m_desk;
    Theme& m_theme;
    RunSwitcher* m_switcher;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    std::vector<std::int64_t> m_order; // of the tabs
    std::map<std::int64_t, RunPane*> m_panes;
    std::vector<std::pair<QAction*, RunPane::Act>> m_acts;
    QVariantMap m_unfinished; // of runs that have no pane yet
};

} // namespace muster::ui
