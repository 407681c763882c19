// How a screen sends the person elsewhere, without knowing who is there. The main window is it.
#pragma once

#include <QString>
#include <cstdint>

namespace muster::ui {

class Navigator {
public:
    virtual ~Navigator() = default;
    virtual void
    openScreen(const QString& name) = 0; // "home", "incident", "drills", "metrics", "reports", "setup"
    virtual void
    openRun(std::int64_t run) = 0; // an open run on the incident screen, a drill or a past run in its own
    virtual void openReport(std::int64_t run) = 0;
    virtual void openHost(const QString& environment, const QString& host) { // where it is tested
        Q_UNUSED(environment)
        Q_UNUSED(host)
        openScreen(QStringLiteral("setup"));
    }
    virtual void declare(const QString& runbook = {}) = 0; // the dialog, with this runbook chosen
    // A short word at the window's edge that goes by itself; errors stay until they are dismissed.
    virtual void say(const QString& text) = 0;
    virtual void complain(const QString& what, const QString& why, const QString& next) = 0;
};

} // namespace muster::ui
