// The desk behind the window: it owns the journal, the runs that are worked on, the probes and the threads
// that all of them live on.
#pragma once

#include "app/desk/Announcer.h"
#include "app/desk/Archive.h"
#include "app/desk/DrillSession.h"
#include "app/desk/HostKeyQuestions.h"
#include "app/desk/IncidentSession.h"
#include "app/desk/Monitor.h"
#include "app/desk/PlanSession.h"
#include "app/desk/Worker.h"
#include "app/workshop/SystemClock.h"
#include "engine/journal/sqlite/SqliteJournal.h"
#include "models/ports/Desk.h"

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>

namespace muster::app {

// Contract: ports::Desk.
class ConsoleDesk : public ports::Desk {
public:
    // Opens the journal for writing, or for reading where another console has it (readOnly() then says who).
    // Blocks on the disk. An Error: it can be neither written nor read.
    [[nodiscard]] static Result<std::unique_ptr<ConsoleDesk>> open(const std::filesystem::path& journal);
    // Leaves incidents open, to be resumed; drills are stopped and put back first.
    ~ConsoleDesk() override;

    void observe(ports::DeskObserver* observer) override { m_announcer.set(observer); }
    [[nodiscard]] std::shared_ptr<const ports::LibraryView> library() const override;
    [[nodiscard]] std::vector<ports::ServiceHealth> health() const override;
    [[nodiscard]] std::vector<ports::RunSummary> runs() const override;
    [[nodiscard]] std::shared_ptr<const ports::RunView> view(std::int64_t run) const override;
    [[nodiscard]] incident::Actor actor() const override { return m_actor; }
    [[nodiscard]] std::optional<Error> readOnly() const override { return m_readOnly; }
    [[nodiscard]] std::string journalFile() const override { return m_file.string(); }

    void watch(const std::string& environment) override;
    [[nodiscard]] std::string watched() const override;
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
    void stopPlan() override;
    [[nodiscard]] std::shared_ptr<const ports::PlanView> plan() const override;
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
    void answerHostKey(std::int64_t ticket, bool trust) override { m_hostKeys.answer(ticket, trust); }

private:
    explicit ConsoleDesk(std::filesystem::path journal);

    [[nodiscard]] SessionMeans means();
    [[nodiscard]] std::shared_ptr<IncidentSession> session(std::int64_t run) const;
    [[nodiscard]] std::shared_ptr<Reach> reach(const environment::Environment& environment);
    [[nodiscard]] Result<std::filesystem::path> fileOfEnvironment(const std::string& name) const;
    [[nodiscard]] Result<environment::Environment> environmentOf(const std::string& name) const;
    // Refuses while this console only reads.
    [[nodiscard]] Result<> mayWrite() const;
    Result<std::int64_t> declareNow(const ports::Declaration& declaration);
    Result<> resumeNow(std::int64_t run);
    // Why no drill may begin now: another one is at work or was left.
    [[nodiscard]] Result<> mayBreak() const;
    Result<PreparedDrill> prepareNow(const std::string& drill, const std::string& environment) const;
    Result<std::shared_ptr<DrillSession>> beginDrill(const PreparedDrill& drill, const Json& plan);
    Result<std::int64_t> startDrillNow(const std::string& drill, const std::string& environment);
    Result<std::int64_t> startPlanNow(const ports::PlanRequest& request);
    Result<> closeNow(std::int64_t run);
    // A note, a message, a tick: also of runs that are closed or worked on by nobody.
    Result<> appendNow(std::int64_t run, const std::string& type, Json body);
    void refreshRuns();
    // Tells the monitor in which environments incidents are open.
    void keepProbeLogs();
    [[nodiscard]] std::string writer() const; // of the journal
    void followRecovery(std::stop_token stop);
    // Runs `job` on the journal's thread and gives what it returns to `then`.
    template <class T, class Job> void inTurn(ports::Then<T> then, Job job);
    void inTurnText(ports::Then<std::string> then, std::function<Result<std::string>()> job);
    template <class T, class Job> void beside(ports::Then<T> then, Job job);

    std::filesystem::path m_file;
    SystemClock m_clock;
    incident::Actor m_actor;
    std::unique_ptr<journal::SqliteJournal> m_journal; // null: only reading
    std::unique_ptr<journal::SqliteJournalReader> m_reader;
    std::optional<Error> m_readOnly;
    Announcer m_announcer;
    HostKeyQuestions m_hostKeys{m_announcer};
    std::unique_ptr<Archive> m_archive;
    std::atomic<bool> m_runsRead = false;

    mutable std::mutex m_mutex; // of everything below, up to the threads
    std::shared_ptr<const ports::LibraryView> m_library;
    std::unique_ptr<Monitor> m_monitor;
    std::string m_watched;
    std::map<std::string, std::shared_ptr<Reach>> m_reaches; // by the hash of the environment
    std::map<std::int64_t, std::shared_ptr<IncidentSession>> m_incidents;
    std::map<std::int64_t, std::shared_ptr<DrillSession>> m_drills;
    std::shared_ptr<PlanSession> m_plan; // the last one that was begun; null: none

    std::unique_ptr<Worker> m_inTurn; // the journal, documents: one after the other
    std::unique_ptr<Worker> m_beside; // tests of connections, exports, verification
    std::jthread m_follower;
};

} // namespace muster::app
