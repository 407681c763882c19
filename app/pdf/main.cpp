// muster-pdf: the report of one run or of a plan as a PDF, from a journal that is only read. A program of its
// own, so that nothing else loads QtGui for it; it needs no display.
#include "engine/journal/sqlite/SqliteJournal.h"
#include "engine/measure/KeptSamples.h"
#include "engine/report/Report.h"
#include "engine/report/Suite.h"
#include "models/base/Printable.h"
#include "models/report/SuiteSheet.h"
#include "models/report/Words.h"
#include "paper/Pdf.h"

#include <CLI/CLI.hpp>
#include <QGuiApplication>
#include <QHashFunctions>
#include <QSaveFile>
#include <clocale>
#include <cstdio>

namespace {

using namespace muster;

struct Wanted {
    std::string journal;
    std::int64_t run = 0;
    std::int64_t plan = 0;
    std::string output;
    std::string page = "a4";
};

enum Exit { done = 0, failed = 1, usage = 2 };

int complain(const Error& error, int code) {
    std::fprintf(stderr, "muster-pdf: %s\n", printable(error.text()).c_str());
    return code;
}

// Without its chart a report is still a report: what cannot be read of the probe log is left out.
std::vector<metrics::Sample> samplesOf(const ports::JournalQueries& journal, const report::Report& report) {
    return measure::keptSamples(journal, report::hashesOf(report.probeLogs))
        .value_or(std::vector<metrics::Sample>());
}

Result<> write(const std::string& file, const QByteArray& bytes) {
    if (file == "-") {
        const auto length = static_cast<std::size_t>(bytes.size());
        if (std::fwrite(bytes.constData(), 1, length, stdout) != length || std::fflush(stdout) != 0)
            return failure(
                {"cannot write to standard output", "it was closed or is full", "", "", Retry::safe});
        return {};
    }
    // Beside it and renamed into place: a reader sees the old file or the new one, never half of it.
    QSaveFile out(QString::fromLocal8Bit(file.c_str()));
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size() || !out.commit())
        return failure({"cannot write " + file, out.errorString().toStdString(), "choose another place", file,
                        Retry::safe});
    return {};
}

struct Painted {
    report::Sheet sheet;
    std::int64_t utcMs = 0; // the date in the file: of the last thing that it tells, not of the clock
};

Result<Painted> ofPlan(const ports::JournalQueries& journal, std::int64_t plan) {
    auto suite = report::suiteFromJournal(journal, plan);
    if (!suite)
        return failure(std::move(suite.error()));
    return Painted{report::lay(*suite), suite->endedUtcMs != 0 ? suite->endedUtcMs : suite->begunUtcMs};
}

Result<Painted> ofRun(const ports::JournalQueries& journal, std::int64_t run) {
    const auto events = journal.events(run);
    if (!events)
        return failure(events.error());
    if (events->empty())
        return failure({"there is no run " + std::to_string(run), "", "`muster incident list` shows all", "",
                        Retry::never});
    const auto report = report::fold(*events);
    return Painted{report::lay(report, samplesOf(journal, report)), report.lastUtcMs};
}

int make(const Wanted& wanted) {
    auto journal = journal::SqliteJournalReader::open(wanted.journal);
    if (!journal)
        return complain(journal.error(), failed);
    const auto painted = wanted.plan != 0 ? ofPlan(**journal, wanted.plan) : ofRun(**journal, wanted.run);
    if (!painted)
        return complain(painted.error(), painted.error().retry == Retry::never ? usage : failed);
    const auto size = wanted.page == "letter" ? paper::PageSize::letter : paper::PageSize::a4;
    const QByteArray bytes = paper::pdf(painted->sheet, size, {"Muster " MUSTER_VERSION, painted->utcMs});
    if (bytes.isEmpty())
        return complain(
            {"cannot paint the report", "Qt did not begin", "export it as HTML", "", Retry::never}, failed);
    const auto written = write(wanted.output, bytes);
    return written ? done : complain(written.error(), failed);
}

} // namespace

int main(int argc, char** argv) {
    Wanted wanted;
    CLI::App words{"The report of one run, or of a plan of drills, as PDF. `muster report export --format "
                   "pdf` calls it.",
                   "muster-pdf"};
    words.add_option("--journal", wanted.journal, "The journal file; it is only read")->required();
    auto* which = words.add_option_group("which");
    which->add_option("--run", wanted.run, "Number of the run");
    which->add_option("--plan", wanted.plan, "Number of a plan of drills");
    which->require_option(1);
    words.add_option("-o,--output", wanted.output, "The file to write; -: standard output")->required();
    words.add_option("--page", wanted.page, "a4 or letter")
        ->check(CLI::IsMember({"a4", "letter"}))
        ->capture_default_str();
    words.set_version_flag("--version", "muster-pdf " MUSTER_VERSION);
    try {
        words.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return words.exit(error) == 0 ? done : usage;
    }
    QHashSeed::setDeterministicGlobalSeed(); // names of fonts come out of hashes: the same file every time
    qputenv("QT_QPA_PLATFORM", "offscreen"); // whatever the desktop says: there may be none
    const QGuiApplication application(argc, argv);
    std::setlocale(LC_ALL, "C"); // Qt took the person's; figures do not depend on it
    return make(wanted);
}
