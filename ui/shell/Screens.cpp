#include "ui/shell/Screens.h"

#include "ui/drills/DrillsScreen.h"
#include "ui/home/HomeScreen.h"
#include "ui/incident/IncidentScreen.h"
#include "ui/metrics/MetricsScreen.h"
#include "ui/reports/ReportsScreen.h"
#include "ui/setup/SetupScreen.h"

namespace muster::ui {
namespace {

template <class Made> ScreenEntry entry(const char* name, const char* title, const char* icon) {
    return {QLatin1String(name), QLatin1String(title), QLatin1String(icon),
            [](ports::Desk& desk, DeskEvents& events, Theme& theme, QWidget* parent) -> Screen* {
                return new Made(desk, events, theme, parent);
            }};
}

} // namespace

std::vector<ScreenEntry> allScreens() {
    return {
        entry<HomeScreen>("home", "Home", "home"),
        entry<IncidentScreen>("incident", "Incident", "incident"),
        entry<DrillsScreen>("drills", "Drills", "drills"),
        entry<MetricsScreen>("metrics", "Metrics", "metrics"),
        entry<ReportsScreen>("reports", "Reports", "reports"),
        entry<SetupScreen>("setup", "Setup", "setup"),
    };
}

} // namespace muster::ui
