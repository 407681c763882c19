#include "models/report/RecoveryLanes.h"

#include "models/base/Utc.h"
#include "models/report/Standing.h"

#include <algorithm>

namespace muster::report {
namespace {

using Look = LaneSegment::Look;

double after(std::int64_t originUtcMs, std::int64_t utcMs) {
    return (static_cast<double>(utcMs) - static_cast<double>(originUtcMs)) / 1e3;
}

Look lookOf(metrics::Answer answer) {
    return answer == metrics::Answer::ok       ? Look::answers
           : answer == metrics::Answer::failed ? Look::refuses
                                               : Look::uncertain;
}

std::string textOf(Look look) {
    return look == Look::answers ? "answers" : look == Look::refuses ? "fails" : "uncertain";
}

// Answers of one kind in a row are one segment; it reaches to where the next one begins.
Lane serviceLane(const Report& report, std::span<const metrics::Sample> samples, std::int64_t originUtcMs) {
    Lane lane{report.service.empty() ? "service" : report.service, "as the probes saw it", {}};
    std::vector<const metrics::Sample*> order;
    for (const auto& sample : samples)
        order.push_back(&sample);
    std::stable_sort(order.begin(), order.end(),
                     [](const auto* a, const auto* b) { return a->utcMs < b->utcMs; });
    for (const auto* sample : order) {
        const double at = after(originUtcMs, sample->utcMs);
        const Look look = lookOf(sample->answer);
        if (!lane.segments.empty()) {
            lane.segments.back().to = at;
            if (lane.segments.back().look == look)
                continue;
        }
        lane.segments.push_back({look, textOf(look), at, at, ""});
    }
    if (!lane.segments.empty() && report.probeEvery)
        lane.segments.back().to += *report.probeEvery;
    return lane;
}

Lane& laneOf(std::vector<Lane>& lanes, const std::string& name) {
    const auto found =
        std::find_if(lanes.begin(), lanes.end(), [&](const auto& each) { return each.name == name; });
    return found != lanes.end() ? *found : lanes.emplace_back(Lane{name, "", {}});
}

LaneSegment segmentOf(const Segment& segment, std::int64_t originUtcMs) {
    LaneSegment out{Look::phase, segment.what, after(originUtcMs, segment.fromUtcMs),
                    after(originUtcMs, segment.toUtcMs), segment.part};
    if (segment.lane == Segment::Lane::people)
        out.look = Look::waits;
    else if (segment.lane == Segment::Lane::host)
        out.look = segment.result == "ok" || segment.result == "open" ? Look::acts : Look::actFailed;
    return out;
}

void marks(RecoveryLanes& out, const Milestones& milestones) {
    const auto mark = [&](const char* name, const Seconds& at) {
        if (at)
            out.marks.push_back({name, *at});
    };
    mark("fault", 0);
    mark("detected", milestones.detected);
    mark("declared", milestones.declared);
    mark("claimed", milestones.claimed);
    mark("writable", milestones.writable);
    mark("stable", milestones.stable);
    std::stable_sort(out.marks.begin(), out.marks.end(),
                     [](const auto& a, const auto& b) { return a.at < b.at; });
}

void bounds(RecoveryLanes& out) {
    bool any = false;
    const auto take = [&](double from, double to) {
        out.from = any ? std::min(out.from, from) : from;
        out.to = any ? std::max(out.to, to) : to;
        any = true;
    };
    for (const auto& lane : out.lanes)
        for (const auto& segment : lane.segments)
            take(segment.from, segment.to);
    for (const auto& mark : out.marks)
        take(mark.at, mark.at);
}

} // namespace

std::string LaneSegment::lookInWords() const {
    switch (look) {
    case Look::answers:
        return "writes acknowledged";
    case Look::refuses:
        return "writes fail";
    case Look::uncertain:
        return "unknown whether written";
    case Look::acts:
        return "at work";
    case Look::actFailed:
        return "failed";
    case Look::waits:
        return part == "approval"         ? "waits for an approval"
               : part == "communications" ? "waits for a message"
               : part == "interrupted"    ? "console not running"
                                          : "waits for a person";
    case Look::phase:
        break;
    }
    return "phase";
}

RecoveryLanes recoveryLanes(const Report& report, std::span<const metrics::Sample> samples,
                            std::int64_t nowUtcMs) {
    RecoveryLanes out;
    const auto fault = parseUtc(report.milestones.faultUtc);
    out.afterFault = fault.has_value();
    const std::int64_t origin = fault.value_or(report.openedUtcMs);
    if (!samples.empty())
        out.lanes.push_back(serviceLane(report, samples, origin));
    std::vector<Lane> hosts;
    Lane phases{"phases", "", {}}, people{"people", "", {}};
    for (const auto& segment : report.segments) {
        Lane& lane = segment.lane == Segment::Lane::phase    ? phases
                     : segment.lane == Segment::Lane::people ? people
                                                             : laneOf(hosts, segment.part);
        lane.segments.push_back(segmentOf(segment, origin));
        if (nowUtcMs > report.lastUtcMs && segment.result == "open")
            lane.segments.back().to = after(origin, nowUtcMs);
    }
    if (nowUtcMs > report.lastUtcMs && report.verdict == "open" && !phases.segments.empty())
        phases.segments.back().to = after(origin, nowUtcMs);
    std::sort(hosts.begin(), hosts.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    if (!phases.segments.empty())
        out.lanes.insert(out.lanes.begin(), std::move(phases));
    out.lanes.insert(out.lanes.end(), hosts.begin(), hosts.end());
    if (!people.segments.empty())
        out.lanes.push_back(std::move(people));
    if (fault)
        marks(out, report.milestones);
    bounds(out);
    return out;
}

std::string sentence(const RecoveryLanes& lanes) {
    if (lanes.empty())
        return "Nothing has happened yet that a timeline could show.";
    if (!lanes.afterFault)
        return "Nothing was broken yet: " + std::to_string(lanes.lanes.size()) +
               " lanes from the beginning of the run.";
    std::string out;
    for (const auto& mark : lanes.marks)
        if (mark.name != "fault")
            out += (out.empty() ? "After the fault: " : ", ") + mark.name + " " + spoken(mark.at);
    return out.empty() ? "The fault is in; nothing was detected yet." : out + ".";
}

} // namespace muster::report
