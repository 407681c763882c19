// One environment as its file declares it: what may be done to it, whom to page, its hosts and services, each
// with a test.
#pragma once

#include "models/ports/Desk.h"

#include <QWidget>
#include <vector>

class QVBoxLayout;

namespace muster::ui {

class ConnectionRow;
class Theme;

class EnvironmentPage : public QWidget {
    Q_OBJECT
public:
    EnvironmentPage(ports::Desk& desk, Theme& theme, const ports::LibraryView::EnvironmentEntry& entry,
                    QWidget* parent = nullptr);

    void testAll();

signals:
    void removeAsked(const QString& name);

private:
    void addHosts(const environment::Environment& environment);
    void addServices(const environment::Environment& environment);

    ports::Desk& m_desk;
    Theme& m_theme;
    std::string m_name;
    QVBoxLayout* m_column;
    std::vector<ConnectionRow*> m_rows;
};

} // namespace muster::ui
