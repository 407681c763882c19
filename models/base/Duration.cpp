#include "models/base/Duration.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <utility>

namespace muster {

std::optional<Milliseconds> parseDuration(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, std::int64_t>, 5> units{
        {{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}}};
    static constexpr std::int64_t hundredYears = 100LL * 366 * 86'400'000;

    if (text == "0")
        return Milliseconds{0};
    if (text.empty())
        return std::nullopt;
    std::int64_t total = 0;
    while (!text.empty()) {
        std::int64_t number = 0;
        std::size_t digits = 0;
        while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') {
            number = number * 10 + (text[digits] - '0');
            if (number > hundredYears)
                return std::nullopt;
            ++digits;
        }
        if (digits == 0)
            return std::nullopt;
        text.remove_prefix(digits);
        const std::pair<std::string_view, std::int64_t>* unit = nullptr;
        for (const auto& candidate : units) {
            if (text.substr(0, candidate.first.size()) == candidate.first) {
                unit = &candidate;
                break;
            }
        }
        if (unit == nullptr)
            return std::nullopt;
        text.remove_prefix(unit->first.size());
        if (number > hundredYears / unit->second)
            return std::nullopt;
        total += number * unit->second;
        if (total > hundredYears)
            return std::nullopt;
    }
    return Milliseconds{total};
}

std::string formatDuration(Milliseconds duration) {
    const auto milliseconds = duration.count();
    std::array<char, 64> out{};
    if (milliseconds < 10'000)
        std::snprintf(out.data(), out.size(), "%.1f s", static_cast<double>(milliseconds) / 1000.0);
    else if (milliseconds < 60'000)
        std::snprintf(out.data(), out.size(), "%lld s", static_cast<long long>(milliseconds / 1000));
    else if (milliseconds < 3'600'000)
        std::snprintf(out.data(), out.size(), "%lld m %02lld s",
                      static_cast<long long>(milliseconds / 60'000),
                      static_cast<long long>(milliseconds / 1000 % 60));
    else
        std::snprintf(out.data(), out.size(), "%lld h %02lld m",
                      static_cast<long long>(milliseconds / 3'600'000),
                      static_cast<long long>(milliseconds / 60'000 % 60));
    return out.data();
}

std::string formatSeconds(Milliseconds duration) {
    std::array<char, 64> out{};
    std::snprintf(out.data(), out.size(), "%.3f", static_cast<double>(duration.count()) / 1000.0);
    return out.data();
}

} // namespace muster
