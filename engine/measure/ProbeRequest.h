// The request that a probe sends, taken from the environment file's template. Thread-safe once built.
#pragma once

#include "models/base/Error.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace muster::measure {

// Text in which only {{sequence}} is left open.
class Pattern {
public:
    Pattern() = default;
    explicit Pattern(std::vector<std::string> pieces) : m_pieces(std::move(pieces)) {}
    [[nodiscard]] std::string at(std::int64_t sequence) const;

private:
    std::vector<std::string> m_pieces{""};
};

struct ProbeRequest {
    std::string method;
    Pattern target; // "/api/v1/..." with its query
    std::vector<std::pair<std::string, Pattern>> headers;
    Pattern body;
    bool hasBody = false;
    std::string shown; // the target for the log: without its query
};

// True for what may stand in a probe as run or client: [A-Za-z0-9._-], 1 to 100 of them. These need no
// encoding in a path, a query, a header or a JSON string.
bool isProbeName(std::string_view name);

// `text` as a .http file writes it: request line, headers, blank line, body. Of {{names}} only run, client
// and sequence may be left in it. The error says which line is wrong.
[[nodiscard]] Result<ProbeRequest> parseProbeRequest(std::string_view text, const std::string& run,
                                                     const std::string& client);

} // namespace muster::measure
