#include "models/runbook/Meaning.h"

#include "models/base/Duration.h"
#include "models/base/Json.h"
#include "models/base/Printable.h"
#include "models/document/Pattern.h"
#include "models/document/Words.h"

#include <algorithm>

namespace muster::runbook {
namespace {

using Ended = ports::Outcome::Ended;

constexpr std::size_t maxSearchedBytes = 4U << 20U;
constexpr std::size_t maxValueBytes = 64U << 10U;

std::string anyOf(const std::vector<int>& numbers) {
    std::string out;
    for (std::size_t i = 0; i < numbers.size(); ++i)
        out += (i == 0 ? "" : i + 1 == numbers.size() ? " or " : ", ") + std::to_string(numbers[i]);
    return out;
}

bool contains(const std::vector<int>& numbers, int number) {
    return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

// nullptr when the pointer leads nowhere or is none.
const Json* pointed(const Json& document, const std::string& pointer) {
    try {
        const Json::json_pointer at(pointer);
        return document.contains(at) ? &document.at(at) : nullptr;
    } catch (const Json::exception&) {
        return nullptr;
    }
}

std::string shown(const Json& value) {
    if (value.is_structured())
        return value.is_object() ? "an object" : "a list";
    return printableLine(value.dump(-1, ' ', false, Json::error_handler_t::replace), 80);
}

std::optional<std::string> unmetJson(const Expectation& expect, std::string_view out) {
    if (expect.json.empty())
        return std::nullopt;
    const Json answer = Json::parse(out, nullptr, false);
    if (answer.is_discarded())
        return "the answer is not JSON: " + (out.empty() ? "it is empty" : printableLine(out, 80));
    for (const auto& each : expect.json) {
        const Json* found = pointed(answer, each.pointer);
        if (found == nullptr)
            return "the answer has no " + each.pointer;
        const Json wanted = Json::parse(each.value, nullptr, false);
        if (wanted.is_discarded() ? *found != Json(each.value) : *found != wanted)
            return each.pointer + " is " + shown(*found) + ", expected " + each.value;
    }
    return std::nullopt;
}

std::optional<std::string> unmetRows(const Action& action, std::string_view out) {
    if (action.kind != ActionKind::sql || (!action.expect.rows && !action.every))
        return std::nullopt;
    const bool wanted = action.expect.rows.value_or(true);
    const bool any = out.find_first_not_of(" \t\r\n") != std::string_view::npos;
    if (any == wanted)
        return std::nullopt;
    return any ? "the query has rows, expected none" : "the query has no row, expected at least one";
}

} // namespace

std::optional<std::string> unmet(const Action& action, const ports::Outcome& outcome, std::string_view out) {
    switch (outcome.ended) {
    case Ended::timedOut:
        return "stopped after its timeout of " + formatDuration(action.timeout);
    case Ended::cancelled:
        return "stopped before its end";
    case Ended::signalled:
        return "ended by signal " + (outcome.signal.empty() ? std::string("unknown") : outcome.signal);
    case Ended::exited: {
        const std::vector<int> expected =
            action.expect.exitCodes.empty() ? std::vector<int>{0} : action.expect.exitCodes;
        if (!contains(expected, outcome.exitCode))
            return "exit " + std::to_string(outcome.exitCode) + ", expected " + anyOf(expected);
        break;
    }
    case Ended::responded: {
        const bool fine = action.expect.statuses.empty() ? outcome.status >= 200 && outcome.status <= 299
                                                         : contains(action.expect.statuses, outcome.status);
        if (!fine)
            return "status " + std::to_string(outcome.status) + ", expected " +
                   (action.expect.statuses.empty() ? "200 to 299" : anyOf(action.expect.statuses));
        break;
    }
    }
    if (auto why = unmetJson(action.expect, out))
        return why;
    return unmetRows(action, out);
}

std::string expectedWords(const Action& action) {
    std::string out;
    if (action.kind == ActionKind::http)
        out = "status " + (action.expect.statuses.empty() ? "200 to 299" : anyOf(action.expect.statuses));
    else
        out =
            "exit " + anyOf(action.expect.exitCodes.empty() ? std::vector<int>{0} : action.expect.exitCodes);
    for (const auto& each : action.expect.json)
        out += ", " + each.pointer + " is " + each.value;
    if (action.kind == ActionKind::sql && (action.expect.rows || action.every))
        out += action.expect.rows.value_or(true) ? ", at least one row" : ", no row";
    if (action.every)
        return out + "; asked every " + formatDuration(*action.every) + " for " +
               formatDuration(action.within.value_or(Milliseconds{0})) + " at most";
    return out + " within " + formatDuration(action.timeout);
}

Result<std::optional<std::string>> capture(const Capture& capture, std::string_view out) {
    const auto none = [&](const std::string& why) -> Result<std::optional<std::string>> {
        if (capture.optional)
            return std::nullopt;
        return failure({"cannot capture '" + capture.name + "'", why,
                        "look at the output; correct the capture in the front matter, or make it optional",
                        "", Retry::never});
    };
    std::string value;
    if (!capture.pointer.empty()) {
        const Json answer = Json::parse(out, nullptr, false);
        if (answer.is_discarded())
            return none("the output is not JSON");
        const Json* found = pointed(answer, capture.pointer);
        if (found == nullptr || found->is_null())
            return none("the output has no " + capture.pointer);
        if (found->is_structured())
            return none(capture.pointer + " is " + shown(*found) + ", not one value");
        value = found->is_string() ? found->get<std::string>() : found->dump();
    } else {
        auto pattern = document::Pattern::compile(capture.match);
        if (!pattern)
            return failure(std::move(pattern.error()));
        auto found = pattern->find(out.substr(0, maxSearchedBytes));
        if (!found)
            return none("nothing matches '" + capture.match + "'" +
                        (out.size() > maxSearchedBytes ? " in the first 4 MiB of the output" : ""));
        value = std::move(*found);
    }
    if (value.size() > maxValueBytes)
        return none("the value has " + std::to_string(value.size()) + " bytes, at most 65536 are kept");
    if (value.find('\0') != std::string::npos)
        return none("the value holds a NUL byte");
    return value;
}

Result<Values> inputsFrom(const Runbook& runbook, const Values& given) {
    std::vector<std::string> known;
    for (const auto& input : runbook.inputs)
        known.push_back(input.name);
    for (const auto& [name, value] : given)
        if (std::find(known.begin(), known.end(), name) == known.end())
            return failure({"the runbook '" + runbook.id + "' has no input '" + name + "'", "",
                            document::suggestion(name, known), "", Retry::never});
    Values out;
    for (const auto& input : runbook.inputs) {
        const auto found = given.find(input.name);
        const std::string value = found == given.end() ? input.defaultValue : found->second;
        bool good = value.size() <= maxValueBytes && value.find('\0') == std::string::npos;
        if (input.match.empty()) {
            good = good && value.find_first_of("\r\n") == std::string::npos;
        } else {
            auto pattern = document::Pattern::compile(input.match);
            if (!pattern)
                return failure(std::move(pattern.error()));
            good = good && pattern->matchesWhole(value);
        }
        if (!good)
            return failure({found == given.end() && value.empty()
                                ? "the input '" + input.name + "' has no value"
                                : "the input '" + input.name + "' is '" + printableLine(value, 80) + "'",
                            input.match.empty() ? "it must be one line" : "it must match " + input.match,
                            input.help.empty() ? "give another value" : input.help, "", Retry::never});
        out[input.name] = value;
    }
    return out;
}

std::optional<std::size_t> branchTaken(const Step& step, const ports::Outcome* outcome,
                                       const Values& values) {
    std::optional<std::size_t> otherwise;
    for (std::size_t i = 0; i < step.branches.size(); ++i) {
        const Condition& when = step.branches[i].when;
        bool holds = false;
        switch (when.on) {
        case Condition::On::person:
            break;
        case Condition::On::otherwise:
            otherwise = otherwise.value_or(i);
            break;
        case Condition::On::exitCode:
            holds = outcome != nullptr && outcome->ended == Ended::exited && outcome->exitCode == when.code;
            break;
        case Condition::On::status:
            holds = outcome != nullptr && outcome->ended == Ended::responded && outcome->status == when.code;
            break;
        case Condition::On::value: {
            const auto found = values.find(when.name);
            holds = found != values.end() && found->second == when.value;
            break;
        }
        }
        if (holds)
            return i;
    }
    return otherwise;
}

} // namespace muster::runbook
