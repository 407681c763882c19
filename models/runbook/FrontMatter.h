// The YAML between two `---` lines at the top of a document.
#pragma once

#include "models/document/SourceText.h"
#include "models/document/Yaml.h"
#include "models/runbook/Runbook.h"

#include <string>
#include <vector>

namespace muster::runbook {

// Reads the front matter and blanks its lines in `source`, so that all others keep their numbers. A missing
// or unended one is a problem.
document::YamlNode takeFrontMatter(document::SourceText& source, std::vector<Problem>& problems);

std::vector<Input> readInputs(const document::YamlNode& node, std::vector<Problem>& problems);
std::vector<Capture> readCaptures(const document::YamlNode& node, std::vector<Problem>& problems);

// `needs` and `not-for`, each a map from names of values to what they are.
std::vector<Need> readNeeds(document::YamlMap& front, std::vector<Problem>& problems);

// "2026-11-01", a day that exists.
bool isDate(std::string_view text);

} // namespace muster::runbook
