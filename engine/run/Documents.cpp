#include "engine/run/Documents.h"

#include "models/environment/ReadEnvironment.h"
#include "models/runbook/ReadDrill.h"
#include "models/runbook/ReadRunbook.h"

namespace muster::run {
namespace {

template <class Reading> std::optional<Error> errorsOf(const Reading& reading, const std::string& name) {
    for (const auto& problem : reading.problems)
        if (problem.severity == Severity::error)
            return Error{"the journal's copy of " + name + " cannot be read", problem.text(),
                         "run `muster journal verify` on this journal", name, Retry::never};
    return std::nullopt;
}

} // namespace

const runbook::Step* Documents::step(const incident::Position& position) const {
    if (position.runbook == drillRunbook) {
        if (!drill)
            return nullptr;
        for (const auto* section :
             {&drill->steadyState, &drill->breakIt, &drill->putBack, &drill->steadyAgain})
            for (const auto& step : *section)
                if (step.slug == position.step)
                    return &step;
        return nullptr;
    }
    const auto found = runbooks.find(position.runbook);
    return found == runbooks.end() ? nullptr : found->second.find(position.step);
}

std::vector<const runbook::Step*> Documents::steps(const std::string& phaseName,
                                                   const std::string& runbookId) const {
    const std::vector<runbook::Step>* list = nullptr;
    if (phaseName == phase::recover) {
        if (const auto found = runbooks.find(runbookId); found != runbooks.end())
            list = &found->second.steps;
    } else if (drill) {
        if (phaseName == phase::steadyState)
            list = &drill->steadyState;
        else if (phaseName == phase::breakIt)
            list = &drill->breakIt;
        else if (phaseName == phase::putBack)
            list = &drill->putBack;
        else if (phaseName == phase::steadyAgain)
            list = &drill->steadyAgain;
    }
    std::vector<const runbook::Step*> out;
    if (list != nullptr)
        for (const auto& step : *list)
            out.push_back(&step);
    return out;
}

std::optional<incident::Position> Documents::first(const std::string& phaseName) const {
    const std::string id = phaseName == phase::recover ? main : std::string(drillRunbook);
    const auto list = steps(phaseName, id);
    if (list.empty())
        return std::nullopt;
    return incident::Position{id, list.front()->slug};
}

std::optional<incident::Position> Documents::after(const std::string& phaseName,
                                                   const incident::Position& position) const {
    const auto list = steps(phaseName, position.runbook);
    for (std::size_t i = 0; i + 1 < list.size(); ++i)
        if (list[i]->slug == position.step)
            return incident::Position{position.runbook, list[i + 1]->slug};
    return std::nullopt;
}

std::string Documents::idOf(const std::string& fileName) const {
    for (const auto& [id, each] : runbooks)
        if (each.document.name == fileName)
            return id;
    return {};
}

const runbook::Document* Documents::document(const std::string& runbookId) const {
    if (runbookId == drillRunbook)
        return drill ? &drill->document : nullptr;
    const auto found = runbooks.find(runbookId);
    return found == runbooks.end() ? nullptr : &found->second.document;
}

std::vector<runbook::Capture> Documents::captures(const incident::Position& position) const {
    const std::vector<runbook::Capture>* all = nullptr;
    if (position.runbook == drillRunbook)
        all = drill ? &drill->captures : nullptr;
    else if (const auto found = runbooks.find(position.runbook); found != runbooks.end())
        all = &found->second.captures;
    std::vector<runbook::Capture> out;
    if (all != nullptr)
        for (const auto& capture : *all)
            if (capture.step == position.step)
                out.push_back(capture);
    return out;
}

const environment::Service* Documents::service(const std::string& name) const {
    const auto found = environment.services.find(name);
    return found == environment.services.end() ? nullptr : &found->second;
}

std::optional<Milliseconds> Documents::rtoTarget() const {
    const auto& runbook = runbooks.at(main);
    const auto* declared = service(runbook.service);
    return runbook.rto || declared == nullptr ? runbook.rto : declared->rto;
}

std::optional<Milliseconds> Documents::rpoTarget() const {
    const auto& runbook = runbooks.at(main);
    const auto* declared = service(runbook.service);
    return runbook.rpo || declared == nullptr ? runbook.rpo : declared->rpo;
}

Result<Documents> documentsFromJournal(std::span<const incident::Event> events) {
    Documents out;
    for (const auto& event : events) {
        if (event.type == "run.opened")
            out.main = event.body.value("runbook", "");
        if (event.type != "document.pinned")
            continue;
        const std::string role = event.body.value("role", "");
        if (role == "checklist") // for people, nothing of it runs
            continue;
        const std::string name = event.body.value("name", "");
        const std::string text = event.body.value("text", "");
        std::optional<Error> error;
        if (role == "environment") {
            auto reading = environment::readEnvironment(event.body.value("path", name), text);
            error = errorsOf(reading, name);
            out.environment = std::move(reading.environment);
        } else if (role == "drill") {
            auto reading = runbook::readDrill(name, text);
            error = errorsOf(reading, name);
            out.drill = std::move(reading.drill);
        } else {
            auto reading = runbook::readRunbook(name, text);
            error = errorsOf(reading, name);
            const std::string id = reading.runbook.id;
            out.runbooks[id] = std::move(reading.runbook);
        }
        if (error)
            return failure(std::move(*error));
    }
    if (!out.runbooks.contains(out.main))
        return failure({"this run's runbook is not in the journal", "no pinned text for '" + out.main + "'",
                        "run `muster journal verify` on this journal", out.main, Retry::never});
    return out;
}

} // namespace muster::run
