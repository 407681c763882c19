// The window's one door to the product. The window starts, answers and observes through it and knows no
// other part; behind it stand the engine, the journal, the transports and the probes (app/desk).
//
// Every function returns at once: no disk, no network and no long lock is waited for on the caller's thread.
// What takes time is given a callback, which comes later, once, on a thread of the desk's own. Snapshots
// are immutable and shared.
#pragma once

#include "models/base/Error.h"
#include "models/base/Place.h"
#include "models/environment/Environment.h"
#include "models/incident/Incident.h"
#include "models/metrics/Sample.h"
#include "models/ports/Session.h"
#include "models/report/Report.h"
#include "models/runbook/Runbook.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster::report {
struct Suite; // models/report/Suite.h, which knows this file
}

namespace muster::ports {

// ---- what there is -------------------------------------------------------------------------------------

// All documents of this machine, read again when they change.
struct LibraryView {
    struct RunbookEntry {
        runbook::Runbook runbook;
        std::string file;
        std::vector<Problem> problems; // of reading and lint; with an error among them it does not run
        bool reviewOverdue = false;
        std::string drill; // id of its drill; empty: there is none
    };
    struct DrillEntry {
        runbook::Drill drill;
        std::string file;
        std::string runbook; // id
        std::vector<Problem> problems;
    };
    struct EnvironmentEntry {
        environment::Environment environment;
        std::string file;
        std::vector<Problem> problems;
    };
    // A text with {{name}} in it, offered when somebody is to be told something.
    struct MessageTemplate {
        std::string name;  // "status-update"
        std::string title; // its first heading
        std::string text;  // Markdown, without the heading
    };
    std::vector<RunbookEntry> runbooks; // by id
    std::vector<DrillEntry> drills;
    std::vector<EnvironmentEntry> environments; // the registered ones, by name
    std::vector<MessageTemplate> templates;
};

// ---- what the probes see -------------------------------------------------------------------------------

struct ServiceHealth {
    enum class State {
        unknown, // nothing was heard, or not lately: the probe is starting, dead or starved
        up,
        down,
    };
    enum class Tick { none, ok, failed, unknown }; // of one second

