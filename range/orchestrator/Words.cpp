#include "range/orchestrator/Words.h"

#include <charconv>

namespace muster::range {

void answer(httplib::Response& response, int status, const Json& body) {
    response.status = status;
    response.set_content(body.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n",
                         "application/json");
}

void refuse(httplib::Response& response, int status, const std::string& what, const std::string& next) {
    answer(response, status, {{"error", what}, {"next", next}});
}

void closeAfter(httplib::Response& response) {
    response.set_header("Connection", "close");
}

void unavailable(httplib::Response& response, const Error& error) {
    response.set_header("Retry-After", "1");
    closeAfter(response);
    answer(response, 503,
           {{"error", error.what},
            {"why", error.why},
            {"next", error.next},
            {"outcome", error.retry == Retry::unknown ? "unknown" : "not done"}});
}

std::optional<Json> objectOf(const httplib::Request& request, httplib::Response& response) {
    auto json = Json::parse(request.body, nullptr, false);
    if (json.is_object())
        return json;
    refuse(response, 400, "the body is not a JSON object",
           "send Content-Type: application/json and an object");
    return std::nullopt;
}

std::optional<std::string> nameIn(const Json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end() || !found->is_string())
        return std::nullopt;
    auto text = found->get<std::string>();
    if (text.empty() || text.size() > longestName || text.find('\0') != std::string::npos)
        return std::nullopt;
    return text;
}

std::optional<double> numberIn(const Json& json, const char* key, double fallback, double least,
                               double most) {
    const auto found = json.find(key);
    if (found == json.end())
        return fallback;
    if (!found->is_number())
        return std::nullopt;
    const auto value = found->get<double>();
    return value >= least && value <= most ? std::optional(value) : std::nullopt;
}

std::optional<std::int64_t> sequenceIn(const Json& json) {
    const auto found = json.find("sequence");
    if (found == json.end())
        return std::nullopt;
    if (found->is_number_unsigned() && found->get<std::uint64_t>() <= INT64_MAX)
        return found->get<std::int64_t>();
    if (!found->is_string())
        return std::nullopt;
    const auto text = found->get<std::string>();
    std::int64_t value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = code == std::errc{} && end == text.data() + text.size() && value >= 0;
    return whole ? std::optional(value) : std::nullopt;
}

} // namespace muster::range
