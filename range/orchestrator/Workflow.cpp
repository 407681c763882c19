#include "range/orchestrator/Workflow.h"

#include "models/base/Json.h"
#include "models/base/Sha256.h"

#include <algorithm>

namespace muster::range {
namespace {
constexpr int hashesPerTick = 200;
}

std::int64_t Plan::ticksPerStep() const {
    return std::max<std::int64_t>(1, stepMilliseconds / tickMilliseconds);
}

std::int64_t Progress::workedMilliseconds(const Plan& plan) const {
    return (step * plan.ticksPerStep() + tick) * tickMilliseconds;
}

Progress beginning(const Plan& plan) {
    return {0, 0, sha256("workflow " + std::to_string(plan.id))};
}

bool advance(const Plan& plan, Progress& progress) {
    if (progress.finished(plan))
        return false;
    for (int i = 0; i < hashesPerTick; ++i)
        progress.digest = sha256(progress.digest);
    if (++progress.tick < plan.ticksPerStep())
        return false;
    progress.tick = 0;
    ++progress.step;
    return true;
}

StoredState stored(const Plan& plan, const Progress& progress) {
    const Json json = {
        {"digest", progress.digest}, {"step", progress.step}, {"tick", progress.tick}, {"workflow", plan.id}};
    std::string text = json.dump();
    std::string checksum = sha256(text);
    return {std::move(text), std::move(checksum)};
}

std::optional<Progress> restore(const Plan& plan, const StoredState& state) {
    if (sha256(state.text) != state.checksum)
        return std::nullopt;
    const auto json = Json::parse(state.text, nullptr, false);
    if (!json.is_object() || !json.value("digest", Json()).is_string() ||
        !json.value("step", Json()).is_number_integer() || !json.value("tick", Json()).is_number_integer() ||
        json.value("workflow", Json()) != plan.id)
        return std::nullopt;
    Progress progress{json["step"].get<int>(), json["tick"].get<std::int64_t>(),
                      json["digest"].get<std::string>()};
    const bool possible = progress.step >= 0 && progress.step <= plan.steps && progress.tick >= 0 &&
                          progress.tick < plan.ticksPerStep();
    return possible ? std::optional(progress) : std::nullopt;
}

std::string effectKey(const Plan& plan, int step) {
    return "workflow-" + std::to_string(plan.id) + "-step-" + std::to_string(step);
}

} // namespace muster::range
