// Figures as every reader of a report sees them: in files, on paper and in the window. Pure; no locale.
#pragma once

#include "models/report/Report.h"

#include <cstdint>
#include <optional>
#include <string>

namespace muster::report {

// "8.613 s", "1 m 52.000 s", "2 h 05 m 12.000 s"; "-" where there is none.
std::string figure(std::optional<double> seconds);
// "8.6 s", "1 m 52 s", "2 h 05 m": for what needs no more.
std::string brief(std::optional<double> seconds);
// The RTO as it is known: "8.613 s", "at most 8.613 s".
std::string rtoFigure(const Report& report);
// "No probe ran for 3.200 s, from 4.000 s to 7.200 s after the fault, while the console was away."
std::string gapSentence(const ProbeGap& gap);
[[nodiscard]] std::vector<std::string> hashesOf(const std::vector<ProbeLog>& logs);
// "+8.613", three decimals.
std::string offset(std::int64_t milliseconds);
// "2026-11-24 03:12:45" of UTC milliseconds; clock: "03:12:45.678" of the same.
std::string instant(std::int64_t utcMs);
std::string clock(std::int64_t utcMs);

enum class Tone { plain, faint, good, warning, bad };

// A figure against its target, in one word. What was not measured is never "within".
struct Judgement {
    std::string word; // "within", "MISSED", "not measured", "no target"
    Tone tone = Tone::plain;
};
Judgement judge(Seconds measured, Seconds target, bool atLeast);

// How the time of an incident's fault is known, as a sentence; empty where nothing is said about it.
std::string faultTime(const Report& report);

// "plan 7, drill 2 of 5"; empty where the run was started alone.
std::string planWords(const PlanPart& plan);

} // namespace muster::report
