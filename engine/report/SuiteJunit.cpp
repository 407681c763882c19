#include "engine/report/Suite.h"
#include "engine/report/Xml.h"
#include "models/base/Utc.h"
#include "models/report/SuiteText.h"

namespace muster::report {
namespace {

// As for a single drill: what proved nothing is skipped and what came to no result is an error, and neither
// may look like a pass.
const char* elementOf(const SuiteDrill& each) {
    if (each.verdict == "passed")
        return nullptr;
    if (each.verdict == "failed" || each.verdict == "partial")
        return "failure";
    return each.verdict == "not-tested" || each.verdict == "not-run" ? "skipped" : "error";
}

std::string properties(const SuiteDrill& each) {
    std::string out;
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty())
            out += "        <property" + attribute("name", name) + attribute("value", value) + "/>\n";
    };
    const auto figure = [&](const char* name, Seconds value) {
        if (value)
            add(name, plainSeconds(*value));
    };
    add("run", each.run == 0 ? "" : std::to_string(each.run));
    add("verdict", each.verdict);
    add("form", each.form);
    add("unattended", each.run == 0 ? "" : each.unattended ? "true" : "false");
    figure("rto_seconds", each.rto);
    figure("rto_target_seconds", each.rtoTarget);
    figure("rpo_seconds", each.rpo);
    figure("rpo_target_seconds", each.rpoTarget);
    figure("work_lost_seconds", each.workLost);
    if (each.lost)
        add("lost", std::to_string(*each.lost));
    return "      <properties>\n" + out + "      </properties>\n";
}

std::string testCase(const SuiteDrill& each) {
    std::string why;
    for (const auto& reason : each.why)
        why += (why.empty() ? "" : "\n") + reason;
    if (each.faultStands)
        why += std::string(why.empty() ? "" : "\n") + "what was broken has not been put back";
    std::string out = "    <testcase" + attribute("classname", "muster.drill") +
                      attribute("name", each.drill) + attribute("time", plainSeconds(each.seconds)) + ">\n" +
                      properties(each);
    if (const char* element = elementOf(each)) {
        out += std::string("      <") + element +
               attribute("message", verdictText(each.verdict) +
                                        (why.empty() ? "" : ": " + why.substr(0, why.find('\n'))));
        if (std::string(element) != "skipped")
            out += attribute("type", each.verdict);
        out += ">" + xml(why) + "</" + element + ">\n";
    }
    return out + "    </testcase>\n";
}

} // namespace

std::string junit(const Suite& suite) {
    int failures = 0, errors = 0, skipped = 0;
    std::string cases;
    for (const auto& each : suite.drills) {
        const char* element = elementOf(each);
        const std::string kind = element == nullptr ? "" : element;
        failures += kind == "failure" ? 1 : 0;
        errors += kind == "error" ? 1 : 0;
        skipped += kind == "skipped" ? 1 : 0;
        cases += testCase(each);
    }
    const std::string counts = " tests=\"" + std::to_string(suite.drills.size()) + "\" failures=\"" +
                               std::to_string(failures) + "\" errors=\"" + std::to_string(errors) +
                               "\" skipped=\"" + std::to_string(skipped) + "\"" +
                               attribute("time", plainSeconds(suite.totals.seconds));
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"muster\"" + counts +
           ">\n  <testsuite" +
           attribute("name", "Drill plan " + std::to_string(suite.plan) + " on " + suite.environment) +
           counts + attribute("timestamp", formatUtc(suite.begunUtcMs).substr(0, 19)) + ">\n" + cases +
           "  </testsuite>\n</testsuites>\n";
}

} // namespace muster::report
