// Texts for people with {{names}} in them. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace muster::run {

// In one pass: a value that itself holds {{name}} is text. Names without a value stay as they are, so that
// nobody sends a text with a hole in it unseen.
std::string filled(std::string_view text, const std::map<std::string, std::string>& values);

} // namespace muster::run
