#include "ui/incident/OutlineRows.h"

#include "ui/incident/Words.h"

#include <algorithm>

namespace muster::ui {
namespace {

using incident::Visit;
using ports::RunView;
using ports::Stage;
using runbook::Runbook;
using runbook::Step;

// One stay in one runbook: the root, one that was called from it, or one that the run went on in.
struct Stay {
    std::string runbook;
    int depth = 0;
    bool left = false;     // the run went on elsewhere, for good
    bool returned = false; // a call that came back
    std::vector<const Visit*> visits;
    std::vector<std::pair<std::string, std::size_t>> calls; // after the step with this slug: a stay
};

const Runbook* runbookOf(const RunView& view, const std::string& id) {
    const auto found = view.documents->runbooks.find(id);
    return found == view.documents->runbooks.end() ? nullptr : &found->second;
}

QString titleOf(const RunView& view, const std::string& id) {
    const auto* runbook = runbookOf(view, id);
    return shown(runbook != nullptr && !runbook->title.empty() ? runbook->title : id);
}

const report::Step* reported(const RunView& view, const std::string& runbook, const std::string& step) {
    if (!view.report)
        return nullptr;
    for (const auto& each : view.report->steps)
        if (each.runbook == runbook && each.step == step)
            return &each;
    return nullptr;
}

// Whether the visit's decision called the other runbook and will come back.
bool called(const RunView& view, const Visit& from) {
    const auto* runbook = runbookOf(view, from.runbook);
    const Step* step = runbook != nullptr ? runbook->find(from.step) : nullptr;
    const auto* told = reported(view, from.runbook, from.step);
    if (step == nullptr)
        return false;
    for (const auto& branch : step->branches)
        if (branch.go != runbook::Branch::Go::step && told != nullptr && branch.label == told->decision)
            return branch.go == runbook::Branch::Go::call;
    return std::any_of(step->branches.begin(), step->branches.end(),
                       [](const auto& branch) { return branch.go == runbook::Branch::Go::call; });
}

std::vector<Stay> staysOf(const RunView& view) {
    std::vector<Stay> stays(1);
    stays[0].runbook = view.documents->main;
    std::vector<std::size_t> open{0}; // the stays that the present one stands in, innermost last
    const Visit* before = nullptr;
    for (const auto& visit : view.state->visits) {
        if (!runbookOf(view, visit.runbook))
            continue; // steps of the drill itself
        if (visit.runbook != stays[open.back()].runbook) {
            const auto lower = std::find_if(open.rbegin(), open.rend(), [&](std::size_t at) {
                return stays[at].runbook == visit.runbook;
            });
            if (lower != open.rend()) {
                while (stays[open.back()].runbook != visit.runbook) {
                    stays[open.back()].returned = true;
                    open.pop_back();
                }
            } else {
                const bool call = before != nullptr && called(view, *before);
                Stay stay;
                stay.runbook = visit.runbook;
                stay.depth = stays[open.back()].depth + (call ? 1 : 0);
                if (call)
                    stays[open.back()].calls.emplace_back(before->step, stays.size());
                else {
                    stays[open.back()].left = true;
                    stays[open.back()].calls.emplace_back("", stays.size());
                    open.pop_back();
                }
                open.push_back(stays.size());
                stays.push_back(std::move(stay));
            }
        }
        stays[open.back()].visits.push_back(&visit);
        before = &visit;
    }
    return stays;
}

bool isAskedAbout(const RunView& view, const Visit& visit) {
    return view.stage == Stage::asking && view.question && view.question->at == visit.at;
}

// What a person is asked about is worked on; on the way back through an undo that is a step that was done.
bool isCurrent(const RunView& view, const Visit& visit) {
    if (view.stage == Stage::asking && view.question)
        return isAskedAbout(view, visit);
    const auto* active = view.state->active();
    return active != nullptr && active->at == visit.at && view.stage != Stage::closed;
}

std::string stateOf(const RunView& view, const Visit& visit) {
    using Kind = ports::Question::Kind;
    if (isAskedAbout(view, visit)) {
        if (view.question->kind == Kind::failed || view.question->kind == Kind::undoFailed)
            return "failed";
        return view.question->kind == Kind::unknown ? "unknown" : "waiting";
    }
    if (visit.state != incident::StepState::active)
        return incident::word(visit.state);
    if (view.state->undoing)
        return visit.attempts(incident::partAction) > 0 ? "failed" : "left-out";
    if (view.stage == Stage::interrupted)
        return "unknown";
    return "active";
}

class Rows {
public:
    explicit Rows(const RunView& view) : m_view(view), m_stays(staysOf(view)) {}

    std::vector<OutlineRow> all() {
        add(0);
        return std::move(m_rows);
    }

private:
    void heading(const QString& text, int depth) {
        OutlineRow row;
        row.kind = OutlineRow::Kind::heading;
        row.text = text;
        row.depth = depth;
        m_rows.push_back(std::move(row));
    }

