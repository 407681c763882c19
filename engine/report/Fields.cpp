#include "engine/report/Fields.h"

#include "models/base/Printable.h"

#include <cmath>

namespace muster::report {

const Json& member(const Json& body, const char* key) {
    static const Json none;
    if (!body.is_object())
        return none;
    const auto found = body.find(key);
    return found == body.end() ? none : *found;
}

std::string text(const Json& body, const char* key) {
    const Json& value = member(body, key);
    return value.is_string() ? printable(value.get_ref<const std::string&>()) : std::string();
}

std::optional<double> decimal(const Json& body, const char* key) {
    const Json& value = member(body, key);
    if (!value.is_number())
        return std::nullopt;
    const auto number = value.get<double>();
    // Beyond this a figure in milliseconds no longer fits a whole number; no run is that long.
    return std::isfinite(number) && std::abs(number) < 1e12 ? std::optional(number) : std::nullopt;
}

std::optional<std::int64_t> integer(const Json& body, const char* key) {
    const Json& value = member(body, key);
    constexpr std::int64_t most = 4'000'000'000'000'000'000;
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(most))
        return std::nullopt;
    if (value.is_number_integer()) {
        const auto number = value.get<std::int64_t>();
        return number >= -most ? std::optional(number) : std::nullopt;
    }
    // Captures such as `workflows_affected` come from servers, and JSON's 5.0 is a whole number too.
    const auto number = decimal(body, key);
    if (number && std::floor(*number) == *number)
        return static_cast<std::int64_t>(*number);
    return std::nullopt;
}

std::optional<bool> boolean(const Json& body, const char* key) {
    const Json& value = member(body, key);
    return value.is_boolean() ? std::optional(value.get<bool>()) : std::nullopt;
}

std::vector<std::string> texts(const Json& body, const char* key) {
    std::vector<std::string> out;
    const Json& value = member(body, key);
    if (value.is_array())
        for (const auto& each : value)
            if (each.is_string())
                out.push_back(printable(each.get_ref<const std::string&>()));
    return out;
}

} // namespace muster::report
