// Where the engine meets whoever operates it: a window, a terminal, or nobody. The engine asks, the
// operator answers; everything else is observed. UI and engine know each other only through this.
#pragma once

#include "models/incident/Incident.h"
#include "models/ports/Executor.h"

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace muster::ports {

// One act of the step that is asked about, exactly as it will run.
struct Preview {
    std::string host;     // or the service
    std::string over;     // "SSH", "this machine", "HTTP"
    std::string kind;     // "sh", "sql", "http"
    std::string text;     // secrets by name
    std::string expected; // words: "exit 0 within 60 s"
};

struct Choice {
    std::string id;    // "again", "skip", "branch:0"
    std::string label; // object, then action: "PostgreSQL: run again"
};

// Something only a person can settle.
struct Question {
    enum class Kind {
        begin,       // a guided run: the step may begin
        confirm,     // an irreversible step in live mode: the target's name is typed
        failed,      // a step failed
        unknown,     // nobody knows whether it happened
        ticks,       // items to tick, blanks to fill
        decision,    // which way to go
        approval,    // somebody other than the operator agrees
        message,     // a text to be sent by a person
        confirmUndo, // about to undo one step
        undoFailed,
        undone, // a guided run: all is undone that was to be; where does it go on?
    };
    Kind kind = Kind::decision;
    int at = 0; // visit
    std::string runbook;
    std::string step;
    std::string title;
    std::string text;                // what happened, in words
    std::vector<Choice> choices;     // the first one is the safe default
    std::vector<std::string> fields; // ticks: the items, blanks as "____"
    std::string typed;               // confirm: what has to be typed
    std::string risk;                // begin, confirm, confirmUndo: "reads", "idempotent", "guarded", ...
    std::vector<Preview> preview;    // begin, confirm, confirmUndo; empty where nothing acts
    std::string previewTrouble;      // why there is no preview, though something acts
    bool simulated = false;          // begin: a rehearsal only shows it
};

struct Answer {
    std::string choice;              // id of a Choice
    std::string reason;              // skip, stop, undo, by hand: what was seen and why
    std::vector<std::string> values; // ticks: one value an item (what stands in its blanks, joined by " | ")
    std::string by;                  // approval: who agreed
    std::string text = {};           // message: as it was sent; empty: as it was proposed
    int at = 0;                      // visit of the question that was read; 0: whichever is asked
};

// Called on the engine's own thread; must return soon and must not call back into the session.
class SessionObserver {
public:
    virtual ~SessionObserver() = default;
    // After the event is on disk, with the state it led to.
    virtual void happened(const incident::Event& event, const incident::Incident& state) = 0;
    // Output of a running act, redacted, as it comes; bytes of a server: data, never control.
    virtual void output(const std::string& host, Stream stream, std::string_view bytes) = 0;
};

// Answers questions; called on the engine's thread and may take as long as a person takes. Returns
// nullopt when `stop` was requested.
class Operator {
public:
    virtual ~Operator() = default;
    virtual std::optional<Answer> ask(const Question& question, std::stop_token stop) = 0;

    // An answer that needs no look at what will run, so that none is prepared: asked first. nullopt: ask().
    virtual std::optional<Answer> atOnce(const Question&) { return std::nullopt; }
};

} // namespace muster::ports
