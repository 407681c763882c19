#include "models/report/Freshness.h"

#include <algorithm>

namespace muster::report {
namespace {

std::string counted(std::int64_t number, const char* unit) {
    return std::to_string(number) + " " + unit + (number == 1 ? " ago" : "s ago");
}

std::string verb(const std::string& verdict) {
    if (verdict == "passed")
        return "proved";
    if (verdict == "failed")
        return "failed";
    if (verdict == "not-tested")
        return "not tested";
    return verdict; // "cancelled", "withdrawn"
}

} // namespace

std::string ago(std::int64_t utcMs, std::int64_t nowUtcMs) {
    const std::int64_t minutes = std::max<std::int64_t>(nowUtcMs - utcMs, 0) / 60'000;
    if (minutes < 1)
        return "just now";
    if (minutes < 60)
        return counted(minutes, "minute");
    if (minutes < 24L * 60)
        return counted(minutes / 60, "hour");
    const auto days = minutes / (24L * 60);
    return days == 1 ? "yesterday" : counted(days, "day");
}

Freshness freshness(std::span<const ports::RunSummary> runs, const std::string& drill,
                    const std::string& environment, const std::string& runbookSha256, std::int64_t nowUtcMs) {
    Freshness out;
    for (const auto& run : runs) {
        if (run.kind != "drill" || run.drill != drill || run.environment != environment ||
            run.verdict.empty())
            continue;
        if (!out.last)
            out.last = run;
        if (!out.proved && run.verdict == "passed")
            out.proved = run;
    }
    if (!out.last) {
        out.words = "never run here";
        return out;
    }
    out.words = verb(out.last->verdict) + " " + ago(out.last->lastUtcMs, nowUtcMs);
    if (!out.proved)
        out.words += "; never proved";
    else if (out.proved->run != out.last->run)
        out.words += "; last proved " + ago(out.proved->lastUtcMs, nowUtcMs);
    out.runbookChanged = out.proved && !out.proved->runbookSha256.empty() && !runbookSha256.empty() &&
                         out.proved->runbookSha256 != runbookSha256;
    if (out.runbookChanged)
        out.words += "; the runbook has changed since";
    return out;
}

} // namespace muster::report
