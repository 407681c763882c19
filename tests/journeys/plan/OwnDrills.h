// Small drills of a test's own: they break nothing.
#pragma once

#include "tests/support/RangeJourney.h"

namespace muster::test {

// A drill that breaks nothing, so that its fault is never seen, with its runbook. `putBack`: what its `Put
// back` runs.
inline std::string drillThatBreaksNothing(const TemporaryFolder& folder, const std::string& name,
                                          const std::string& putBack = "true") {
    folder.write("runbooks/" + name + ".md",
                 "---\nid: " + name +
                     "\ntitle: Nothing is wrong\nseverity: P3\nservice: orchestrator\n"
                     "owner: oncall\nversion: 1\nreviewed: 2026-11-01\nreview-every: 90d\n"
                     "symptoms: [none]\n---\n# Nothing is wrong\nFor practice.\n\n"
                     "## Look\nIs it there?\n```http on=api reads expect=status:200\n"
                     "GET /health\n```\n");
    return folder.write(
        "runbooks/" + name + ".drill.md",
        "---\ndrill: " + name + "\nrunbook: " + name +
            ".md\nblast-radius: [db@primary]\ncaptures:\n"
            "  form: { step: break-it, match: 'form (.*)' }\n---\n# Nothing: the drill\n\n"
            "## Steady state\nIt is healthy.\n```http on=api reads expect=status:200\nGET /health\n```\n\n"
            "## Break it\nNothing at all.\n```sh on=db@primary idempotent timeout=10s\n"
            "echo form weaker: nothing\n```\n\n## Put back\nNothing either.\n"
            "```sh on=db@primary idempotent timeout=10s\n" +
            putBack +
            "\n```\n\n## Steady again\nIt is healthy.\n```http on=api reads expect=status:200\n"
            "GET /health\n```\n");
}

} // namespace muster::test
