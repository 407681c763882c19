#include "models/metrics/Availability.h"

#include "models/metrics/Timeline.h"

#include <algorithm>

namespace muster::metrics {

namespace {

constexpr std::int64_t inNs(Milliseconds duration) {
    return duration.count() * 1'000'000;
}

// Upwards: a figure that is compared with a target must not become smaller by rounding.
Milliseconds upToMs(std::int64_t ns) {
    return Milliseconds{ns <= 0 ? 0 : (ns + 999'999) / 1'000'000};
}

bool bad(const Sample& sample) {
    return sample.answer != Answer::ok;
}

// How long nobody watched just before sample `i` was due.
std::int64_t unwatchedBefore(const Timeline& timeline, std::size_t i, const Conditions& conditions) {
    std::int64_t length = 0;
    for (const auto& hole : conditions.unwatched)
        if (i > 0 && timeline.samples[i - 1]->scheduledNs < hole.toNs &&
            timeline.samples[i]->scheduledNs >= hole.toNs)
            length += hole.toNs - hole.fromNs;
    return length;
}

// Too long for a run of successes to go through it: what happened in it nobody knows. A shorter hole is one
// that a single prober could have had as well.
bool broken(const Timeline& timeline, std::size_t i, const Conditions& conditions) {
    return unwatchedBefore(timeline, i, conditions) > inNs(conditions.starvationBound);
}

bool excused(const Gap& gap, const Conditions& conditions) {
    return std::any_of(conditions.unwatched.begin(), conditions.unwatched.end(), [&](const Unwatched& hole) {
        return gap.scheduledNs >= hole.fromNs && gap.scheduledNs <= hole.toNs;
    });
}

// What the samples say about the time up to the fault.
struct Before {
    bool steady = false;
    std::int64_t latencyNs = 0; // the slowest success, at least one interval
};

// A probe that was on its way when the fault was stamped and failed speaks of the fault only if it was not
// overdue already; an overdue one says that the service was not well before.
bool overdue(const Sample& sample, std::int64_t faultNs, std::int64_t latencyNs) {
    return sample.scheduledNs < faultNs && faultNs - sample.sentNs > latencyNs;
}

Before before(const Timeline& timeline, std::int64_t faultNs, const Conditions& conditions) {
    const auto from = faultNs - inNs(conditions.steadyBefore);
    const auto interval = inNs(conditions.interval);
    Before result;
    result.latencyNs = interval;
    bool covered = false; // by a success at the far end of the window
    bool fresh = false;   // and by one close to the fault
    bool failed = false;
    for (const auto* sample : timeline.samples) {
        if (sample->doneNs >= faultNs || sample->doneNs < from)
            continue;
        if (bad(*sample)) {
            failed = true;
            continue;
        }
        result.latencyNs = std::max(result.latencyNs, sample->doneNs - sample->sentNs);
        covered = covered || sample->scheduledNs <= from + interval;
        fresh = fresh || sample->scheduledNs >= faultNs - interval - inNs(conditions.timeout);
    }
    for (const auto* sample : timeline.samples)
        if (bad(*sample) && sample->doneNs >= faultNs && overdue(*sample, faultNs, result.latencyNs))
            failed = true;
    result.steady = covered && fresh && !failed;
    return result;
}

// The first failure that the fault explains; samples.size() if there is none.
std::size_t firstFailure(const Timeline& timeline, std::int64_t faultNs, std::int64_t latencyNs) {
    for (std::size_t i = 0; i < timeline.samples.size(); ++i) {
        const auto& sample = *timeline.samples[i];
        if (bad(sample) && sample.doneNs >= faultNs && !overdue(sample, faultNs, latencyNs))
            return i;
    }
    return timeline.samples.size();
}

// Where the run of successes from `begin` (exclusive end `end`) has lasted through the window that opened
// at `fromNs`: the index of the sample that closes it. Asked by schedule, not by answers: every probe that
// was due within the window must have succeeded.
std::optional<std::size_t> closes(const Timeline& timeline, std::size_t begin, std::size_t end,
                                  std::int64_t fromNs, const Conditions& conditions) {
    const auto due = fromNs + inNs(conditions.stabilityWindow);
    std::optional<std::size_t> closing;
    for (std::size_t i = begin; i < end && !closing; ++i)
        if (timeline.samples[i]->scheduledNs >= due)
            closing = i;
    if (!closing)
        return std::nullopt;
    const auto startNs = timeline.samples[begin]->scheduledNs;
    for (const auto& gap : timeline.gaps)
        if (gap.scheduledNs >= startNs && gap.scheduledNs <= timeline.samples[*closing]->scheduledNs)
            return std::nullopt; // an answer is still out; it may be a failure
    for (const auto& [client, lastNs] : timeline.lastScheduledOfLiving)
        if (lastNs < due)
            return std::nullopt; // another client's answers are still out
    return closing;
}

// Sample `begin` is the first of a run that nothing unwatched breaks. The service may have come back earlier:
// in a hole just before it, or with a success before that hole.
void admitWhatNobodySaw(Availability& result, const Timeline& timeline, std::size_t begin,
                        const Conditions& conditions) {
    const auto& samples = timeline.samples;
    auto first = begin;
    while (first > 0 && !bad(*samples[first - 1]))
        --first;
    const auto earlier = std::max<std::int64_t>(0, samples[begin]->doneNs - samples[first]->doneNs) +
                         unwatchedBefore(timeline, first, conditions);
    result.rtoAtMost = earlier > 0;
    result.error = conditions.interval + conditions.connectTimeout + upToMs(earlier);
}

// Finds the run of successes that lasted, or the one that is still open.
void findRecovery(Availability& result, const Timeline& timeline, std::size_t failureAt,
                  const Conditions& conditions) {
    const auto& samples = timeline.samples;
    for (auto i = failureAt + 1; i < samples.size(); ++i)
        if (!bad(*samples[i]))
            result.writableNs = std::min(result.writableNs.value_or(samples[i]->doneNs), samples[i]->doneNs);

    for (auto begin = failureAt; begin < samples.size();) {
        if (bad(*samples[begin])) {
            ++begin;
            continue;
        }
        auto end = begin;
        while (end < samples.size() && !bad(*samples[end]) &&
               (end == begin || !broken(timeline, end, conditions)))
            ++end;
        const auto acknowledgedNs = samples[begin]->doneNs;
        if (closes(timeline, begin, end, acknowledgedNs, conditions)) {
            result.recovered = result.stable = true;
            result.recoveredNs = acknowledgedNs;
            result.stableNs = acknowledgedNs + inNs(conditions.stabilityWindow);
            result.rto = upToMs(acknowledgedNs - result.faultNs);
            admitWhatNobodySaw(result, timeline, begin, conditions);
            result.failedAfterStable =
                std::count_if(samples.begin() + static_cast<std::ptrdiff_t>(end), samples.end(),
                              [](const Sample* sample) { return bad(*sample); });
            break;
        }
        if (end == samples.size()) {
            result.recovered = true;
            result.recoveredNs = acknowledgedNs;
            admitWhatNobodySaw(result, timeline, begin, conditions);
        }
        begin = end;
    }
    result.steadyAfterwards = result.stable && result.failedAfterStable == 0;
}

// No failure to recover from: 0, if the window after the fault is full of successes.
void findUndisturbed(Availability& result, const Timeline& timeline, const Conditions& conditions) {
    const auto& samples = timeline.samples;
    std::size_t begin = 0;
    while (begin < samples.size() && samples[begin]->scheduledNs < result.faultNs)
        ++begin;
    auto end = begin;
    while (end < samples.size() && !broken(timeline, end, conditions))
        ++end;
    if (begin == end || !closes(timeline, begin, end, result.faultNs, conditions))
        return;
    result.recovered = result.stable = result.steadyAfterwards = true;
    result.rto = Milliseconds{0};
    result.stableNs = result.faultNs + inNs(conditions.stabilityWindow);
}

// Looks at the part of the samples that the figures rest on: from the steady time before the fault until
// the service was stable.
void findStarvation(Availability& result, const Timeline& timeline, const Conditions& conditions) {
    const auto interval = inNs(conditions.interval);
    const auto bound = inNs(conditions.starvationBound);
    const auto from = result.faultNs - inNs(conditions.steadyBefore) - interval;
    const auto until = result.stableNs.value_or(std::numeric_limits<std::int64_t>::max());

    const Sample* previous = nullptr;
    for (std::size_t i = 0; i < timeline.samples.size(); ++i) {
        const auto* sample = timeline.samples[i];
        if (previous != nullptr && previous->scheduledNs <= until && sample->scheduledNs > from &&
            sample->scheduledNs - previous->scheduledNs - unwatchedBefore(timeline, i, conditions) >
                interval + bound)
            result.starved = true;
        previous = sample;
        if (sample->scheduledNs < from || sample->scheduledNs > until)
            continue;
        const auto slip = sample->sentNs - sample->scheduledNs;
        result.worstSlip = std::max(result.worstSlip, upToMs(slip));
        if (slip > bound)
            result.starved = true;
    }

    const auto endNs = conditions.observedUntilNs.value_or(timeline.newestNs);
    for (const auto& gap : timeline.gaps)
        if (gap.scheduledNs >= from && gap.scheduledNs <= until && !excused(gap, conditions) &&
            endNs - gap.scheduledNs > inNs(conditions.timeout) + bound)
            result.starved = true; // an answer that can no longer come
    if (!result.stable && previous != nullptr &&
        endNs - previous->scheduledNs > interval + inNs(conditions.timeout) + bound)
        result.starved = true; // the prober fell silent
}

} // namespace

Milliseconds stabilityWindow(Milliseconds restartBackoff) {
    return std::max(Milliseconds{10'000}, 2 * restartBackoff);
}

Availability availability(std::span<const Sample> samples, std::int64_t faultNs,
                          const Conditions& conditions) {
    const auto timeline = lineUp(samples, conditions);
    Availability result;
    result.faultNs = faultNs;
    result.boundaryNs = std::max(faultNs, conditions.injectedNs.value_or(faultNs));
    result.error = conditions.interval + conditions.connectTimeout;
    for (const auto* sample : timeline.samples) {
        ++result.sent;
        ++(sample->answer == Answer::ok       ? result.ok
           : sample->answer == Answer::failed ? result.failed
                                              : result.unknown);
    }

    const auto priorTo = before(timeline, faultNs, conditions);
    result.steadyBefore = priorTo.steady;
    const auto failureAt = firstFailure(timeline, faultNs, priorTo.latencyNs);
    result.faultObserved = failureAt < timeline.samples.size();
    for (std::size_t i = 0; i < failureAt; ++i)
        if (!bad(*timeline.samples[i]))
            result.lastGoodNs = std::max(result.lastGoodNs.value_or(timeline.samples[i]->doneNs),
                                         timeline.samples[i]->doneNs);
    if (result.faultObserved) {
        result.outageBeganNs = timeline.samples[failureAt]->scheduledNs;
        result.firstFailureNs = timeline.samples[failureAt]->doneNs;
        result.onsetGap = upToMs(unwatchedBefore(timeline, failureAt, conditions));
        findRecovery(result, timeline, failureAt, conditions);
    } else {
        findUndisturbed(result, timeline, conditions);
    }
    findStarvation(result, timeline, conditions);
    return result;
}

} // namespace muster::metrics