    std::string environment;
    std::string service;
    State state = State::unknown;
    std::string why;                    // of down and unknown, in words: "connection refused"
    std::int64_t sinceUtcMs = 0;        // of the state; 0: it never changed
    std::int64_t asOfUtcMs = 0;         // of the newest answer; 0: there was none
    std::optional<double> milliseconds; // median time of the last ten good answers
    std::vector<Tick> lastMinute;       // oldest first, at most 60
    Milliseconds every{0};              // the probe's interval
    // The edge of the present or last outage: the fault lies between them.
    std::int64_t lastGoodUtcMs = 0;
    std::int64_t firstBadUtcMs = 0;
};

// ---- runs ----------------------------------------------------------------------------------------------

// A line of the list of runs.
struct RunSummary {
    std::int64_t run = 0;
    std::string kind; // "incident", "drill"
    incident::Mode mode = incident::Mode::rehearsal;
    std::string title, runbook, drill, severity, environment;
    std::int64_t openedUtcMs = 0, lastUtcMs = 0;
    std::string verdict;      // empty: open
    bool here = false;        // it is being worked on by this console
    bool interrupted = false; // open, and not here: a crash or a closed window left it
    bool unattended = false;
    bool faultStands = false;
    // Of measured runs.
    report::Seconds rto, rtoTarget, rpo, rpoTarget;
    bool rpoAtLeast = false;
    report::Count acknowledged, lost; // writes
    report::Seconds declared;         // after the fault
    report::TimeByKind times;
    std::string dataSize, hardware;
    std::string runbookSha256; // as it was pinned
};

// The documents that a run executes, as its journal pinned them.
struct RunDocuments {
    std::string main;                                 // id of the runbook that the run begins with
    std::map<std::string, runbook::Runbook> runbooks; // by id: the main one and all that it leads to
    std::optional<runbook::Drill> drill;
    environment::Environment environment;
};

// Where a run stands, as it is worked on.
enum class Stage {
    working,     // the engine records, resolves, or goes to the next step
    acting,      // something runs on a host; `acting` says where
    asking,      // `question` waits for a person
    finished,    // the runbook is at its end (or was stopped): look, tick the checklist, close
    closed,      // has its verdict; notes and the checklist are still taken
    interrupted, // open in the journal and not worked on: to be resumed
    broken,      // the journal could not be written: `trouble`; nothing further is done
};

// An immutable picture of one run; the same shape for one of now and for one of last year.
struct RunView {
    struct ActingHost {
        std::string host;
        std::int64_t sinceUtcMs = 0;
    };
    std::shared_ptr<const incident::Incident> state;
    std::shared_ptr<const RunDocuments> documents;
    std::shared_ptr<const report::Report> report; // steps, timeline and figures so far
    Stage stage = Stage::working;
    std::optional<Question> question;
    std::vector<ActingHost> acting;
    std::optional<Error> trouble;
    // The clock, in UTC milliseconds; 0: not known (yet).
    std::int64_t faultUtcMs = 0; // T0: stamped, or as the person said
    std::int64_t declaredUtcMs = 0;
    std::int64_t recoveredUtcMs = 0; // incidents: the first good probe of the unbroken run since the outage
    bool recoveryStable = false;     // that run has lasted through the stability window
    std::map<std::int64_t, std::int64_t> enteredUtcMs; // visit -> when it began
    bool closable = false;                             // close() is possible
};

// How the time of the fault is known.
enum class FaultTime { now, known, estimated, unknown };

struct Declaration {
    std::string environment;                         // name
    std::string runbook;                             // id
    incident::Mode mode = incident::Mode::rehearsal; // or live
    std::string severity;                            // "P0".."P3"
    FaultTime faultTime = FaultTime::now;
    std::int64_t faultUtcMs = 0;               // of known and estimated
    std::map<std::string, std::string> inputs; // those that differ from their defaults
};

// Many drills, one after another.
struct PlanRequest {
    std::vector<std::string> drills; // ids, in the order in which they run
    std::string environment;         // name
    bool shuffle = false;
    bool failFast = false; // stop at the first that is not passed
};

// The plan that this console began last.
struct PlanView {
    std::shared_ptr<const report::Suite> suite; // so far; never null
    bool running = false;
    bool stopping = false;        // a person stopped it: what runs is being put back
    std::optional<Error> trouble; // the journal could not be told how it ended
};

// ---- questions of other parts --------------------------------------------------------------------------

// A host that was never seen before; it is trusted only when a person says so.
struct HostKeyAsk {
    std::int64_t ticket = 0;
    std::string host, address;
    int port = 22;
    std::string keyType;     // "ssh-ed25519"
    std::string fingerprint; // "SHA256:..."
};

// What a test of a host or service found, stage by stage; the first that failed says why.
struct ConnectionTest {
    struct Stage {
        std::string name; // "connect", "host key", "log in", "run a command"; "answer"
        bool ok = false;
        std::string detail;
    };
    std::vector<Stage> stages;
    std::optional<Error> error; // nullopt: all is well
    Milliseconds took{0};
};

// ---- the door ------------------------------------------------------------------------------------------

// Called on threads of the desk's own, one call at a time; must return soon and not call back into the desk
// for anything but snapshots.
class DeskObserver {
public:
    virtual ~DeskObserver() = default;
    virtual void libraryChanged() = 0;
    virtual void healthChanged() = 0;
    virtual void runsChanged() = 0;                // the list, or a summary in it
    virtual void runChanged(std::int64_t run) = 0; // view(run) is another one now
    virtual void output(std::int64_t run, const std::string& host, Stream stream, std::string_view bytes) = 0;
    virtual void hostKeyAsked(const HostKeyAsk& ask) = 0;
};

template <class T = void> using Then = std::function<void(Result<T>)>;

enum class ExportFormat { html, pdf, markdown, json, junit, journal };

// Thread-safe.
class Desk {
public:
    virtual ~Desk() = default;

    virtual void observe(DeskObserver* observer) = 0; // one at most; nullptr ends it, and no call comes after

