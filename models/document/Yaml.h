// YAML as Muster's documents use it: maps, lists and words with their places; no aliases, no tags, bounded
// depth and size. Nothing of it is ever executed or expanded.
#pragma once

#include "models/base/Duration.h"
#include "models/base/Place.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster::document {

struct YamlNode {
    enum class Kind { nothing, word, list, map };
    struct Key {
        std::string text;
        Place place;
    };
    Kind kind = Kind::nothing;
    std::string word;
    bool quoted = false;
    std::vector<Key> keys;        // of a map, in the order of the file; `values` stand beside them
    std::vector<YamlNode> values; // of a map or a list
    Place place;
};

// Reads one YAML document whose first line is line `firstLine` of `file`. Syntax errors, duplicate keys,
// anchors, aliases, tags, keys that are not plain words and nesting deeper than 16 become problems; the
// node is then empty. `text` has passed SourceText. Never throws.
YamlNode readYaml(const std::string& file, std::string_view text, int firstLine,
                  std::vector<Problem>& problems);

// Reads a map by its known words. Every word asked for is known; `finish` reports all others.
class YamlMap {
public:
    // `what` names the map in problems: "host 'db-a'". A node that is no map is a problem and reads as empty.
    YamlMap(const YamlNode& node, std::string what, std::vector<Problem>& problems);

    // nullptr when the key is missing or has no value.
    const YamlNode* find(const std::string& key);
    // As above; a missing key is a problem.
    const YamlNode* need(const std::string& key);
    std::string text(const std::string& key, std::string fallback = {});
    std::string needText(const std::string& key);
    std::optional<Milliseconds> duration(const std::string& key);
    int integer(const std::string& key, int fallback, int least, int most);
    // One of two words: true for `yes`.
    bool choice(const std::string& key, bool fallback, const std::string& yes, const std::string& no);
    std::vector<std::string> list(const std::string& key);
    // The place of the key, of the map when it is missing.
    [[nodiscard]] Place place(const std::string& key) const;
    void finish();

    void problem(const Place& place, const std::string& what, const std::string& mend);
    [[nodiscard]] const std::string& what() const { return m_what; }

private:
    const YamlNode& m_node;
    std::string m_what;
    std::vector<Problem>& m_problems;
    std::vector<std::string> m_known;
};

// A list of words; anything else is a problem. A single word reads as a list of one.
std::vector<std::string> yamlWords(const YamlNode& node, const std::string& what,
                                   std::vector<Problem>& problems);
// A map from words to words.
std::map<std::string, std::string> yamlTexts(const YamlNode& node, const std::string& what,
                                             std::vector<Problem>& problems);

} // namespace muster::document
