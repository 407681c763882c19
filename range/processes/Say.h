// One line on standard error with the time in UTC: what a program of the range writes into its log.
#pragma once

#include <string>

namespace muster::range {

// Thread-safe: a line is written at once.
void say(const std::string& program, const std::string& text);

} // namespace muster::range
