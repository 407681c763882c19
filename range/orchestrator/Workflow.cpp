#include "range/orchestrator/Workflow.h"

#include "models/base/Json.h"
#include "models/base/Sha256.h"

#include <algorithm>

namespace muster::range {
namespace {

constexpr int hashesPerTick = 200;
constexpr int contextVersion = 1;

// Empty: it has the shape that this version writes, and agrees with the state.
std::string contextTrouble(const Plan& plan, const Progress& progress, const std::string& text) {
    const auto context = Json::parse(text, nullptr, false);
    if (context.is_discarded())
        return "its context is no JSON that can be parsed";
    if (!context.is_object())
        return std::string("its context has the wrong shape: it is no object but ") + context.type_name();
    if (context.value("version", Json()) != contextVersion)
        return "its context has the wrong shape: `version` is not 1";
    const auto completed = context.value("completed", Json());
    if (!completed.is_array())
        return "its context has the wrong shape: `completed` is no list";
    Json expected = Json::array();
    for (int step = 1; step <= progress.step; ++step)
        expected.push_back(step);
    if (completed != expected || context.value("workflow", Json()) != plan.id)
        return "its context does not agree with its state";
    return {};
}

} // namespace

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
    Json completed = Json::array();
    for (int step = 1; step <= progress.step; ++step)
        completed.push_back(step);
    const Json context = {{"completed", completed}, {"version", contextVersion}, {"workflow", plan.id}};
    std::string text = json.dump();
    std::string checksum = sha256(text);
    return {std::move(text), std::move(checksum), context.dump()};
}

Restored restore(const Plan& plan, const StoredState& state) {
    if (sha256(state.text) != state.checksum)
        return {std::nullopt, "the checksum of its state does not fit"};
    const auto json = Json::parse(state.text, nullptr, false);
    if (json.is_discarded())
        return {std::nullopt, "its state is no JSON that can be parsed"};
    if (!json.is_object() || !json.value("digest", Json()).is_string() ||
        !json.value("step", Json()).is_number_integer() || !json.value("tick", Json()).is_number_integer())
        return {std::nullopt, "its state has the wrong shape"};
    if (json.value("workflow", Json()) != plan.id)
        return {std::nullopt, "its state is that of another workflow"};
    Progress progress{json["step"].get<int>(), json["tick"].get<std::int64_t>(),
                      json["digest"].get<std::string>()};
    if (progress.step < 0 || progress.step > plan.steps || progress.tick < 0 ||
        progress.tick >= plan.ticksPerStep())
        return {std::nullopt, "its state lies outside of its plan"};
    const auto why = contextTrouble(plan, progress, state.context);
    return why.empty() ? Restored{progress, ""} : Restored{std::nullopt, why};
}

std::string effectKey(const Plan& plan, int step) {
    return "workflow-" + std::to_string(plan.id) + "-step-" + std::to_string(step);
}

} // namespace muster::range
