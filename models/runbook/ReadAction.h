// The opening line of a fence: what kind of act it is, and the words that say where and how.
#pragma once

#include "models/base/Place.h"
#include "models/runbook/Markdown.h"
#include "models/runbook/Runbook.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster::runbook {

// Which part of a step the fence is.
enum class Part { action, alreadyDone, ifItFails, undo };

struct InfoWord {
    std::string name;  // "timeout"; the whole word when there is no '='
    std::string value; // "10s"
    bool hasValue = false;
    Place place;      // of the word
    Place valuePlace; // of the value's first byte
};

// The words of an opening line, separated by blanks; "double quotes" keep blanks together.
std::vector<InfoWord> infoWords(std::string_view info, const Place& place, std::vector<Problem>& problems);

// Does the fence act, or mean to? A fence in another language is text for readers, unless its words are ours.
bool actsOrMeansTo(const Block& fence);

// The action of the fence, with every problem of its words; nullopt when its kind is unknown.
std::optional<Action> readAction(const Block& fence, const std::string& file, Part part,
                                 std::vector<Problem>& problems);

} // namespace muster::runbook
