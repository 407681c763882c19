#include "models/report/Standing.h"

#include "models/base/Duration.h"

#include <algorithm>
#include <cmath>

namespace muster::report {

Standing standing(Seconds figure, Seconds target, bool atLeast) {
    if (!figure || !target)
        return Standing::untold;
    return atLeast || *figure > *target ? Standing::missed : Standing::within;
}

std::optional<double> ratio(Seconds figure, Seconds target) {
    if (!figure || !target)
        return std::nullopt;
    if (*target > 0)
        return *figure / *target;
    return *figure > 0 ? std::nullopt : std::optional<double>(0);
}

std::string spoken(Seconds figure, bool atLeast) {
    if (!figure)
        return "not measured";
    const auto milliseconds = std::llround(std::min(std::max(*figure, 0.0), 1e9) * 1000);
    const std::string text = milliseconds == 0 ? "0 s" : formatDuration(Milliseconds(milliseconds));
    return atLeast ? "at least " + text : text;
}

} // namespace muster::report
