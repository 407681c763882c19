#include "models/runbook/ReadRunbook.h"

#include "models/document/Words.h"
#include "models/runbook/FrontMatter.h"
#include "models/runbook/ReadAction.h"
#include "models/runbook/ReadSections.h"
#include "models/runbook/Slug.h"

#include <algorithm>

namespace muster::runbook {
namespace {

using document::SourceText;
using document::YamlMap;

class RunbookReader {
public:
    RunbookReader(Runbook& runbook, std::vector<Problem>& problems)
        : m_runbook(runbook), m_problems(problems) {}

    void front(const document::YamlNode& node) {
        for (const auto& key : node.keys)
            m_runbook.places.emplace(key.text, key.place);
        YamlMap map(node, "the front matter", m_problems);
        m_runbook.id = map.needText("id");
        if (!m_runbook.id.empty() && !document::isName(m_runbook.id))
            map.problem(map.place("id"), "'" + m_runbook.id + "' cannot be the id of a runbook",
                        "use letters, digits, '.', '_' and '-'");
        m_frontTitle = map.text("title");
        m_runbook.severity = map.text("severity");
        if (!m_runbook.severity.empty() && (m_runbook.severity.size() != 2 || m_runbook.severity[0] != 'P' ||
                                            m_runbook.severity[1] < '0' || m_runbook.severity[1] > '3'))
            map.problem(map.place("severity"), "'" + m_runbook.severity + "' is not a severity",
                        "write P0, P1, P2 or P3");
        m_runbook.service = map.text("service");
        m_runbook.rto = map.duration("rto");
        m_runbook.rpo = map.duration("rpo");
        m_runbook.owner = map.text("owner");
        m_runbook.version = map.integer("version", 0, 0, 1'000'000'000);
        m_runbook.reviewed = map.text("reviewed");
        if (!m_runbook.reviewed.empty() && !isDate(m_runbook.reviewed))
            map.problem(map.place("reviewed"), "'" + m_runbook.reviewed + "' is not a day",
                        "write it as 2026-11-01");
        m_runbook.reviewEvery = map.duration("review-every");
        m_runbook.symptoms = map.list("symptoms");
        m_runbook.controls = map.list("controls");
        m_runbook.needs = readNeeds(map, m_problems);
        if (const auto* inputs = map.find("inputs"))
            m_runbook.inputs = readInputs(*inputs, m_problems);
        if (const auto* captures = map.find("captures"))
            m_runbook.captures = readCaptures(*captures, m_problems);
        map.finish();
    }

    void body(const Outline& outline, const SourceText& source) {
        for (std::size_t i = 0; i < outline.blocks.size(); ++i) {
            const Block& block = outline.blocks[i];
            const int end =
                i + 1 < outline.blocks.size() ? outline.blocks[i + 1].firstLine - 1 : source.lines();
            if (block.kind == Block::Kind::heading)
                heading(block, source);
            else if (m_runbook.steps.empty())
                introduction(block, source);
            else if (m_part)
                inPart(block);
            else
                inStep(block);
            if (m_part || m_runbook.steps.empty())
                continue;
            m_last = end;
        }
        endStep(source);
        if (!m_frontTitle.empty() && !m_runbook.title.empty() && m_frontTitle != m_runbook.title)
            problem(m_runbook.places["title"], "`title` and the heading say different things",
                    "make them the same");
        if (m_runbook.title.empty())
            problem({source.file(), 0, 0}, "the runbook has no title",
                    "write `# Title` below the front matter");
        if (m_runbook.steps.empty())
            problem({source.file(), 0, 0}, "the runbook has no steps", "write each step as `## Title`");
    }

private:
    // The part that is being read; nullopt: the step itself.
    enum class Section { decide, alreadyDone, ifItFails, undo, unknown };

    void problem(const Place& place, const std::string& what, const std::string& mend) {
        m_problems.push_back({place, what, mend});
    }

    void heading(const Block& block, const SourceText& source) {
        const std::string slug = m_slugs.next(block.text);
        const Place place = source.place(
            block.firstLine, static_cast<int>(source.line(block.firstLine).find_first_not_of(" \t")) + 1);
        if (block.underlined && block.level == 2)
            problem(place, "a line of dashes makes a step of the text above it",
                    "write `## Title`, or put an empty line before the dashes");
        if (block.level == 1) {
            if (!m_runbook.title.empty() || !m_runbook.steps.empty())
                problem(place, "a second title", "write steps as `## Title`");
            else
                m_runbook.title = block.text;
            m_introduction = m_introduction == 0 ? block.lastLine + 1 : m_introduction;
        } else if (block.level == 2) {
            endStep(source);
            if (slug.empty())
                problem(place, "the step's title has no letters",
                        "links and the journal name a step by its title");
            Step step;
            step.slug = slug;
            step.title = block.text;
            step.place = place;
            m_runbook.steps.push_back(std::move(step));
            m_first = block.lastLine + 1;
            m_last = block.lastLine;
            m_part.reset();
        } else if (block.level == 3) {
            section(block, place);
        }
    }

    void introduction(const Block& block, const SourceText& source) {
        if (block.kind == Block::Kind::fence && actsOrMeansTo(block))
            problem(source.place(block.firstLine, block.infoColumn),
                    "a fence before the first step is not executed", "write `## Title` above it");
        m_introductionEnd = block.lastLine;
        m_introduction = m_introduction == 0 ? block.firstLine : m_introduction;
        m_runbook.introduction = proseOf(source, m_introduction, m_introductionEnd, {});
    }

    void section(const Block& block, const Place& place) {
        static const std::vector<std::pair<std::string, Section>> known{
            {"decide", Section::decide},
            {"already done", Section::alreadyDone},
            {"if it fails", Section::ifItFails},
            {"undo", Section::undo}};
        if (m_runbook.steps.empty()) {
            problem(place, "a section before the first step", "write `## Title` above it, or use `####`");
            return;
        }
        std::string name = slugOf(block.text);
        std::replace(name.begin(), name.end(), '-', ' ');
        m_part = Section::unknown;
        for (const auto& [each, section] : known)
            if (each == name)
                m_part = section;
        if (m_part == Section::unknown)
            problem(place, "unknown section '" + block.text + "'",
                    document::suggestion(block.text, {"Decide", "Already done?", "If it fails", "Undo"}) +
                        "; a heading for readers is written with ####");
        else if (!m_sections.insert({*m_part, block.firstLine}).second)
            problem(place, "a second '" + block.text + "' in this step",
                    "keep one; the first is in line " + std::to_string(m_sections[*m_part]));
    }

    void inStep(const Block& block) {
        Step& step = m_runbook.steps.back();
        if (block.kind == Block::Kind::list) {
            auto ticks = readTicks(block, m_without);
            step.ticks.insert(step.ticks.end(), ticks.begin(), ticks.end());
        } else if (block.kind == Block::Kind::fence && actsOrMeansTo(block)) {
            m_without.emplace_back(block.firstLine, block.lastLine);
            act(block, step.action, Part::action);
        }
    }

    void inPart(const Block& block) {
        Step& step = m_runbook.steps.back();
        const Place place{m_runbook.document.path, block.firstLine, std::max(block.infoColumn, 1)};
        if (m_part == Section::decide) {
            if (block.kind == Block::Kind::list)
                for (auto& branch : readBranches(block, m_problems))
                    step.branches.push_back(std::move(branch));
            else if (block.kind == Block::Kind::fence && actsOrMeansTo(block))
                problem(place, "a fence in `Decide` is not executed",
                        "the step's own fence stands above `### Decide`");
            return;
        }
        if (block.kind != Block::Kind::fence || !actsOrMeansTo(block))
            return;
        if (m_part == Section::alreadyDone)
            act(block, step.alreadyDone, Part::alreadyDone);
        else if (m_part == Section::ifItFails)
            act(block, step.ifItFails, Part::ifItFails);
        else if (m_part == Section::undo)
            act(block, step.undo, Part::undo);
    }

    void act(const Block& block, std::optional<Action>& slot, Part part) {
        auto action = readAction(block, m_runbook.document.path, part, m_problems);
        if (slot)
            problem({m_runbook.document.path, block.firstLine, block.infoColumn}, "a second fence that acts",
                    part == Part::action ? "a step does one thing: give it a `## Title` of its own"
                                         : "a section does one thing: join the two");
        else
            slot = std::move(action);
    }

    void endStep(const SourceText& source) {
        if (!m_runbook.steps.empty()) {
            Step& step = m_runbook.steps.back();
            step.prose = proseOf(source, m_first, m_last, m_without);
            const auto decide = m_sections.find(Section::decide);
            if (decide != m_sections.end() && step.branches.empty())
                problem(source.place(decide->second), "`Decide` offers no way to go",
                        "list links: - [text](#step)");
            for (const auto& [section, slot, name] :
                 {std::tuple(Section::alreadyDone, &step.alreadyDone, "Already done?"),
                  std::tuple(Section::ifItFails, &step.ifItFails, "If it fails"),
                  std::tuple(Section::undo, &step.undo, "Undo")})
                if (const auto at = m_sections.find(section); at != m_sections.end() && !slot->has_value())
                    problem(source.place(at->second), std::string("`") + name + "` has no fence that acts",
                            "write ```sh on=..., or remove the heading");
            if (!step.action && (step.alreadyDone || step.ifItFails || step.undo))
                problem(step.place, "the step has sections and nothing that they belong to",
                        "write its fence above them");
        }
        m_without.clear();
        m_sections.clear();
    }

    Runbook& m_runbook;
    std::vector<Problem>& m_problems;
    Slugs m_slugs;
    std::string m_frontTitle;
    int m_introduction = 0;
    int m_introductionEnd = 0;
    int m_first = 0; // lines of the step's own part
    int m_last = 0;
    std::optional<Section> m_part;
    std::vector<std::pair<int, int>> m_without;
    std::map<Section, int> m_sections; // the line where each began
};

} // namespace

RunbookReading readRunbook(std::string fileName, std::string text) {
    RunbookReading out;
    SourceText source(fileName, text, out.problems);
    const bool readable = out.problems.empty();
    auto opened = openDocument(source, std::move(fileName), std::move(text), out.problems);
    out.runbook.document = std::move(opened.document);
    if (!readable)
        return out;
    RunbookReader reader(out.runbook, out.problems);
    reader.front(opened.front);
    reader.body(opened.outline, source);
    sortByPlace(out.problems);
    return out;
}

} // namespace muster::runbook
