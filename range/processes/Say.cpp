#include "range/processes/Say.h"

#include <array>
#include <cstdio>
#include <ctime>

namespace muster::range {

void say(const std::string& program, const std::string& text) {
    std::array<char, 32> stamp{};
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    ::gmtime_r(&now, &utc);
    std::strftime(stamp.data(), stamp.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
    std::fprintf(stderr, "%s %s: %s\n", stamp.data(), program.c_str(), text.c_str());
}

} // namespace muster::range
