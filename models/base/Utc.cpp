#include "models/base/Utc.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace muster {

std::string formatUtc(std::int64_t utcMs) {
    using namespace std::chrono;
    const sys_time<milliseconds> moment{milliseconds{utcMs}};
    const auto day = floor<days>(moment);
    const year_month_day date{day};
    const hh_mm_ss time{moment - day};
    std::array<char, 64> out{};
    std::snprintf(out.data(), out.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
                  static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                  static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
                  static_cast<int>(time.subseconds().count()));
    return out.data();
}

std::optional<std::int64_t> parseUtc(std::string_view text) {
    using namespace std::chrono;
    int y = 0;
    int h = 0;
    int m = 0;
    int s = 0;
    int ms = 0;
    unsigned mo = 0;
    unsigned d = 0;
    int used = 0;
    const std::string copy(text);
    if (copy.size() != 24 ||
        std::sscanf(copy.c_str(), "%4d-%2u-%2uT%2d:%2d:%2d.%3dZ%n", &y, &mo, &d, &h, &m, &s, &ms, &used) !=
            7 ||
        used != 24)
        return std::nullopt;
    const year_month_day date{year{y}, month{mo}, day{d}};
    if (!date.ok())
        return std::nullopt;
    const auto moment = sys_days{date} + hours{h} + minutes{m} + seconds{s} + milliseconds{ms};
    return duration_cast<milliseconds>(moment.time_since_epoch()).count();
}

} // namespace muster
