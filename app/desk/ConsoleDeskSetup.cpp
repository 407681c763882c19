// The part of the desk that reads what was, hands it out, and tries how hosts and services are reached.
#include "app/desk/ConsoleDesk.h"

#include "app/desk/Turns.h"
#include "app/workshop/ExportReport.h"
#include "app/workshop/Library.h"
#include "app/workshop/Places.h"
#include "app/workshop/WriteFile.h"
#include "engine/journal/Export.h"
#include "engine/journal/Verify.h"
#include "engine/measure/KeptSamples.h"
#include "engine/measure/ProbeLog.h"
#include "engine/report/Report.h"
#include "engine/transport/ssh/AccessCheck.h"
#include "models/environment/ReadEnvironment.h"
#include "models/report/Words.h"

namespace muster::app {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds testPatience{20};

class Discard : public ports::OutputSink {
public:
    void write(ports::Stream, std::string_view) override {}
};

ports::ConnectionTest testedHost(const environment::Environment& environment, const environment::Host& host,
                                 Reach& reach, const transport::FirstUse& firstUse, std::stop_token stop) {
    ports::ConnectionTest out;
    if (host.ssh) {
        const auto report = transport::checkAccess(host, environment, reach.secrets(), firstUse,
                                                   std::chrono::steady_clock::now() + testPatience, stop);
        for (const auto& step : report.steps)
            out.stages.push_back({step.name, step.ok, step.detail});
        out.error = report.error;
        return out;
    }
    ports::Act act;
    act.key = "test." + std::to_string(std::chrono::steady_clock::now().time_since_epoch().count());
    act.what = ports::ShellAct{host, "uname -sr", {}, false};
    act.timeout = testPatience;
    Discard discard;
    const auto outcome = reach.executor().run(act, discard, stop);
    reach.executor().forget(act);
    if (!outcome)
        out.error = outcome.error();
    out.stages.push_back(
        {"run a command", outcome.has_value(), outcome ? "on this machine" : outcome.error().why});
    return out;
}

// Whatever it answers, it answered: what a route says is the probe's business.
ports::ConnectionTest testedService(const environment::Service& service, Reach& reach, std::stop_token stop) {
    ports::ConnectionTest out;
    ports::Act act;
    act.key = "test";
    act.what = ports::HttpAct{service, "GET", service.url + "/", {}, {}, ""};
    act.timeout = testPatience;
    Discard discard;
    const auto outcome = reach.executor().run(act, discard, stop);
    const bool answered = outcome && outcome->ended == ports::Outcome::Ended::responded;
    if (!outcome)
        out.error = outcome.error();
    else if (!answered)
        out.error = Error{
            service.name + " did not answer",
            "no answer within " + formatDuration(std::chrono::duration_cast<Milliseconds>(testPatience)),
            "see that it runs and that " + service.url + " is right", service.name, Retry::safe};
    out.stages.push_back({"answer", answered,
                          answered ? service.url + " answers with status " + std::to_string(outcome->status)
                                   : out.error->why});
    return out;
}

} // namespace

void ConsoleDesk::load(std::int64_t run, ports::Then<> then) {
    beside<void>(std::move(then), [this, run](const auto&) -> Result<> {
        auto loaded = m_archive->load(run);
        if (!loaded)
            return failure(std::move(loaded.error()));
        m_announcer.tell([run](auto& observer) { observer.runChanged(run); });
        return {};
    });
}

void ConsoleDesk::samples(std::int64_t run, ports::Then<std::vector<metrics::Sample>> then) {
    beside<std::vector<metrics::Sample>>(
        std::move(then), [this, run](const auto&) -> Result<std::vector<metrics::Sample>> {
            std::string file;
            {
                const std::lock_guard lock(m_mutex);
                if (const auto drill = m_drills.find(run); drill != m_drills.end())
                    file = drill->second->probeLog();
            }
            if (!file.empty()) {
                auto log = measure::readSamples(file);
                if (log)
                    return std::move(log->samples);
            }
            auto view = m_archive->load(run);
            if (!view)
                return failure(std::move(view.error()));
            const ports::JournalQueries& journal =
                m_journal ? static_cast<const ports::JournalQueries&>(*m_journal) : *m_reader;
            return measure::keptSamples(journal, report::hashesOf((*view)->report->probeLogs));
        });
}

void ConsoleDesk::output(const std::string& sha256, ports::Then<std::string> then) {
    beside<std::string>(std::move(then), [this, sha256](const auto&) {
        return m_journal ? m_journal->blob(sha256) : m_reader->blob(sha256);
    });
}

void ConsoleDesk::verifyJournal(ports::Then<std::string> then) {
    beside<std::string>(std::move(then), [this](const auto&) -> Result<std::string> {
        auto report = journal::verifyJournal(m_file.string());
        if (!report)
            return failure(std::move(report.error()));
        if (report->intact)
            return "intact: " + std::to_string(report->events) + " events of " +
                   std::to_string(report->runs) + " runs, " + std::to_string(report->blobs) +
                   " outputs; head " + report->head;
        return failure(
            {"the journal is BROKEN" +
                 (report->brokenAt != 0 ? " at event " + std::to_string(report->brokenAt) : std::string()),
             report->why, "keep the file as it is, and compare it with a copy or a report", "",
             Retry::never});
    });
}

