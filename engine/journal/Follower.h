// Follows a chain line by line. Pure; safe with bytes from anywhere.
#pragma once

#include "engine/journal/Chain.h"
#include "engine/journal/Verify.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace muster::journal {

class Follower {
public:
    // False at the line that breaks the chain; the report then says which and why.
    bool take(std::string_view line);

    ChainReport report;                        // type and run are those of the line taken last
    std::string hash;                          // of the event taken last
    std::string writer;                        // of all of them
    std::map<std::string, std::int64_t> named; // output that events name, and the first event that does

    // Besides the lines: the hash that event `sequence` had, once it was taken.
    std::int64_t watched = 0; // set it before
    std::string watchedHash;

private:
    std::optional<std::string> problemOf(const incident::Event& event, std::string_view line) const;
    void noteOutput(const Json& body);

    std::int64_t m_expected = 0;
    std::string m_head = chainStart;
};

// The report of a chain that broke without a line of its own.
ChainReport brokenAt(ChainReport report, std::int64_t sequence, const std::string& why);

} // namespace muster::journal
