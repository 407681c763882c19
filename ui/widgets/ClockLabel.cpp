#include "ui/widgets/ClockLabel.h"

#include <cstdlib>

namespace muster::ui {

ClockLabel::ClockLabel(QWidget* parent, Type type) : QLabel(parent) {
    setTextFormat(Qt::PlainText);
    Theme::setType(this, type);
    setUnknown();
}

QString ClockLabel::words(std::int64_t seconds) {
    const std::int64_t all = std::abs(seconds);
    const auto two = [](std::int64_t number) {
        return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0'));
    };
    const auto sign = seconds < 0 ? QStringLiteral("-") : QString();
    if (all < 3600)
        return sign + two(all / 60) + QLatin1Char(':') + two(all % 60);
    return sign + QString::number(all / 3600) + QLatin1Char(':') + two(all / 60 % 60) + QLatin1Char(':') +
           two(all % 60);
}

void ClockLabel::setSeconds(std::int64_t seconds) {
    const auto text = words(seconds);
    if (text == this->text())
        return;
    setText(text);
}

void ClockLabel::setUnknown() {
    setText(QStringLiteral("--:--"));
}

} // namespace muster::ui
