// The incident screen's words: what a state, a risk or a choice is called, and how time is written. One
// place, so that outline, card and timeline never call the same thing by two names.
#pragma once

#include "models/base/Duration.h"
#include "models/environment/Environment.h"
#include "models/ports/Session.h"
#include "models/runbook/Runbook.h"
#include "ui/theme/Theme.h"

#include <QString>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace muster::ui {

// Text of documents, people and servers: made safe to show, then Qt's.
QString shown(std::string_view text);

// "1:12", from an hour on "1:02:05". Never negative: a person reads "over by", not a minus sign.
QString clockTime(std::int64_t milliseconds);
// "0:06" of seconds; "–" of none.
QString stepTime(std::optional<double> seconds);
// "03:12:45"; local adds nothing, the panel says which one it shows.
QString timeOfDay(std::int64_t utcMs, bool local);

// Markdown without the line breaks inside its paragraphs: as people write messages.
QString unwrapped(const QString& text);

// A state as the journal words it ("by-hand"), as it is shown: never the colour alone.
struct StateLook {
    QString word; // "done by hand"
    QString icon; // of resources/icons
    Role role = Role::faint;
};
StateLook stateLook(const std::string& state);

// "reads", "safe to run again", "once only", "cannot be undone".
QString riskWord(const std::string& risk);
QString riskMeaning(const std::string& risk); // the tooltip's sentence
std::string riskOf(const runbook::Action& action);

// "over SSH", "on this machine", "over HTTP".
QString overWord(const std::string& over);
QString modeWord(incident::Mode mode);
QString actResultWord(const std::string& result);

// What follows when the choice is made; empty where the label says it all.
QString consequence(const ports::Question& question, const std::string& choice);
// What the person writes before the choice counts; empty: nothing. `must` when it may not be left empty.
struct Wanted {
    QString ask;
    bool must = false;
};
Wanted wantedFor(ports::Question::Kind kind, const std::string& choice);

} // namespace muster::ui
