// One line on standard error, with the time. Thread-safe.
#pragma once

#include <string_view>

namespace muster::range {
void log(std::string_view text);
}
