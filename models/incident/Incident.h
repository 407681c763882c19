// A run (incident, rehearsal or drill) as folded from its journal events, and nothing else. The fold is
// pure: the same events always give the same Incident, on any machine, at any time.
#pragma once

#include "models/incident/Event.h"

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace muster::incident {

enum class Mode { rehearsal, drill, live };

enum class StepState { active, done, failed, skipped, simulated, assumed, waived, byHand, undone };

// What became of one act. `open`: intended, no outcome recorded yet - after a crash that is "unknown".
enum class ActResult { open, simulated, ok, failed, timedOut, cancelled, notStarted, neverStarted, unknown };

// The parts of a step that can act; the words of docs/JOURNAL.md.
inline constexpr const char* partAction = "action";
inline constexpr const char* partAlreadyDone = "already-done";
inline constexpr const char* partIfItFails = "if-it-fails";
inline constexpr const char* partUndo = "undo";

struct Position {
    std::string runbook;
    std::string step;

    bool operator==(const Position&) const = default;
};

struct ActRecord {
    std::string key;
    std::string part;
    int attempt = 1;
    std::string host; // or the service
    ActResult result = ActResult::open;
    std::string why;
    std::optional<int> exitCode;
    std::optional<int> status;
};

// One visit of a step; a loop that comes back makes a new one.
struct Visit {
    int at = 0; // from 1, over the whole run
    std::string phase;
    std::string runbook;
    std::string step;
    std::string title;
    StepState state = StepState::active;
    std::vector<ActRecord> acts;
    std::map<std::pair<std::string, int>, std::vector<std::string>> hosts; // (part, attempt) -> resolved
    std::set<int> ticks;
    bool ticksAssumed = false;
    bool ticksSimulated = false;
    int approvals = 0;
    bool approvalsWaived = false;
    bool messageKept = false;
    bool confirmed = false; // the operator typed the target's name
    int grantedAttempt = 0; // the attempt that the operator granted after a failure
    bool undoConfirmed = false;
    bool undoSettled = false;         // undone, or left as it is on purpose
    std::optional<StepState> excused; // its action is settled without being done: skipped, by hand, waited
    std::string excusedBy;
    std::string excusedReason;
    bool decided = false;
    std::optional<Position> decidedTo; // where the decision leads; nullopt: on with the next step

    [[nodiscard]] std::vector<const ActRecord*> attempt(const std::string& part, int number) const;
    [[nodiscard]] int attempts(const std::string& part) const; // 0: none yet
};

// A runbook that called another one: where it goes on, and what it knew.
struct Caller {
    std::optional<Position> next; // nullopt: it ends there
    std::map<std::string, std::string> inputs;
    std::map<std::string, std::string> captures;
};

struct Incident {
    std::int64_t number = 0;
    std::string kind; // "incident" or "drill"
    Mode mode = Mode::rehearsal;
    std::string title;
    std::string runbook; // id
    std::string drill;   // id, drills only
    std::string severity;
    std::string service;
    std::string environment;
    bool unattended = false;
    bool guided = false; // a person lets every step begin
    std::map<std::string, std::string> inputs;
    Actor openedBy;
    std::int64_t openedUtcMs = 0;
    std::int64_t lastUtcMs = 0;
    std::int64_t lastSequence = 0;

    std::string phase;
    std::vector<Visit> visits;
    std::optional<Position> next;         // the step to enter, when no visit is active
    std::vector<Caller> callers;          // who called the runbook that runs, innermost last
    bool halted = false;                  // a failed step stopped the phase
    std::optional<std::string> cancelled; // reason
    bool undoing = false;
    std::map<std::string, std::string> captures;
    bool faultRegistered = false;
    bool faultWithdrawn = false;
    std::map<std::string, std::int64_t> stampsNs; // name -> monotonic; absent when it is not known
    std::map<std::string, std::string> stampsUtc;
    std::optional<std::string> verdict; // set: the run is closed
    std::vector<std::string> why;

    [[nodiscard]] const Visit* active() const;
    [[nodiscard]] const Visit* visit(int at) const;
    [[nodiscard]] bool open() const { return !verdict.has_value(); }
    std::string pagerSilence; // id of the one that stands; empty: none
    [[nodiscard]] bool faultStands() const { return faultRegistered && !faultWithdrawn; }
};

// One event more. Events of other runs and of unknown types (a newer Muster's) leave the state unchanged.
Incident apply(Incident state, const Event& event);

// All events of one run, in order.
Incident fold(std::span<const Event> events);

// "done", "by-hand", ...: the words of docs/JOURNAL.md.
std::string word(StepState state);
std::string word(ActResult result);
std::string word(Mode mode);
std::optional<Mode> modeFromWord(const std::string& word);

} // namespace muster::incident
