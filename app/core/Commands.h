// What each verb of the command line does. Each returns an exit code of CommandLine.h, prints data on
// standard output and everything else on standard error.
#pragma once

#include "app/command/CommandLine.h"
#include "models/base/Error.h"
#include "models/base/Place.h"

#include <stop_token>
#include <string>
#include <vector>

namespace muster::app {

int drillRun(const command::Request& request, std::stop_token stop);
int drillList(const command::Request& request);
int drillWithdraw(const command::Request& request, std::stop_token stop);
int drillWatch(const command::Request& request); // the watchdog; see Watchdog.h
int runbookRun(const command::Request& request, std::stop_token stop);
int runbookList(const command::Request& request);
int runbookShow(const command::Request& request);
int runbookLint(const command::Request& request);
int environmentList(const command::Request& request);
int environmentLint(const command::Request& request);
int incidentList(const command::Request& request);
int incidentShow(const command::Request& request);
int incidentResume(const command::Request& request, std::stop_token stop);
int incidentNote(const command::Request& request);
int journalVerify(const command::Request& request);
int journalExport(const command::Request& request);
int reportExport(const command::Request& request);
int reportPlan(const command::Request& request);
int reportMetrics(const command::Request& request);

// "muster: what: why. Next: next" on standard error; returns `code`.
int complain(const Error& error, int code);
void printProblems(const std::vector<Problem>& problems); // one a line, on standard error
// To the file, completely or not at all; empty or "-": standard output.
Result<> writeText(const std::string& file, const std::string& text);

} // namespace muster::app
