#include "models/runbook/ReadDrill.h"

#include "models/document/Words.h"
#include "models/runbook/FrontMatter.h"
#include "models/runbook/ReadAction.h"
#include "models/runbook/ReadSections.h"
#include "models/runbook/Slug.h"

#include <algorithm>
#include <array>

namespace muster::runbook {
namespace {

using document::SourceText;
using document::YamlMap;

struct SectionName {
    const char* title;
    const char* slug;
    std::vector<Step> Drill::*steps;
};

const std::array<SectionName, 4> sections{{{"Steady state", "steady-state", &Drill::steadyState},
                                           {"Break it", "break-it", &Drill::breakIt},
                                           {"Put back", "put-back", &Drill::putBack},
                                           {"Steady again", "steady-again", &Drill::steadyAgain}}};

class DrillReader {
public:
    DrillReader(Drill& drill, const SourceText& source, std::vector<Problem>& problems)
        : m_drill(drill), m_source(source), m_problems(problems) {}

    void front(const document::YamlNode& node) {
        for (const auto& key : node.keys)
            m_drill.places.emplace(key.text, key.place);
        YamlMap map(node, "the front matter", m_problems);
        m_drill.id = map.needText("drill");
        if (!m_drill.id.empty() && !document::isName(m_drill.id))
            map.problem(map.place("drill"), "'" + m_drill.id + "' cannot be the id of a drill",
                        "use letters, digits, '.', '_' and '-'");
        m_drill.runbook = map.needText("runbook");
        if (!m_drill.runbook.empty() &&
            (m_drill.runbook.find_first_of("/\\:") != std::string::npos || !m_drill.runbook.ends_with(".md")))
            map.problem(map.place("runbook"), "'" + m_drill.runbook + "' is not a runbook beside this drill",
                        "write a file name in the same folder, as in database-crash.md");
        if (const auto* answers = map.find("answers")) {
            m_drill.answers = document::yamlTexts(*answers, "`answers`", m_problems);
            for (const auto& key : answers->keys)
                m_drill.places.emplace("answers." + key.text, key.place);
        }
        m_drill.assumeTicks = map.choice("ticks", false, "assume", "ask");
        m_drill.waiveApprovals = map.choice("approvals", false, "waive", "ask");
        m_drill.blastRadius = map.list("blast-radius");
        if (const auto* radius = map.find("blast-radius"))
            for (std::size_t i = 0; i < radius->values.size(); ++i)
                m_drill.places.emplace("blast-radius[" + std::to_string(i) + "]", radius->values[i].place);
        m_drill.needs = readNeeds(map, m_problems);
        if (const auto* captures = map.find("captures"))
            m_drill.captures = readCaptures(*captures, m_problems);
        map.finish();
    }

    void body(const Outline& outline) {
        for (const auto& block : outline.blocks) {
            if (block.kind == Block::Kind::heading)
                heading(block);
            else if (m_section != nullptr)
                inSection(block);
            else if (block.kind == Block::Kind::fence && actsOrMeansTo(block))
                problem(m_source.place(block.firstLine, block.infoColumn),
                        "a fence outside of a section is not executed",
                        "put it below `## Steady state`, `## Break it`, `## Put back` or `## Steady again`");
        }
        endSection(m_source.lines());
        if (m_drill.title.empty())
            problem(m_source.place(0), "the drill has no title", "write `# Title` below the front matter");
        for (const auto& section : sections)
            if (!m_found.contains(section.slug))
                problem(m_source.place(0), std::string("the drill has no section '") + section.title + "'",
                        std::string("write `## ") + section.title + "`");
    }

private:
    void problem(const Place& place, const std::string& what, const std::string& mend) {
        m_problems.push_back({place, what, mend});
    }

    std::vector<Step>& steps() { return m_drill.*(m_section->steps); }

    void heading(const Block& block) {
        const Place place = m_source.place(
            block.firstLine, static_cast<int>(m_source.line(block.firstLine).find_first_not_of(" \t")) + 1);
        if (block.level == 1) {
            if (!m_drill.title.empty())
                problem(place, "a second title", "a drill has one `# Title`");
            m_drill.title = block.text;
        } else if (block.level == 2) {
            endSection(block.firstLine - 1);
            m_section = nullptr;
            const std::string slug = slugOf(block.text);
            for (const auto& section : sections)
                if (slug == section.slug)
                    m_section = &section;
            if (m_section == nullptr)
                problem(place, "unknown section '" + block.text + "'",
                        document::suggestion(block.text,
                                             {"Steady state", "Break it", "Put back", "Steady again"}));
            else if (!m_found.emplace(slug, block.firstLine).second)
                problem(place, "a second '" + block.text + "'",
                        "keep one; the first is in line " + std::to_string(m_found[slug]));
            m_headingPlace = place;
            m_first = block.lastLine + 1;
        } else if (block.level == 3) {
            problem(place, "a drill's sections have no sections of their own",
                    "write several fences below each other; a heading for readers is written with ####");
        }
    }

    // A section's first step takes what stands before its fence; every further fence begins a step.
    Step& add(const Place& place) {
        Step step;
        const auto number = std::to_string(steps().size() + 1);
        const bool first = steps().empty();
        step.slug = m_section->slug + (first ? std::string() : "-" + number);
        step.title = m_section->title + (first ? std::string() : ", " + number);
        step.place = first ? m_headingPlace : place;
        steps().push_back(std::move(step));
        return steps().back();
    }

    void inSection(const Block& block) {
        const Place place = m_source.place(block.firstLine, std::max(block.infoColumn, 1));
        if (block.kind == Block::Kind::list) {
            auto ticks = readTicks(block, m_without);
            if (ticks.empty())
                return;
            Step& step = steps().empty() ? add(place) : steps().back();
            step.ticks.insert(step.ticks.end(), ticks.begin(), ticks.end());
        } else if (block.kind == Block::Kind::fence && actsOrMeansTo(block)) {
            // `#### headings`, prose and ticks above the first fence belong to its step.
            const bool joins = steps().size() == 1 && !steps().front().action;
            if (!joins && !steps().empty()) {
                endStep(block.firstLine - 1);
                m_first = block.firstLine;
            }
            Step& step = joins ? steps().back() : add(place);
            m_without.emplace_back(block.firstLine, block.lastLine);
            step.action = readAction(block, m_drill.document.path, Part::action, m_problems);
        }
    }

    void endStep(int last) {
        steps().back().prose = proseOf(m_source, m_first, last, m_without);
        m_without.clear();
    }

    void endSection(int last) {
        if (m_section != nullptr && !steps().empty())
            endStep(last);
        m_without.clear();
    }

    Drill& m_drill;
    const SourceText& m_source;
    std::vector<Problem>& m_problems;
    const SectionName* m_section = nullptr;
    Place m_headingPlace;
    int m_first = 0;
    std::vector<std::pair<int, int>> m_without;
    std::map<std::string, int> m_found; // the line where each section began
};

} // namespace

DrillReading readDrill(std::string fileName, std::string text) {
    DrillReading out;
    SourceText source(fileName, text, out.problems);
    const bool readable = out.problems.empty();
    auto opened = openDocument(source, std::move(fileName), std::move(text), out.problems);
    out.drill.document = std::move(opened.document);
    if (!readable)
        return out;
    DrillReader reader(out.drill, source, out.problems);
    reader.front(opened.front);
    reader.body(opened.outline);
    sortByPlace(out.problems);
    return out;
}

} // namespace muster::runbook
