// Figures that change while one looks: digits of one width, so that nothing jumps.
#pragma once

#include "ui/theme/Theme.h"

#include <QLabel>
#include <cstdint>

namespace muster::ui {

class ClockLabel : public QLabel {
    Q_OBJECT
public:
    explicit ClockLabel(QWidget* parent = nullptr, Type type = Type::clock);

    void setSeconds(std::int64_t seconds); // "01:12", "1:02:03", "-0:05"
    void setUnknown();                     // "--:--", read as "unknown"
    void setTone(Role role) { Theme::setTone(this, role); }

    [[nodiscard]] static QString words(std::int64_t seconds);
};

} // namespace muster::ui
