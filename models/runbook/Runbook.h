// A runbook and a drill as the reader of docs/RUNBOOK-FORMAT.md understood them. Plain values: what is
// wrong with a document is a list of Problems beside it, never a half-filled step.
#pragma once

#include "models/base/Duration.h"
#include "models/base/Place.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace muster::runbook {

enum class ActionKind { shell, sql, http, message, approve, wait };

// What it means to run a step twice. `guarded` is the default: never repeated unasked.
enum class Risk { reads, idempotent, guarded, irreversible };

// What rehearsal does with the action; byRisk: execute `reads`, simulate the rest.
enum class Rehearse { byRisk, run, simulate, skip };

// What follows when a step failed and its `If it fails` section has run. `ask` is the default.
enum class AfterFailure { ask, retry, proceed, stop };

// expect=json:/pointer:value. Compared as JSON when `value` parses as JSON, else as a string.
struct JsonExpectation {
    std::string pointer; // RFC 6901
    std::string value;
};

struct Expectation {
    std::vector<int> exitCodes; // empty: 0
    std::vector<int> statuses;  // HTTP; empty: any 2xx
    std::vector<JsonExpectation> json;
    std::optional<bool> rows; // sql: true = at least one row, false = none; nullopt: at least one when
                              // polled, else not looked at
};

// One fence: what is done, where, at what risk.
struct Action {
    ActionKind kind = ActionKind::shell;
    std::string text;    // of the fence, as written
    Place place;         // of the fence's opening line; the text begins on the line after it
    std::string target;  // as written: "db@primary", "app-a", "each:app", or a service's name for http; empty
                         // for message, approve, wait
    int maxParallel = 1; // each:group max=N
    bool stopAtFirst = true;   // each:group stop=first (false: stop=never)
    Risk risk = Risk::guarded; // reads | idempotent | irreversible
    Milliseconds timeout{60'000};
    Expectation expect;
    std::optional<Milliseconds> every;  // polling: again and again ...
    std::optional<Milliseconds> within; // ... `for` this long at most; every and for come together
    int retries = 0;                    // retry=N further attempts after the first
    Rehearse rehearse = Rehearse::byRisk;
    bool claimsRecovered = false; // claims=recovered
    bool sudo = false;
    std::vector<std::string> secrets; // names from the environment's `secrets`
    std::string run; // run=NAME: a command of the environment; the fence's text is then empty
    AfterFailure then = AfterFailure::ask; // only in `If it fails`
    bool undoNone = false;                 // undo=none, said openly
    std::optional<Milliseconds> takes;     // takes=20s: the planned time, shown beside the actual one
    std::string audience;                  // message to=
    std::string messageTemplate;           // message template=
    std::string approver;                  // approve by=
    int approvals = 1;                     // approve count=
    Milliseconds wait{0};                  // ```wait 30s
};

struct Condition {
    enum class On { person, otherwise, exitCode, status, value };
    On on = On::person;
    int code = 0;      // exitCode, status
    std::string name;  // value: an input, a capture or a value of the environment
    std::string value; // value
};

// One link of `### Decide`.
struct Branch {
    enum class Go { step, runbook, call }; // to a step here; for good into another runbook; into it and back
    std::string label;                     // the link's text, as plain text
    Condition when;
    Go go = Go::step;
    std::string step;     // slug; for runbook and call: the slug behind '#', or empty for its first step
    std::string document; // file name as written, for runbook and call
    std::map<std::string, std::string> arguments; // call database=$database: name -> text with $name
    Place place;
};

// `- [ ] Replication lag is ____ s`: must be ticked; every blank is filled.
struct Tick {
    std::string text; // plain text, blanks as "____"
    int blanks = 0;
    Place place;
};

// One `##` section. Its identity is its slug (GitHub's rule), so links work on Git hosts.
struct Step {
    std::string slug;
    std::string title;
    std::string prose; // Markdown source of the section without its fences, lists of ticks and ### sections
    Place place;
    std::vector<Tick> ticks;
    std::optional<Action> action;
    std::vector<Branch> branches;
    std::optional<Action> alreadyDone; // ### Already done?
    std::optional<Action> ifItFails;   // ### If it fails
    std::optional<Action> undo;        // ### Undo
};

struct Input {
    std::string name;
    std::string defaultValue;
    std::string match; // anchored regular expression; empty: anything on one line
    std::string help;
    Place place;
};

// A value taken from what a step said.
struct Capture {
    std::string name;
    std::string step; // slug
    std::string
        match; // regular expression on stdout (or the body); group 1 if there is one, else the whole match
    std::string pointer; // or RFC 6901 pointer into a JSON answer
    bool optional = false;
    Place place;
};

// What a value of the environment has to be (`needs`), or must not be (`not-for`), for the document to be for
// it.
struct Need {
    std::string name;
    std::string value;
    bool must = true;
    Place place;

    friend bool operator==(const Need& one, const Need& other) {
        return one.name == other.name && one.value == other.value && one.must == other.must;
    }
};

struct Document {
    std::string path;   // as opened
    std::string name;   // file name, for links
    std::string text;   // the exact bytes
    std::string sha256; // of them
};

struct Runbook {
    Document document;
    std::string id;
    std::string title;
    std::string severity; // "P0".."P3"
    std::string service;
    std::optional<Milliseconds> rto, rpo; // its own targets, which come before those of the service
    std::string owner;
    int version = 0;
    std::string reviewed; // "2026-11-01"
    std::optional<Milliseconds> reviewEvery;
    std::vector<std::string> symptoms;
    std::vector<std::string> controls;
    std::vector<Need> needs;
    std::vector<Input> inputs;
    std::vector<Capture> captures;
    std::string introduction; // Markdown before the first step
    std::vector<Step> steps;
    std::map<std::string, Place> places; // of the front matter's words: "owner", "reviewed"

    [[nodiscard]] const Step* find(const std::string& slug) const {
        for (const auto& step : steps)
            if (step.slug == slug)
                return &step;
        return nullptr;
    }
};

// A drill: the sibling file that says how to break the thing, and how to put it back. Each section is a
// list of steps: a fence directly under `## Break it` is step "break-it", further fences are "break-it-2" ...
struct Drill {
    Document document;
    std::string id; // "database-crash"
    std::string title;
    std::string runbook;                        // file name of the runbook it exercises
    std::map<std::string, std::string> answers; // step slug -> label of the branch, "none" or a slug
    bool assumeTicks = false;                   // ticks: assume
    bool waiveApprovals = false;                // approvals: waive
    std::vector<std::string> blastRadius;       // targets
    std::vector<Need> needs;                    // those of its runbook, and more
    std::vector<Capture>
        captures; // of the drill's own steps: work_lost_seconds, workflows_affected, workflows_recovered
    std::vector<Step> steadyState;
    std::vector<Step> breakIt;
    std::vector<Step> putBack;
    std::vector<Step> steadyAgain;
    std::map<std::string, Place>
        places; // of the front matter's words, and of "answers.SLUG", "blast-radius[0]"
};

} // namespace muster::runbook
