// A report as values: what a run was, as folded from its journal events (engine/report does that) and from
// nothing else. All text that came from documents, people or servers is printable. docs/REPORTS.md says what
// every figure and key is.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace muster::report {

using Seconds = std::optional<double>; // nullopt: there is no such figure

// One act on one host (or service) as it ended.
struct Act {
    std::string part; // "action", "already-done", "if-it-fails", "undo"
    std::int64_t attempt = 1;
    std::string host;
    std::string kind;   // "sh", "sql", "http"
    std::string risk;   // "reads", "idempotent", "guarded", "irreversible"
    std::string result; // the words of docs/JOURNAL.md; "open" while nothing is known of its end
    std::string why;
    std::optional<std::int64_t> exitCode;
    std::optional<std::int64_t> status;
    std::string signal;
    Seconds seconds;
    std::optional<std::int64_t> polls;
    std::string textSha256;
    std::string outSha256;
    std::string errSha256;
};

struct Step {
    std::string runbook;
    std::string step;
    std::string title;
    std::int64_t number = 0;
    std::string phase; // of its last visit
    // "done", "failed", "simulated", "skipped", "assumed", "waived", "by-hand", "undone", "active",
    // "not-reached"
    std::string state = "not-reached";
    std::string by; // "outcome", "check", "person", "policy"
    std::string reason;
    std::string person; // who settled it, when a person did
    Seconds planned;
    Seconds actual;            // of all its visits together
    Seconds began, ended;      // of its first and its last visit, since the run was opened
    std::int64_t visits = 0;   // more than one when a loop came back
    std::int64_t attempts = 0; // of its action, over all visits
    std::vector<std::string> hosts;
    std::vector<std::string> observed; // what people wrote down when they ticked its items
    std::string decision;              // the branch that was taken
    std::vector<Act> acts;
    std::string outputSha256; // standard output of the last act of its action
};

struct TimeByKind {
    double machine = 0;
    double person = 0;         // waiting for a person
    double approval = 0;       // waiting for an approval
    double communications = 0; // waiting for a message to be sent
    double interrupted = 0;    // the console was not running

    [[nodiscard]] double total() const { return machine + person + approval + communications + interrupted; }
};

// What one part was doing, from when to when: the recovery timeline is drawn from these.
struct Segment {
    enum class Lane { phase, host, people };
    Lane lane = Lane::phase;
    std::string part;   // phase: empty; host: its name, or the service; people: the words of TimeByKind
    std::string what;   // the phase; the step's title
    std::string result; // host: as Act::result; "open" while it goes on
    std::int64_t fromUtcMs = 0;
    std::int64_t toUtcMs = 0; // of what has not ended: the run's last event
};

struct TimelineLine {
    std::int64_t utcMs = 0;
    std::int64_t sequence = 0;
    std::string text;
    std::string person; // empty: nobody acted, the console did
};

struct Lost {
    std::string client;
    std::int64_t sequence = 0;
};

struct Node {
    std::string host;
    std::optional<std::int64_t> count;
    std::string digest;
    bool authoritative = true;
};

// A time in which no probe ran, between two of them.
struct ProbeGap {
    Seconds from, to; // after the fault
    Seconds length;
    std::string why; // "while the console was away"
};

// The log of one prober, as the journal keeps it.
struct ProbeLog {
    std::string sha256;
    std::optional<std::int64_t> bytes;
    std::string run; // the mark of its writes; empty: of the run's only prober
};

struct PinnedDocument {
    std::string role;
    std::string id;
    std::string name;
    std::string sha256;
};

// What was said to somebody: by a message step of a runbook, or beside the runbook.
struct Communication {
    std::int64_t utcMs = 0;
    std::int64_t sequence = 0;
    std::string to;
    std::string text;  // Markdown
    bool sent = false; // false: kept, and said to be sent by nobody
    std::string person;
    std::string runbook, step; // empty: beside the runbook
};

// One item of the post-incident checklist that the run pinned.
struct ChecklistItem {
    std::string section; // the heading that it stands under
    std::string text;
    bool done = false;
    std::string note;   // what was written beside it
    std::string person; // who ticked it, and when
    std::int64_t utcMs = 0;
};

using Count = std::optional<std::int64_t>;