void ConsoleDesk::testHost(const std::string& environment, const std::string& host,
                           ports::Then<ports::ConnectionTest> then) {
    beside<ports::ConnectionTest>(
        std::move(then),
        [this, environment, host](const std::stop_token& stop) -> Result<ports::ConnectionTest> {
            auto found = environmentOf(environment);
            if (!found)
                return failure(std::move(found.error()));
            const auto declared = found->hosts.find(host);
            if (declared == found->hosts.end())
                return failure(
                    {"there is no host '" + host + "'", "", "look at " + found->path, host, Retry::never});
            Reach reach(*found, m_hostKeys.firstUse());
            const auto begun = m_clock.now().monotonicNs;
            auto out = testedHost(*found, declared->second, reach, m_hostKeys.firstUse(), stop);
            out.took = Milliseconds((m_clock.now().monotonicNs - begun) / 1'000'000);
            return out;
        });
}

void ConsoleDesk::testService(const std::string& environment, const std::string& service,
                              ports::Then<ports::ConnectionTest> then) {
    beside<ports::ConnectionTest>(
        std::move(then),
        [this, environment, service](const std::stop_token& stop) -> Result<ports::ConnectionTest> {
            auto found = environmentOf(environment);
            if (!found)
                return failure(std::move(found.error()));
            const auto declared = found->services.find(service);
            if (declared == found->services.end())
                return failure({"there is no service '" + service + "'", "", "look at " + found->path,
                                service, Retry::never});
            Reach reach(*found, {});
            const auto begun = m_clock.now().monotonicNs;
            auto out = testedService(declared->second, reach, stop);
            out.took = Milliseconds((m_clock.now().monotonicNs - begun) / 1'000'000);
            return out;
        });
}

void ConsoleDesk::addEnvironment(const std::string& file, ports::Then<std::string> then) {
    inTurnText(std::move(then), [this, file]() -> Result<std::string> {
        std::error_code error;
        const auto path = fs::weakly_canonical(file, error);
        auto text = readDocument(path);
        if (!text)
            return failure(std::move(text.error()));
        const auto reading = environment::readEnvironment(path.string(), *text);
        for (const auto& problem : reading.problems)
            if (problem.severity == Severity::error)
                return failure({"this environment file cannot be used", problem.text(),
                                "mend it, then add it again", path.string(), Retry::safe});
        const auto folder = configurationFolder() / "environments";
        if (!ensureFolder(folder))
            return failure({"the environment cannot be registered", "there is no folder " + folder.string(),
                            "look at its permissions", "", Retry::safe});
        const auto link = folder / (reading.environment.name + ".yaml");
        if (fs::equivalent(link, path, error))
            return reading.environment.name;
        if (fs::exists(fs::symlink_status(link, error)))
            return failure({"an environment '" + reading.environment.name + "' is registered already",
                            link.string(), "remove that one first, or give this one another name", "",
                            Retry::never});
        fs::create_symlink(path, link, error);
        if (error)
            return failure({"the environment cannot be registered", error.message(),
                            "look at the permissions of " + folder.string(), "", Retry::safe});
        reloadLibrary();
        return reading.environment.name;
    });
}

void ConsoleDesk::removeEnvironment(const std::string& name, ports::Then<> then) {
    m_inTurn->post([this, name, then](const auto&) {
        const auto remove = [&]() -> Result<> {
            auto file = fileOfEnvironment(name);
            if (!file)
                return failure(std::move(file.error()));
            std::error_code error;
            if (!fs::is_symlink(*file, error))
                return failure({"the environment '" + name + "' is not taken out",
                                file->string() + " is the file itself and not a link to it",
                                "move the file elsewhere yourself: this console deletes no document", "",
                                Retry::never});
            fs::remove(*file, error);
            if (error)
                return failure({"the environment cannot be taken out", error.message(),
                                "look at the permissions of its folder", "", Retry::safe});
            reloadLibrary();
            return {};
        };
        auto result = remove();
        if (then)
            then(std::move(result));
    });
}

void ConsoleDesk::exportRun(std::int64_t run, ports::ExportFormat format, const std::string& file,
                            ports::Then<> then) {
    beside<void>(std::move(then), [this, run, format, file](const auto&) -> Result<> {
        const auto journal = [&]() -> const ports::JournalQueries& {
            return m_journal ? static_cast<const ports::JournalQueries&>(*m_journal) : *m_reader;
        };
        if (format == ports::ExportFormat::journal) {
            auto lines = journal::exportJournal(m_file.string(), 0);
            return lines ? writeFile(file, *lines) : failure(std::move(lines.error()));
        }
        return exportReport(journal(), m_file.string(), run, format, file);
    });
}

} // namespace muster::app
