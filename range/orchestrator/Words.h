// What the handlers of requests have in common: answers as JSON, and reading what a request says.
#pragma once

#include "models/base/Error.h"
#include "models/base/Json.h"

#include <httplib.h>
#include <optional>
#include <string>

namespace muster::range {

inline constexpr std::size_t longestName = 200;

void answer(httplib::Response& response, int status, const Json& body);
void refuse(httplib::Response& response, int status, const std::string& what, const std::string& next);
// The peer is asked not to keep the connection. Whoever was refused often comes anew, and an idle connection
// holds a thread of the server: a monitor that asks ten times a second would soon hold them all.
void closeAfter(httplib::Response& response);
// The database did not do it. `outcome` in the answer says whether that is certain.
void unavailable(httplib::Response& response, const Error& error);

// nullopt: it was refused.
std::optional<Json> objectOf(const httplib::Request& request, httplib::Response& response);

// A name: text without NUL (PostgreSQL stores none), 1 to 200 bytes.
std::optional<std::string> nameIn(const Json& json, const char* key);
std::optional<double> numberIn(const Json& json, const char* key, double fallback, double least, double most);
// A sequence: 0 or more. Also accepted as text of digits, for clients that put every value in quotes.
std::optional<std::int64_t> sequenceIn(const Json& json);

} // namespace muster::range
