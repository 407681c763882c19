// A request written as in a .http file, with {{name}} encoded for where it stands.
#pragma once

#include "models/base/Error.h"
#include "models/document/Template.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace muster::runbook {

struct HttpText {
    std::string method;
    std::string url; // absolute
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

// `text`: request line ("POST /path?query" or an absolute url below `baseUrl`), headers, an empty line, the
// body. Lines that begin with '#' before the request line are comments. A value is percent-encoded in the
// path and the query and in a form body, escaped in a JSON string, taken as it is in a header (where control
// characters are refused) and in any other body. A body that begins with { or [ and has no Content-Type is
// sent as application/json; a JSON body must be JSON after its values are in place.
// Errors: an undefined name, a url that leaves `baseUrl`, dot segments, a header that Muster sets itself.
[[nodiscard]] Result<HttpText> expandHttp(std::string_view text, const Values& values,
                                          std::string_view baseUrl);

} // namespace muster::runbook
