// Text with {{name}} in it. One pass: what a value holds is never looked at again.
#pragma once

#include "models/base/Error.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace muster {
// Values by name, as runbooks, inputs, captures and environments give them.
using Values = std::map<std::string, std::string>;
} // namespace muster

namespace muster::document {

struct TemplatePart {
    bool isValue = false;
    std::string text;       // literal text, or the name
    std::size_t offset = 0; // in the template
};

// Blanks around a name are allowed. A `{{` without `}}` or a name that no value can have is an error.
[[nodiscard]] Result<std::vector<TemplatePart>> templateParts(std::string_view text);

// The text with every value put through `encode`; an undefined name is an error that says which names exist.
[[nodiscard]] Result<std::string>
fillTemplate(std::string_view text, const Values& values,
             const std::function<Result<std::string>(const std::string&)>& encode);
// The same, values as they are.
[[nodiscard]] Result<std::string> fillTemplate(std::string_view text, const Values& values);

// The value of a name; an error that suggests the nearest name when there is none.
[[nodiscard]] Result<std::string> valueOf(const std::string& name, const Values& values);

} // namespace muster::document
