#include "engine/report/Report.h"
#include "engine/report/Xml.h"
#include "models/base/Utc.h"

namespace muster::report {
namespace {

struct Outcome {
    const char* element = nullptr; // nullptr: passed
    bool failure = false, error = false, skipped = false;
};

// A rehearsal or a drill whose fault was never seen has tested nothing; a run that was stopped or broke off
// has no result. None of them may look like a pass.
Outcome outcome(const Report& report) {
    if (report.verdict == "passed" || report.verdict == "completed")
        return {};
    if (report.verdict == "failed")
        return {"failure", true, false, false};
    if (report.verdict == "not-tested" || report.verdict == "rehearsed")
        return {"skipped", false, false, true};
    return {"error", false, true, false};
}

std::string properties(const Report& report) {
    std::string out;
    const auto add = [&](const char* name, const std::string& value) {
        out += "        <property" + attribute("name", name) + attribute("value", value) + "/>\n";
    };
    const auto figure = [&](const char* name, Seconds value) {
        if (value)
            add(name, plainSeconds(*value));
    };
    add("run", std::to_string(report.run));
    add("verdict", report.verdict);
    add("mode", report.mode);
    add("environment", report.environment);
    add("unattended", report.unattended ? "true" : "false");
    figure("rto_seconds", report.rto);
    figure("rto_target_seconds", report.rtoTarget);
    figure("rpo_seconds", report.rpo);
    figure("rpo_target_seconds", report.rpoTarget);
    figure("probe_error_seconds", report.probeError);
    figure("work_lost_seconds", report.workLost);
    if (!report.form.empty())
        add("form", report.form);
    if (report.counts.lost)
        add("lost", std::to_string(*report.counts.lost));
    return "      <properties>\n" + out + "      </properties>\n";
}

std::string suite(const Report& report) {
    const Outcome end = outcome(report);
    const std::string time = plainSeconds(report.times.total());
    const std::string name = report.drill.empty() ? report.runbook : report.drill;
    std::string why;
    for (const auto& reason : report.why)
        why += (why.empty() ? "" : "\n") + reason;
    if (report.faultStands)
        why += std::string(why.empty() ? "" : "\n") + "what was broken has not been put back";
    std::string out = "  <testsuite" + attribute("name", report.title.empty() ? name : report.title) +
                      " tests=\"1\" failures=\"" + (end.failure ? "1" : "0") + "\" errors=\"" +
                      (end.error ? "1" : "0") + "\" skipped=\"" + (end.skipped ? "1" : "0") + "\"" +
                      attribute("time", time) +
                      attribute("timestamp", formatUtc(report.openedUtcMs).substr(0, 19)) + ">\n";
    out += "    <testcase" + attribute("classname", "muster.drill") + attribute("name", name) +
           attribute("time", time) + ">\n" + properties(report);
    if (end.element != nullptr) {
        const std::string message =
            report.verdict + (why.empty() ? "" : ": " + why.substr(0, why.find('\n')));
        out += std::string("      <") + end.element + attribute("message", message);
        if (!end.skipped)
            out += attribute("type", report.verdict);
        out += ">" + xml(why) + "</" + end.element + ">\n";
    }
    return out + "    </testcase>\n  </testsuite>\n";
}

} // namespace

std::string junit(const std::vector<Report>& reports) {
    std::string suites;
    int failures = 0;
    int errors = 0;
    int skipped = 0;
    double time = 0;
    for (const auto& report : reports) {
        const Outcome end = outcome(report);
        failures += end.failure ? 1 : 0;
        errors += end.error ? 1 : 0;
        skipped += end.skipped ? 1 : 0;
        time += report.times.total();
        suites += suite(report);
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"muster\" tests=\"" +
           std::to_string(reports.size()) + "\" failures=\"" + std::to_string(failures) + "\" errors=\"" +
           std::to_string(errors) + "\" skipped=\"" + std::to_string(skipped) + "\"" +
           attribute("time", plainSeconds(time)) + ">\n" + suites + "</testsuites>\n";
}

} // namespace muster::report