    void add(std::size_t at) {
        const Stay& stay = m_stays[at];
        const auto* runbook = runbookOf(m_view, stay.runbook);
        if (runbook == nullptr)
            return;
        const auto visited = [&](const std::string& slug) -> const Visit* {
            const auto found = std::find_if(stay.visits.rbegin(), stay.visits.rend(),
                                            [&](const Visit* visit) { return visit->step == slug; });
            return found == stay.visits.rend() ? nullptr : *found;
        };
        std::size_t last = 0;
        std::size_t first = runbook->steps.size();
        for (std::size_t i = 0; i < runbook->steps.size(); ++i)
            if (visited(runbook->steps[i].slug) != nullptr) {
                last = i;
                first = std::min(first, i);
            }
        for (std::size_t i = 0; i < runbook->steps.size(); ++i) {
            const Step& step = runbook->steps[i];
            const Visit* visit = visited(step.slug);
            const bool over = stay.left || stay.returned || m_view.stage == Stage::finished ||
                              m_view.stage == Stage::closed;
            if (visit == nullptr && at != 0 && (i < first || over))
                continue; // a runbook that was entered in its middle, or is done with
            if (visit == nullptr && stay.left)
                continue;
            row(stay, step, static_cast<int>(i) + 1, visit, over || (i < last && !stay.visits.empty()));
            for (const auto& [after, inner] : stay.calls)
                if (after == step.slug) {
                    heading(QStringLiteral("calls: ") + titleOf(m_view, m_stays[inner].runbook),
                            m_stays[inner].depth);
                    add(inner);
                }
        }
        for (const auto& [after, next] : stay.calls)
            if (after.empty()) {
                heading(QStringLiteral("went on in: ") + titleOf(m_view, m_stays[next].runbook),
                        m_stays[next].depth);
                add(next);
            }
    }

    void row(const Stay& stay, const Step& step, int number, const Visit* visit, bool passed) {
        OutlineRow row;
        row.depth = stay.depth;
        row.text = shown(step.title);
        row.number = QString::number(number);
        row.position = {stay.runbook, step.slug};
        row.state = visit != nullptr ? stateOf(m_view, *visit) : passed ? "left-out" : "not-reached";
        if (const auto* told = reported(m_view, stay.runbook, step.slug)) {
            row.planned = told->planned;
            row.actual = told->actual;
            row.times = told->visits;
        }
        if (!row.planned && step.action && step.action->takes)
            row.planned = std::chrono::duration<double>(*step.action->takes).count();
        if (visit != nullptr) {
            row.visit = visit->at;
            row.current = isCurrent(m_view, *visit);
            if (row.current) {
                const auto entered = m_view.enteredUtcMs.find(visit->at);
                row.sinceUtcMs = entered == m_view.enteredUtcMs.end() ? 0 : entered->second;
            }
        } else if (!passed) {
            row.beside = hint(step);
        }
        m_rows.push_back(std::move(row));
    }

    static QString hint(const Step& step) {
        if (step.action && step.action->kind == runbook::ActionKind::message)
            return QStringLiteral("message");
        if (step.action && step.action->kind == runbook::ActionKind::approve)
            return QStringLiteral("approval");
        if (!step.action && !step.ticks.empty())
            return QStringLiteral("look");
        if (!step.action && !step.branches.empty())
            return QStringLiteral("decide");
        return {};
    }

    const RunView& m_view;
    std::vector<Stay> m_stays;
    std::vector<OutlineRow> m_rows;
};

void markNext(const RunView& view, std::vector<OutlineRow>& rows) {
    const auto isStep = [](const OutlineRow& row) { return row.kind == OutlineRow::Kind::step; };
    auto current = std::find_if(rows.begin(), rows.end(), [](const auto& row) { return row.current; });
    if (current == rows.end()) {
        if (!view.state->next)
            return;
        const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto& row) {
            return isStep(row) && row.position == *view.state->next && row.state == "not-reached";
        });
        if (found != rows.end())
            found->next = true;
        return;
    }
    const int depth = current->depth;
    const auto found = std::find_if(current + 1, rows.end(), [&](const auto& row) {
        return isStep(row) && row.depth <= depth && row.state == "not-reached";
    });
    if (found != rows.end())
        found->next = true;
}

} // namespace

std::vector<OutlineRow> outlineRows(const RunView& view) {
    if (!view.state || !view.documents)
        return {};
    auto rows = Rows(view).all();
    markNext(view, rows);
    OutlineRow then;
    then.kind = OutlineRow::Kind::heading;
    then.text = QStringLiteral("Beside the steps");
    rows.push_back(then);
    OutlineRow told;
    told.kind = OutlineRow::Kind::communications;
    told.text = QStringLiteral("Communications");
    const auto sent =
        view.report ? std::count_if(view.report->communications.begin(), view.report->communications.end(),
                                    [](const auto& each) { return each.sent; })
                    : 0;
    told.beside = sent == 0 ? QStringLiteral("none sent") : QStringLiteral("%1 sent").arg(sent);
    rows.push_back(told);
    if (view.report && !view.report->checklist.empty()) {
        OutlineRow list;
        list.kind = OutlineRow::Kind::checklist;
        list.text = QStringLiteral("Post-incident checklist");
        const auto& items = view.report->checklist;
        const auto done =
            std::count_if(items.begin(), items.end(), [](const auto& item) { return item.done; });
        list.beside = QStringLiteral("%1 of %2").arg(done).arg(items.size());
        rows.push_back(list);
    }
    return rows;
}

OutlineProgress progressOf(const std::vector<OutlineRow>& rows) {
    OutlineProgress out;
    for (const auto& row : rows) {
        if (row.kind != OutlineRow::Kind::step || row.state == "left-out")
            continue;
        ++out.all;
        if (row.state != "not-reached" && !row.current)
            ++out.settled;
    }
    return out;
}

} // namespace muster::ui
