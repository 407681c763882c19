// What a drill does, in its own words and with its commands: what it breaks and where, how it looks whether
// all is well, and how it puts back.
#pragma once

#include "ui/drills/DrillWords.h"

#include <QScrollArea>

namespace muster::ui {

class DrillAbout : public QScrollArea {
    Q_OBJECT
public:
    DrillAbout(Theme& theme, QWidget* parent);

    // `environment` may be null: then the targets are shown as they are written.
    void setDrill(const ports::LibraryView::DrillEntry& drill, const environment::Environment* environment);

private:
    Theme& m_theme;
    std::string m_shown; // sha256 of what is built, with the environment's
};

// "db@primary: db-a or db-b"
[[nodiscard]] QStringList whereLines(const runbook::Drill& drill,
                                     const environment::Environment* environment);

} // namespace muster::ui
