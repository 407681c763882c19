// A report laid out as headings, tables, facts and drawings, before anybody decides on what it stands: HTML,
// pages of a PDF and the preview of the window show one and the same. Pure; all text is printable, and each
// writer escapes it for its own format.
#pragma once

#include "models/metrics/Sample.h"
#include "models/report/Drawing.h"
#include "models/report/Report.h"
#include "models/report/Words.h"

#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace muster::report {

struct Cell {
    std::string text;
    Tone tone = Tone::plain; // beside the words, never instead of them
    bool strong = false;
    bool code = false; // hashes, names that are typed
};

struct Table {
    struct Column {
        std::string head;
        double share = 1; // of the width, beside the others
        bool right = false;
    };
    std::string caption; // what it holds, for whoever does not see where it stands
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;
};
struct Facts {
    std::vector<std::pair<std::string, Cell>> rows;
};
struct Text {
    std::string text;
    Tone tone = Tone::plain;
};
struct List {
    std::vector<Cell> items;
};
struct Code {
    std::string text;
};
struct Quote { // what was said to somebody
    std::string head;
    std::string text;
    Tone tone = Tone::plain;
};
struct Ticks {
    struct Item {
        bool done = false;
        std::string text;
        std::string detail; // who, when, note
    };
    std::vector<Item> items;
};
struct Heading { // within a section
    std::string text;
};

using Block = std::variant<Heading, Text, Facts, Table, List, Ticks, Quote, Code, Drawing>;

struct Section {
    std::string id; // "steps": of the anchor
    std::string title;
    std::vector<Block> blocks;
};

// One of the large figures at the top.
struct KeyFigure {
    std::string name;   // "RTO"
    std::string value;  // "7.203 s"
    std::string target; // "target 2 m 00.000 s"
    std::string result; // "within, 6 % of target"
    Tone tone = Tone::plain;
    std::string note; // "unattended"
};

struct Sheet {
    std::string title;
    std::string kind;    // "Drill report", "Incident report"
    std::string verdict; // "PASSED"
    std::string glyph;   // "✓"
    Tone tone = Tone::plain;
    std::string qualifier; // "unattended"; stands beside the verdict
    std::vector<std::string> why;
    std::vector<Text> warnings;
    std::vector<KeyFigure> figures;
    std::vector<Section> sections; // the summary's facts first
    // What stands on every page.
    std::string run;         // "Run 7"
    std::string environment; // "range-paper"
    std::string fingerprint; // SHA-256 of the run's last event
};

Sheet lay(const Report& report, std::span<const metrics::Sample> samples);

// The word of a state: "not reached", "by hand"; its glyph and tone, told apart by the glyph too.
struct StateWord {
    std::string glyph, word;
    Tone tone = Tone::plain;
};
StateWord stateWord(const std::string& state);
StateWord verdictWord(const std::string& verdict); // "open": "STILL OPEN"

} // namespace muster::report
