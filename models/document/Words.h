// What somebody may have meant: the nearest of the words that are known.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster::document {

// The known word that `word` is most likely a slip of (at most two slips), empty when there is none.
std::string nearest(std::string_view word, const std::vector<std::string>& known);

// How to mend an unknown word: "did you mean 'owner'?", else "known here: a, b, c".
std::string suggestion(std::string_view word, const std::vector<std::string>& known);

// True for names of values, inputs, captures and secrets: [a-z_][a-z0-9_]*. Lower case keeps them apart from
// the variables that steer shells and programs (PATH, IFS, LD_PRELOAD, PGHOST).
bool isValueName(std::string_view name);

// True for ids of documents, hosts, groups, roles, services: letters, digits, '.', '_' and '-', beginning
// with a letter or digit, at most 100 bytes.
bool isName(std::string_view name);

} // namespace muster::document
