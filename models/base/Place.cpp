#include "models/base/Place.h"

namespace muster {

std::string Place::text() const {
    std::string out = file;
    if (line > 0)
        out += ":" + std::to_string(line);
    if (line > 0 && column > 0)
        out += ":" + std::to_string(column);
    return out;
}

std::string Problem::text() const {
    return place.text() + ": " + (severity == Severity::warning ? "warning: " : "") + what + ": " + mend;
}

} // namespace muster
