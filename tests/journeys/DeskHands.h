// What a person does at a desk, one call each, with waiting for what comes of it.
#pragma once

#include "app/desk/ConsoleDesk.h"
#include "tests/support/Program.h"
#include "tests/support/RangeJourney.h"

#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <mutex>
#include <optional>

namespace muster::test {

// The range is registered, and a desk of this process finds it as one of a person does.
class DeskJourney : public RangeJourney {
protected:
    void SetUp() override {
        RangeJourney::SetUp();
        for (const auto& [name, value] : environment())
            setenv(name.c_str(), value.c_str(), 1);
        std::filesystem::create_directories(file("config/muster/environments"));
        std::filesystem::create_symlink(environmentFile(), file("config/muster/environments/range.yaml"));
    }
};

// Waits for a callback of the desk.
template <class T = void, class Call> Result<T> wait(Call call) {
    std::mutex mutex;
    std::condition_variable came;
    std::optional<Result<T>> result;
    call([&](Result<T> value) {
        const std::lock_guard lock(mutex);
        result = std::move(value);
        came.notify_all();
    });
    std::unique_lock lock(mutex);
    EXPECT_TRUE(came.wait_for(lock, std::chrono::seconds(60), [&]() { return result.has_value(); }));
    return result ? *result : failure({"no answer came", "", "", "", Retry::never});
}

inline bool becomes(const app::ConsoleDesk& desk, ports::ServiceHealth::State state) {
    return eventually(
        [&]() {
            const auto health = desk.health();
            return !health.empty() && health.front().state == state;
        },
        std::chrono::seconds(60));
}

// The next question of the run; nullopt once it is finished or closed.
inline std::optional<ports::Question> question(const app::ConsoleDesk& desk, std::int64_t run) {
    using ports::Stage;
    std::optional<ports::Question> out;
    EXPECT_TRUE(eventually(
        [&]() {
            const auto view = desk.view(run);
            if (!view)
                return false;
            out = view->question;
            return (view->stage == Stage::asking && out) || view->stage == Stage::finished ||
                   view->stage == Stage::closed || view->stage == Stage::broken;
        },
        std::chrono::seconds(60)));
    return out;
}

inline void answer(app::ConsoleDesk& desk, std::int64_t run, const ports::Question& asked,
                   const std::string& choice, const std::string& reason = {}) {
    ports::Answer answer;
    answer.at = asked.at;
    answer.choice = choice;
    answer.reason = reason;
    answer.values.assign(asked.fields.size(), "as it should be");
    const auto given = wait([&](auto then) { desk.answer(run, answer, then); });
    EXPECT_TRUE(given) << given.error().text();
}

// Says yes to everything until nothing is asked.
inline void followToTheEnd(app::ConsoleDesk& desk, std::int64_t run) {
    int questions = 0;
    while (const auto asked = question(desk, run)) {
        ASSERT_LT(++questions, 100) << "it asks the same again and again: " << asked->text;
        const auto before = desk.view(run)->state->lastSequence;
        answer(desk, run, *asked,
               asked->kind == ports::Question::Kind::message ? "sent" : asked->choices.front().id);
        // Until the run has taken the answer: other news may come before, and the question stands as long.
        ASSERT_TRUE(eventually([&]() {
            const auto view = desk.view(run);
            return view->state->lastSequence > before &&
                   (view->stage != ports::Stage::asking || !view->question ||
                    view->question->at != asked->at || view->question->kind != asked->kind ||
                    view->question->text != asked->text);
        }));
    }
}

inline ports::Declaration liveIncident() {
    ports::Declaration declaration;
    declaration.environment = "range";
    declaration.runbook = "database-crash";
    declaration.mode = incident::Mode::live;
    declaration.severity = "P0";
    declaration.faultTime = ports::FaultTime::unknown;
    return declaration;
}

} // namespace muster::test
