// The one mock of the window: a desk in memory, at the port. A test sets what it shows, and reads off what it
// was asked. Nothing happens by itself.
#pragma once

#include "models/ports/Desk.h"

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace muster::tests {

class ScriptedDesk : public ports::Desk {
public:
    // What was asked of the desk, in order. Only what belongs to `name` is filled in.
    struct Call {
        std::string name{}; // "declare", "answer", "note", ...: the function's
        std::int64_t run = 0;
        std::string text{};  // the note, the message, the drill, the file, the environment, the hash
        std::string other{}; // to whom, on which host, "true"/"false", the note of a tick
        int item = 0;        // of the checklist
        ports::Declaration declaration{};
        ports::Answer answer{};
        ports::PlanRequest plan{};
    };

    ScriptedDesk();

    // ---- what it shows: each set tells the observer, as the real one does ----
    void setLibrary(ports::LibraryView library);
    void setHealth(std::vector<ports::ServiceHealth> health);
    void setRuns(std::vector<ports::RunSummary> runs);
    void setView(std::int64_t run, ports::RunView view); // also when it is only load() that brings it
    void setPlan(ports::PlanView plan);
    void setReadOnly(std::optional<Error> why);
    void setActor(incident::Actor actor) { m_actor = std::move(actor); }
    void setJournalFile(std::string file) { m_journalFile = std::move(file); }
    void setSamples(std::int64_t run, std::vector<metrics::Sample> samples) {
        m_samples[run] = std::move(samples);
    }
    void setOutput(const std::string& sha256, std::string text) { m_outputs[sha256] = std::move(text); }
    void setTest(ports::ConnectionTest test) { m_test = std::move(test); }
    void print(std::int64_t run, const std::string& host, std::string_view bytes,
               ports::Stream stream = ports::Stream::out);
    void askHostKey(const ports::HostKeyAsk& ask);

    // ---- what it was asked ----
    [[nodiscard]] const std::vector<Call>& calls() const { return m_calls; }
    [[nodiscard]] std::vector<Call> calls(const std::string& name) const;
    void forget() { m_calls.clear(); }

    // ---- when and how callbacks are called: at once and with success, unless told otherwise ----
    void hold(bool held = true) { m_held = held; } // callbacks wait for release()
    void release();
    void failNext(Error error) { m_failures.push_back(std::move(error)); } // of the next call with a callback
    // Called with each call before its callback: a script that lets the story go on.
    std::function<void(const Call&)> react;

    // ---- the port ----
    void observe(ports::DeskObserver* observer) override { m_observer = observer; }
    [[nodiscard]] std::shared_ptr<const ports::LibraryView> library() const override { return m_library; }
    [[nodiscard]] std::vector<ports::ServiceHealth> health() const override { return m_health; }
    [[nodiscard]] std::vector<ports::RunSummary> runs() const override { return m_runs; }
    [[nodiscard]] std::shared_ptr<const ports::RunView> view(std::int64_t run) const override;
    [[nodiscard]] incident::Actor actor() const override { return m_actor; }
    [[nodiscard]] std::optional<Error> readOnly() const override { return m_readOnly; }
    [[nodiscard]] std::string journalFile() const override { return m_journalFile; }
    void watch(const std::string& environment) override;
    [[nodiscard]] std::string watched() const override { return m_watched; }
    void reloadLibrary() override;
    void declare(const ports::Declaration& declaration, ports::Then<std::int64_t> then) override;
    void resume(std::int64_t run, ports::Then<> then) override;
    void answer(std::int64_t run, const ports::Answer& answer, ports::Then<> then) override;
    void stopAct(std::int64_t run) override;
    void setReadsByThemselves(std::int64_t run, bool on) override;
    void note(std::int64_t run, const std::string& text, ports::Then<> then) override;
    void keepMessage(std::int64_t run, const std::string& to, const std::string& text, bool sent,
                     ports::Then<> then) override;
    void tickChecklist(std::int64_t run, int item, bool done, const std::string& note,
                       ports::Then<> then) override;
    void close(std::int64_t run, ports::Then<> then) override;
    [[nodiscard]] std::string filled(std::int64_t run, const std::string& text) const override;
    void startDrill(const std::string& drill, const std::string& environment,
                    ports::Then<std::int64_t> then) override;
    void stopDrill(std::int64_t run) override;
    void withdrawDrill(std::int64_t run, ports::Then<> then) override;
    void startPlan(const ports::PlanRequest& request, ports::Then<std::int64_t> then) override;
    void stopPlan() override { called({.name = "stopPlan"}); }
    [[nodiscard]] std::shared_ptr<const ports::PlanView> plan() const override { return m_plan; }
    void exportPlan(std::int64_t plan, ports::ExportFormat format, const std::string& file,
                    ports::Then<> then) override;
    void load(std::int64_t run, ports::Then<> then) override;
    void samples(std::int64_t run, ports::Then<std::vector<metrics::Sample>> then) override;
    void output(const std::string& sha256, ports::Then<std::string> then) override;
    void exportRun(std::int64_t run, ports::ExportFormat format, const std::string& file,
                   ports::Then<> then) override;
    void verifyJournal(ports::Then<std::string> then) override;
    void testHost(const std::string& environment, const std::string& host,
                  ports::Then<ports::ConnectionTest> then) override;
    void testService(const std::string& environment, const std::string& service,
                     ports::Then<ports::ConnectionTest> then) override;
    void addEnvironment(const std::string& file, ports::Then<std::string> then) override;
    void removeEnvironment(const std::string& name, ports::Then<> then) override;
    void answerHostKey(std::int64_t ticket, bool trust) override;

private:
    void called(Call call);
    template <class T> void finish(ports::Then<T> then, Result<T> result);
    template <class T> void finish(ports::Then<T> then, T value) {
        finish(std::move(then), Result<T>(std::move(value)));
    }
    void finish(ports::Then<> then) { finish<void>(std::move(then), Result<>()); }

    ports::DeskObserver* m_observer = nullptr;
    std::shared_ptr<const ports::LibraryView> m_library;
    std::vector<ports::ServiceHealth> m_health;
    std::vector<ports::RunSummary> m_runs;
    std::shared_ptr<const ports::PlanView> m_plan;
    std::map<std::int64_t, std::shared_ptr<const ports::RunView>> m_views;
    std::map<std::int64_t, std::vector<metrics::Sample>> m_samples;
    std::map<std::string, std::string> m_outputs;
    ports::ConnectionTest m_test;
    incident::Actor m_actor{"Jana Novak", "jana", "ops-1"};
    std::optional<Error> m_readOnly;
    std::string m_journalFile = "/home/jana/.local/state/muster/journal.db";
    std::string m_watched;
    std::vector<Call> m_calls;
    bool m_held = false;
    std::deque<std::function<void()>> m_waiting;
    std::deque<Error> m_failures;
};

} // namespace muster::tests
