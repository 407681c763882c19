// `muster-core`: does the work of every command but the range's. Qt's core only: no display is ever needed.
#include "app/command/CommandLine.h"
#include "app/core/Commands.h"
#include "app/core/Signals.h"

#include <QCoreApplication>
#include <clocale>
#include <cstdio>
#include <functional>
#include <map>
#include <sodium.h>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace {

using muster::command::Request;
using Verb = std::function<int(const Request&, std::stop_token)>;

template <class Function> Verb plain(Function function) {
    return [function](const Request& request, const std::stop_token&) { return function(request); };
}

const std::map<std::string, Verb>& verbs() {
    namespace app = muster::app;
    static const std::map<std::string, Verb> table{
        {"drill run", app::drillRun},
        {"drill list", plain(app::drillList)},
        {"drill withdraw", app::drillWithdraw},
        {"drill watch", plain(app::drillWatch)},
        {"runbook run", app::runbookRun},
        {"runbook list", plain(app::runbookList)},
        {"runbook show", plain(app::runbookShow)},
        {"runbook lint", plain(app::runbookLint)},
        {"environment list", plain(app::environmentList)},
        {"environment lint", plain(app::environmentLint)},
        {"incident list", plain(app::incidentList)},
        {"incident show", plain(app::incidentShow)},
        {"incident resume", app::incidentResume},
        {"incident note", plain(app::incidentNote)},
        {"journal verify", plain(app::journalVerify)},
        {"journal export", plain(app::journalExport)},
        {"report export", plain(app::reportExport)},
        {"report plan", plain(app::reportPlan)},
        {"report metrics", plain(app::reportMetrics)},
    };
    return table;
}

// Secrets pass through this process: no core file, no debugger of the same user.
void keepMemoryToOurselves() {
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
}

} // namespace

int main(int argc, char** argv) {
    keepMemoryToOurselves();
    if (sodium_init() < 0) {
        std::fputs("muster: the machine gives no random numbers. Next: look at /dev/urandom\n", stderr);
        return muster::command::environmentNotReady;
    }
    const muster::app::Signals interruptions; // before any thread, so that all of them inherit the mask
    QCoreApplication application(argc, argv);
    std::setlocale(LC_ALL, "C"); // Qt took the person's; figures in files and reports do not depend on it
    const auto parsed = muster::command::parse({argv + 1, argv + argc});
    std::fputs(parsed.out.c_str(), stdout);
    std::fputs(parsed.err.c_str(), stderr);
    if (!parsed.request)
        return parsed.exitCode;
    return verbs().at(parsed.request->verb)(*parsed.request, interruptions.stop());
}
