// What runbooks and drills read alike: the document, ticks, prose.
#pragma once

#include "models/document/SourceText.h"
#include "models/document/Yaml.h"
#include "models/runbook/Markdown.h"
#include "models/runbook/Runbook.h"

#include <string>
#include <vector>

namespace muster::runbook {

struct OpenedDocument {
    Document document;
    document::YamlNode front;
    Outline outline; // empty when the text must not be parsed
};

// Checks the text, takes the front matter, parses the rest. Warns of fences that hide in lists and quotes.
OpenedDocument openDocument(document::SourceText& source, std::string fileName, std::string text,
                            std::vector<Problem>& problems);

// The items of a list that are ticks; their lines are added to `lines`, which are no prose.
std::vector<Tick> readTicks(const Block& list, std::vector<std::pair<int, int>>& lines);

// The lines first..last without those in `without`, without empty lines around it.
std::string proseOf(const document::SourceText& source, int first, int last,
                    const std::vector<std::pair<int, int>>& without);

// The links of `### Decide`.
std::vector<Branch> readBranches(const Block& list, std::vector<Problem>& problems);

// A name out of an address: "%C3%BC" is "ü".
std::string percentDecoded(std::string_view text);

void sortByPlace(std::vector<Problem>& problems);

} // namespace muster::runbook
