// The last minute of a service, a bar a second: good ones low and grey, failed ones high, unknown ones
// hollow, so that shape says it too. Its accessible name and tooltip say it in words.
#pragma once

#include "models/ports/Desk.h"

#include <QWidget>
#include <vector>

namespace muster::ui {

class Theme;

class HealthStrip : public QWidget {
    Q_OBJECT
public:
    explicit HealthStrip(Theme& theme, QWidget* parent = nullptr);

    void show(const std::vector<ports::ServiceHealth::Tick>& lastMinute);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Theme& m_theme;
    std::vector<ports::ServiceHealth::Tick> m_ticks;
};

} // namespace muster::ui
