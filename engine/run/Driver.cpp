#include "engine/run/Driver.h"

#include "engine/run/Entries.h"

namespace muster::run {
namespace {

template <class... Handlers> struct Overloaded : Handlers... { using Handlers::operator()...; };
template <class... Handlers> Overloaded(Handlers...) -> Overloaded<Handlers...>; // for clang-tidy 14

} // namespace

Driver::Driver(World world, const Documents& documents, RunLog& log, ports::Operator* person)
    : m_world(world), m_documents(documents), m_log(log), m_person(person), m_acts(world, documents, log) {}

Result<PhaseDone> Driver::runPhase(const std::string& phaseName, std::stop_token stop) {
    auto written = m_log.append(
        "phase.entered", Json{{"phase", phaseName}, {"next", positionJson(m_documents.first(phaseName))}});
    if (!written)
        return failure(std::move(written.error()));
    return proceed(stop);
}

Result<PhaseDone> Driver::proceed(std::stop_token stop) {
    for (;;) {
        const auto state = m_log.state();
        if (stop.stop_requested()) {
            if (!state.cancelled && !m_leaves)
                if (auto written = cancel(stopReason); !written)
                    return failure(std::move(written.error()));
            return PhaseDone{true};
        }
        const Next move = next(state, m_documents);
        if (const auto* done = std::get_if<PhaseDone>(&move))
            return *done;
        auto did =
            std::visit(Overloaded{[&](const Record& record) { return m_log.append(record.entries); },
                                  [&](const Perform& perform) { return act(perform, stop); },
                                  [&](const SettleOpenActs& open) { return m_acts.settleOpen(open, stop); },
                                  [&](const ports::Question& question) { return ask(question, stop); },
                                  [&](const Pause& pause) -> Result<> {
                                      if (!m_world.clock.wait(pause.duration, stop))
                                          return {};
                                      return m_log.append(paused(m_log.state()));
                                  },
                                  [](const PhaseDone&) -> Result<> { return {}; }},
                       move);
        if (!did)
            return failure(std::move(did.error()));
    }
}

Result<> Driver::ask(const ports::Question& question, std::stop_token stop) {
    if (m_person == nullptr)
        return cancel("a question needed a person, and nobody was there: " + question.text);
    ports::Question asked = question;
    if (const auto answer = m_person->atOnce(asked))
        if (auto entries = decide(m_log.state(), m_documents, question, *answer)) {
            for (auto& entry : *entries)
                if (entry.type == "step.granted")
                    entry.body["by"] = "policy"; // the record says that nobody looked
            return m_log.append(*entries);
        }
    m_acts.preview(asked, stop);
    for (;;) {
        const auto answer = m_person->ask(asked, stop);
        if (!answer && m_leaves)
            return {};
        if (!answer)
            return cancel(stopReason);
        auto entries = decide(m_log.state(), m_documents, question, *answer);
        if (entries)
            return m_log.append(*entries);
        asked.text = entries.error().text() + "\n" + question.text;
    }
}

Result<> Driver::act(const Perform& perform, std::stop_token stop) {
    std::stop_source mine;
    {
        const std::lock_guard lock(m_actMutex);
        m_actStop = mine;
    }
    if (stop.stop_requested())
        return {};
    // A run that is left takes nothing with it: what runs on a host is waited for, or collected later.
    const std::stop_callback forward(stop, [this, &mine]() {
        if (!m_leaves)
            mine.request_stop();
    });
    return m_acts.perform(perform, mine.get_token());
}

void Driver::stopAct() {
    const std::lock_guard lock(m_actMutex);
    m_actStop.request_stop();
}

Result<> Driver::cancel(const std::string& reason) {
    const auto state = m_log.state();
    std::vector<ports::Entry> entries{{state.number, "run.cancelled", Json{{"reason", reason}}}};
    for (auto& entry : abandonActive(state, "the run was stopped: " + reason))
        entries.push_back(std::move(entry));
    return m_log.append(entries);
}

} // namespace muster::run
