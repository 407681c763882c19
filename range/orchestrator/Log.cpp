#include "range/orchestrator/Log.h"

#include "models/base/Printable.h"

#include <array>
#include <cstdio>
#include <ctime>

namespace muster::range {

void log(std::string_view text) {
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    std::tm utc{};
    ::gmtime_r(&now.tv_sec, &utc);
    std::array<char, 32> stamp{};
    std::strftime(stamp.data(), stamp.size(), "%Y-%m-%dT%H:%M:%S", &utc);
    std::fprintf(stderr, "%s.%03ldZ %s\n", stamp.data(), now.tv_nsec / 1'000'000,
                 printableLine(text, 500).c_str());
}

} // namespace muster::range
