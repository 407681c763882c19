#include "ui/shell/Screens.h"

#include "ui/home/HomeScreen.h"
#include "ui/setup/SetupScreen.h"

#if __has_include("ui/incident/IncidentScreen.h")
#include "ui/incident/IncidentScreen.h"
#define MUSTER_HAS_INCIDENT
#endif
#if __has_include("ui/drills/DrillsScreen.h")
#include "ui/drills/DrillsScreen.h"
#define MUSTER_HAS_DRILLS
#endif
#if __has_include("ui/metrics/MetricsScreen.h")
#include "ui/metrics/MetricsScreen.h"
#define MUSTER_HAS_METRICS
#endif
#if __has_include("ui/reports/ReportsScreen.h")
#include "ui/reports/ReportsScreen.h"
#define MUSTER_HAS_REPORTS
#endif

namespace muster::ui {
namespace {

template <class Made>
[[maybe_unused]] ScreenEntry entry(const char* name, const char* title, const char* icon) {
    return {QLatin1String(name), QLatin1String(title), QLatin1String(icon),
            [](ports::Desk& desk, DeskEvents& events, Theme& theme, QWidget* parent) -> Screen* {
                return new Made(desk, events, theme, parent);
            }};
}

} // namespace

std::vector<ScreenEntry> allScreens() {
    return {
        entry<HomeScreen>("home", "Home", "home"),
#ifdef MUSTER_HAS_INCIDENT
        entry<IncidentScreen>("incident", "Incident", "incident"),
#endif
#ifdef MUSTER_HAS_DRILLS
        entry<DrillsScreen>("drills", "Drills", "drills"),
#endif
#ifdef MUSTER_HAS_METRICS
        entry<MetricsScreen>("metrics", "Metrics", "metrics"),
#endif
#ifdef MUSTER_HAS_REPORTS
        entry<ReportsScreen>("reports", "Reports", "reports"),
#endif
        entry<SetupScreen>("setup", "Setup", "setup"),
    };
}

} // namespace muster::ui
