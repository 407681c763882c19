#include "models/report/Words.h"

#include "models/base/Utc.h"

#include <cmath>

namespace muster::report {
namespace {

std::string padded(std::int64_t number, std::size_t digits) {
    std::string out = std::to_string(number);
    return out.size() < digits ? std::string(digits - out.size(), '0') + out : out;
}

// `unit`: fractions a second.
std::string spoken(std::int64_t count, std::int64_t unit, std::size_t digits) {
    std::string out = count < 0 ? "-" : "";
    count = std::abs(count);
    const std::int64_t whole = count / unit;
    const std::string fraction = "." + padded(count % unit, digits) + " s";
    if (whole >= 3600)
        return out + std::to_string(whole / 3600) + " h " + padded(whole / 60 % 60, 2) + " m " +
               padded(whole % 60, 2) + fraction;
    if (whole >= 60)
        return out + std::to_string(whole / 60) + " m " + padded(whole % 60, 2) + fraction;
    return out + std::to_string(whole) + fraction;
}

} // namespace

std::string figure(std::optional<double> seconds) {
    return seconds ? spoken(std::llround(*seconds * 1000), 1000, 3) : "-";
}

std::string rtoFigure(const Report& report) {
    return (report.rto && report.rtoAtMost ? "at most " : "") + figure(report.rto);
}

std::string gapSentence(const ProbeGap& gap) {
    std::string out = "No probe ran for " + figure(gap.length) + ", from " + figure(gap.from) + " to " +
                      figure(gap.to) + " after the fault";
    return out + (gap.why.empty() ? "" : ", " + gap.why) + ".";
}

std::vector<std::string> hashesOf(const std::vector<ProbeLog>& logs) {
    std::vector<std::string> out;
    for (const auto& each : logs)
        out.push_back(each.sha256);
    return out;
}

std::string brief(std::optional<double> seconds) {
    if (!seconds)
        return "-";
    const auto whole = std::llround(std::abs(*seconds));
    if (whole < 60)
        return spoken(std::llround(*seconds * 10), 10, 1);
    const std::string sign = *seconds < 0 ? "-" : "";
    if (whole < 3600)
        return sign + std::to_string(whole / 60) + " m " + padded(whole % 60, 2) + " s";
    return sign + std::to_string(whole / 3600) + " h " + padded(whole / 60 % 60, 2) + " m";
}

std::string offset(std::int64_t milliseconds) {
    const std::int64_t size = std::abs(milliseconds);
    return (milliseconds < 0 ? "-" : "+") + std::to_string(size / 1000) + "." + padded(size % 1000, 3);
}

std::string instant(std::int64_t utcMs) {
    const std::string out = formatUtc(utcMs);
    return out.size() > 19 ? out.substr(0, 10) + " " + out.substr(11, 8) : out;
}

std::string clock(std::int64_t utcMs) {
    const std::string out = formatUtc(utcMs);
    return out.size() > 23 ? out.substr(11, 12) : out;
}

Judgement judge(Seconds measured, Seconds target, bool atLeast) {
    if (!target)
        return {"no target", Tone::plain};
    if (!measured)
        return {"not measured", Tone::warning};
    return !atLeast && *measured <= *target ? Judgement{"within", Tone::good}
                                            : Judgement{"MISSED", Tone::bad};
}

std::string faultTime(const Report& report) {
    std::string out;
    if (report.faultKnown == "now")
        out = "taken as the moment of the declaration";
    else if (report.faultKnown == "known")
        out = "known to the person who declared";
    else if (report.faultKnown == "estimated")
        out = "estimated by the person who declared";
    else if (report.faultKnown == "unknown")
        out = "not known to the person who declared";
    else
        out = report.faultKnown;
    if (report.lastGoodUtc.empty() && report.firstBadUtc.empty())
        return out + (out.empty() || report.measured ? "" : "; no probe saw it");
    const auto at = [](const std::string& utc) {
        const auto ms = parseUtc(utc);
        return ms ? clock(*ms) : utc.empty() ? std::string("unknown") : utc;
    };
    return out + (out.empty() ? "" : "; ") + "probes place it between " + at(report.lastGoodUtc) +
           " (last good answer) and " + at(report.firstBadUtc) + " (first bad one)";
}

std::string planWords(const PlanPart& plan) {
    if (plan.plan == 0)
        return "";
    return "plan " + std::to_string(plan.plan) + ", drill " + std::to_string(plan.position) + " of " +
           std::to_string(plan.drills.size());
}

} // namespace muster::report
