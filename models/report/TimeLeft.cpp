#include "models/report/TimeLeft.h"

#include "models/report/Scoreboard.h"

#include <algorithm>

namespace muster::report {
namespace {

constexpr std::size_t newest = 5; // a system changes, and old times say little of it

} // namespace

Seconds usualTime(std::span<const ports::RunSummary> runs, const std::string& drill,
                  const std::string& environment) {
    std::vector<double> times;
    for (const auto& run : runs) {
        const bool came = run.verdict == "passed" || run.verdict == "failed" || run.verdict == "not-tested";
        if (run.kind != "drill" || run.drill != drill || run.environment != environment || !came)
            continue;
        times.push_back(run.times.total());
        if (times.size() == newest)
            break;
    }
    std::sort(times.begin(), times.end());
    return median(times);
}

TimeLeft timeLeft(std::span<const Seconds> usual, double runningFor) {
    TimeLeft out;
    for (std::size_t i = 0; i < usual.size(); ++i) {
        if (!usual[i]) {
            ++out.unknown;
            continue;
        }
        ++out.known;
        out.seconds += std::max(*usual[i] - (i == 0 ? runningFor : 0), 0.0);
    }
    return out;
}

std::string timeLeftText(const TimeLeft& left) {
    if (left.known + left.unknown == 0)
        return "";
    if (left.known == 0)
        return left.unknown == 1 ? "time left unknown: it never ran here"
                                 : "time left unknown: none of them ever ran here";
    std::string out = left.seconds < 1 ? "due to end any moment" : "about " + spoken(left.seconds) + " left";
    if (left.unknown > 0)
        out += left.unknown == 1 ? " and 1 drill that never ran here"
                                 : " and " + std::to_string(left.unknown) + " drills that never ran here";
    return out;
}

} // namespace muster::report
