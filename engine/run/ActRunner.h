// Carries out one part of one step on its hosts: intent, act, outcome, in this order, on each of them.
#pragma once

#include "engine/run/Documents.h"
#include "engine/run/Next.h"
#include "engine/run/RunLog.h"
#include "models/ports/Clock.h"
#include "models/ports/Executor.h"
#include "models/ports/SecretSource.h"

#include <stop_token>

namespace muster::run {

// The ports a run needs. All outlive the run.
struct World {
    ports::Journal& journal;
    ports::Executor& executor;
    ports::SecretSource& secrets;
    ports::Clock& clock;
    std::string writer; // the journal's id: part of every act's key, so that no two journals share one
};

class ActRunner {
public:
    ActRunner(World world, const Documents& documents, RunLog& log);

    // What goes wrong with the act is recorded as its outcome. An Error means that the journal could not be
    // written, and that nothing further was done.
    [[nodiscard]] Result<> perform(const Perform& what, std::stop_token stop);

    // Adds to a question about a step that acts what would run, and where: as it would be at this moment.
    // Why that cannot be told stands in it, too; nothing is recorded, and only roles are asked for.
    void preview(ports::Question& question, std::stop_token stop);

    // Asks the targets what became of acts that a crash left without an outcome.
    [[nodiscard]] Result<> settleOpen(const SettleOpenActs& open, std::stop_token stop);

private:
    struct Prepared;

    Result<> runPrepared(const Perform& what, const runbook::Action& action, Prepared& prepared,
                         std::stop_token stop);
    Result<> report(Json body, const runbook::Action& action, const Result<ports::Outcome>& outcome,
                    const std::string& out, const std::string& err, int polls, const Perform& what);
    Result<> notStarted(const Perform& what, const runbook::Action& action, const std::string& host,
                        const std::string& why);
    Result<std::vector<Prepared>> prepare(const Perform& what, const runbook::Action& action,
                                          const std::vector<std::string>& hosts);
    [[nodiscard]] Result<std::map<std::string, Secret>>
    namedSecrets(const std::vector<std::string>& names) const;
    [[nodiscard]] Json actBody(const Perform& what, const runbook::Action& action,
                               const std::string& host) const;

    World m_world;
    const Documents& m_documents;
    RunLog& m_log;
};

} // namespace muster::run
