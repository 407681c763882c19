#include "app/core/Commands.h"
#include "app/workshop/Places.h"
#include "engine/journal/Export.h"
#include "engine/journal/Verify.h"

#include <iostream>

namespace muster::app {
namespace {

std::string journalOf(const command::Request& request) {
    if (!request.files.empty())
        return request.files.front();
    return request.journal.empty() ? defaultJournal().string() : request.journal;
}

} // namespace

int journalVerify(const command::Request& request) {
    const std::string file = journalOf(request);
    const auto report = journal::verifyJournal(file);
    if (!report)
        return complain(report.error(), command::failed);
    if (request.jsonToStandardOutput) {
        const Json data{{"file", file},
                        {"intact", report->intact},
                        {"events", report->events},
                        {"broken_at", report->intact ? Json(nullptr) : Json(report->brokenAt)},
                        {"type", report->type},
                        {"why", report->why}};
        std::cout << data.dump(2) << "\n";
    } else if (report->intact) {
        std::cout << "intact: " << report->events << " events, every link of the chain holds\n";
    } else {
        std::cout << "BROKEN at event " << report->brokenAt
                  << (report->type.empty() ? "" : " (" + report->type + ")") << ": " << report->why << "\n";
    }
    return report->intact ? command::passed : command::failed;
}

int journalExport(const command::Request& request) {
    auto text = journal::exportJournal(journalOf(request), request.run);
    if (!text)
        return complain(text.error(), command::failed);
    auto written = writeText(request.output, *text);
    return written ? command::passed : complain(written.error(), command::failed);
}

} // namespace muster::app
