// Templates of messages: Markdown whose first `# Heading` is the title and whose {{names}} are filled in
// from the run. docs/TEMPLATES.md lists the names. Pure.
#pragma once

#include "models/document/Template.h"

#include <string>
#include <string_view>
#include <vector>

namespace muster::communication {

struct MessageText {
    std::string title; // empty where the text has no heading
    std::string text;  // what stands below it, without blank lines at both ends; ends with a newline
};

MessageText readMessage(std::string_view markdown);

// The names that every run can fill, also where it has no value for them yet. A runbook's inputs and captures
// come beside them.
const std::vector<std::string>& messageNames();

// What can be filled in is; a name without a value stays in the text as {{name}}, so that whoever sends it
// sees what is missing. Never fails: what is no {{name}} is text. No value is looked at again.
std::string fillMessage(std::string_view text, const Values& values);

// The names that are left in a filled text, each once, in their order: what is to be written by hand.
std::vector<std::string> unfilledNames(std::string_view text);

} // namespace muster::communication
