// Text and attributes of JUnit files. Pure. Inside engine/report only.
#pragma once

#include <string>

namespace muster::report {

std::string xml(std::string text);
std::string attribute(const std::string& name, const std::string& value); // with a blank before it
std::string plainSeconds(double value);                                   // "12.345"; nothing below zero

} // namespace muster::report