    // Snapshots: never null, never waited for.
    [[nodiscard]] virtual std::shared_ptr<const LibraryView> library() const = 0;
    [[nodiscard]] virtual std::vector<ServiceHealth> health() const = 0; // of the watched environment
    [[nodiscard]] virtual std::vector<RunSummary> runs() const = 0;      // newest first
    [[nodiscard]] virtual std::shared_ptr<const RunView> view(std::int64_t run) const = 0; // null: load() it
    [[nodiscard]] virtual incident::Actor actor() const = 0;
    // Why this console only reads: another one has the journal. nullopt: it writes.
    [[nodiscard]] virtual std::optional<Error> readOnly() const = 0;
    [[nodiscard]] virtual std::string journalFile() const = 0;

    // The environment whose probes are asked; empty: none.
    virtual void watch(const std::string& environment) = 0;
    [[nodiscard]] virtual std::string watched() const = 0;
    virtual void reloadLibrary() = 0; // files may have changed

    // Incidents and rehearsals. The callback has the number of the run, which is then being worked on.
    virtual void declare(const Declaration& declaration, Then<std::int64_t> then) = 0;
    virtual void resume(std::int64_t run, Then<> then) = 0;
    // Answers the question that view(run) shows; an answer that does not fit changes nothing (Retry::safe).
    virtual void answer(std::int64_t run, const Answer& answer, Then<> then) = 0;
    virtual void stopAct(std::int64_t run) = 0; // what runs now is ended, with its processes; then a question
    // Steps that only read begin by themselves; all others wait for a person. On by default.
    virtual void setReadsByThemselves(std::int64_t run, bool on) = 0;
    virtual void note(std::int64_t run, const std::string& text, Then<> then) = 0;
    virtual void keepMessage(std::int64_t run, const std::string& to, const std::string& text, bool sent,
                             Then<> then) = 0;
    virtual void tickChecklist(std::int64_t run, int item, bool done, const std::string& note,
                               Then<> then) = 0;
    // Writes what was measured and the verdict; possible when `closable`.
    virtual void close(std::int64_t run, Then<> then) = 0;
    // The text of a template with its {{names}} filled in from the run.
    [[nodiscard]] virtual std::string filled(std::int64_t run, const std::string& text) const = 0;

    // Drills: run by themselves, and stop with putting back.
    virtual void startDrill(const std::string& drill, const std::string& environment,
                            Then<std::int64_t> then) = 0;
    virtual void stopDrill(std::int64_t run) = 0;
    virtual void withdrawDrill(std::int64_t run, Then<> then) = 0; // one that was interrupted

    // Many drills one after another, each a run of its own; news of the plan come as runsChanged(). One that
    // cannot run there refuses the whole plan. The callback has the plan's number.
    virtual void startPlan(const PlanRequest& request, Then<std::int64_t> then) = 0;
    virtual void stopPlan() = 0; // puts back what runs, and leaves out the rest
    [[nodiscard]] virtual std::shared_ptr<const PlanView> plan() const = 0; // null: none was begun here
    virtual void exportPlan(std::int64_t plan, ExportFormat format, const std::string& file, Then<> then) = 0;

    // Past runs: after it view(run) is there. Probe answers of a measured run, for charts.
    virtual void load(std::int64_t run, Then<> then) = 0;
    virtual void samples(std::int64_t run, Then<std::vector<metrics::Sample>> then) = 0;
    // Everything that a command on a host printed, by the hash that the report names.
    virtual void output(const std::string& sha256, Then<std::string> then) = 0;
    virtual void exportRun(std::int64_t run, ExportFormat format, const std::string& file, Then<> then) = 0;
    virtual void verifyJournal(Then<std::string> then) = 0; // words: "intact: 412 events, head 3f…"

    // Setup.
    virtual void testHost(const std::string& environment, const std::string& host,
                          Then<ConnectionTest> then) = 0;
    virtual void testService(const std::string& environment, const std::string& service,
                             Then<ConnectionTest> then) = 0;
    // The environment file is linked into (taken out of) the registered ones.
    virtual void addEnvironment(const std::string& file, Then<std::string> then) = 0;
    virtual void removeEnvironment(const std::string& name, Then<> then) = 0;
    virtual void answerHostKey(std::int64_t ticket, bool trust) = 0;
};

} // namespace muster::ports
