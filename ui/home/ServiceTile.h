// What the probe sees of one service. The state is a glyph and a word, and never older than it says: a
// silent probe is shown as unknown.
#pragma once

#include "models/ports/Desk.h"

#include <QFrame>
#include <cstdint>
#include <optional>
#include <string>

namespace muster::ui {

class Button;
class HealthStrip;
class Theme;
class WrapLabel;
namespace home {
class Status;
}

class ServiceTile : public QFrame {
    Q_OBJECT
public:
    ServiceTile(Theme& theme, const std::string& service, QWidget* parent = nullptr);

    void show(const ports::ServiceHealth& health, const environment::Service* declared, std::int64_t nowMs);
    void tick(std::int64_t nowMs); // time went on and nothing else
    // Whether declaring from here is the one thing to do next; false: nothing is to be declared here.
    bool setProminent(bool prominent);
    [[nodiscard]] const std::string& service() const { return m_health.service; }

signals:
    void declareAsked(const QString& service);

private:
    Theme& m_theme;
    ports::ServiceHealth m_health;
    WrapLabel* m_name;
    home::Status* m_state;
    WrapLabel* m_since;
    WrapLabel* m_why;
    HealthStrip* m_strip;
    WrapLabel* m_asOf;
    WrapLabel* m_figures;
    Button* m_declare;
    bool m_prominent = false;
};

} // namespace muster::ui