// The plan of many drills, one after another, that a run is a part of.
struct PlanPart {
    struct Drill {
        std::string drill; // id
        std::string title;
        std::string obstacle; // why it was left out from the beginning; empty: it was to run
    };
    std::int64_t plan = 0;            // its number in the journal; 0: the run was started alone
    std::int64_t position = 0;        // of this run among `drills`, from 1
    std::vector<Drill> drills;        // in the order in which they run
    std::optional<std::int64_t> seed; // of the order; nullopt: as they were named
    bool failFast = false;            // it stops at the first drill that is not passed
    // Of the last run of a plan that came to its end: "complete", "interrupted", "fault-stands", "fail-fast",
    // "error". Empty: this is not the last one, or the console ended before.
    std::string ended;
    std::string endedWhy; // of "error"
    std::int64_t endedUtcMs = 0;
};

struct Counts {
    Count acknowledged, lost, duplicated, unknown, sent, ok, failed;
    Count lostBeforeFault, lostAfterFault, lostOnSomeNode, unknownPresent, refusedPresent;
    Count reapplied; // missing after the fault, and applied again by the runbook: not lost, and not unscathed
};

struct Milestones {
    std::string faultUtc; // empty: no fault was stamped
    Seconds lastGood, firstFailure, detected, declared, claimed, writable, stable; // after the fault
};

struct Report {
    std::int64_t run = 0;
    std::string kind; // "drill", "incident"
    std::string mode; // "rehearsal", "drill", "live"
    std::string title;
    std::string runbook; // id
    std::string drill;   // id; empty: none
    std::string severity;
    std::string service;
    std::string environment; // name
    std::string environmentTitle;
    std::string environmentSha256;
    bool production = false;
    bool unattended = false;
    std::map<std::string, std::string> inputs;
    std::string dataSize;
    std::string hardware;
    std::string openedBy;
    std::int64_t openedUtcMs = 0;
    std::int64_t lastUtcMs = 0;

    std::string verdict = "open"; // "open": the run has not been closed
    std::vector<std::string> why;

    bool measured = false;
    Seconds rto, rtoTarget, rpo, rpoTarget, probeError, workLost;
    bool rtoAtMost = false;
    Seconds rpoError; // its resolution
    bool rpoAtLeast = false;
    Count workflowsAffected, workflowsRecovered;
    Counts counts;
    std::vector<Lost> lost; // the journal lists the first 1000
    Milestones milestones;

    std::vector<Step> steps; // in order of the plan, then those of other runbooks as they were reached
    TimeByKind times;
    std::vector<std::pair<std::string, TimeByKind>> phases; // in order of their first entry
    std::vector<TimelineLine> timeline;
    std::vector<Segment> segments;           // in order of their beginning
    std::vector<std::int64_t> interruptedAt; // sequence of the last event before each interruption
    bool faultStands = false;                // something was broken and not (completely) put back
    std::string guard;                       // why a guard rail stopped the drill; empty: none did
    std::string form; // of the fault, as the drill said: "true", "weaker: ..."; empty: it did not say
    PlanPart plan;

    Seconds probeEvery, probeTimeout, probeSlip, writeInterval, stabilityWindow;
    std::string probeClient;
    std::optional<bool> starved, steadyBefore, faultObserved, steadyAfterwards, nodesAgree;
    std::vector<Node> nodes;
    std::vector<ProbeGap> gaps;
    std::vector<std::string> caveats; // what the figures could not be taken from, a sentence each

    bool guided = false;       // a person let every step begin
    Seconds respondWithin;     // what the severity asks for
    std::string page;          // whom to page, in the words of the environment file
    std::string faultKnown;    // how the time of the fault is known: "now", "known", "estimated", "unknown"
    std::string lastGoodUtc;   // incidents: the fault lies between this probe ...
    std::string firstBadUtc;   // ... and this one; empty where no probe saw it
    std::string outageService; // whose probes those were
    std::vector<Communication> communications;
    std::vector<ChecklistItem> checklist;
    std::int64_t closedUtcMs = 0;      // 0: open; notes and ticks may come later and count for no figure
    std::vector<std::string> controls; // of the pinned runbook's front matter: "ISO27001:A.5.30"
    std::string owner;                 // the same
    std::int64_t runbookVersion = 0;   // the same; 0: it says none

    std::vector<PinnedDocument> documents;
    std::string writer; // id of the journal
    std::int64_t firstSequence = 0, lastSequence = 0, events = 0;
    std::string firstHash, lastHash;
    std::vector<ProbeLog> probeLogs; // in the order in which their probers began
};

} // namespace muster::report
