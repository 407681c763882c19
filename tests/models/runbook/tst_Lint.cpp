#include "models/runbook/Lint.h"
#include "models/runbook/ShellText.h"
#include "tests/models/runbook/Documents.h"

#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace muster;
using namespace muster::runbook;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

environment::Environment system(const std::string& more = {}) {
    const auto reading = environment::readEnvironment(
        "it.yaml", "environment: it\n"
                   "hosts:\n"
                   "  db-a: { local: true, values: { db_data: /a, only_a: x } }\n"
                   "  db-b: { local: true, values: { db_data: /b } }\n"
                   "  app-a: { local: true }\n"
                   "groups: { db: [db-a, db-b], app: [app-a] }\n"
                   "roles: { db@primary: [test, -e, \"{{db_data}}\"] }\n"
                   "services: { api: { url: http://localhost } }\n"
                   "values: { db_host: x }\n"
                   "commands: { db.start: [pg_ctl, \"{{db_data}}\"] }\n"
                   "secrets: { token: { env: TOKEN } }\n" +
                       more);
    EXPECT_THAT(said(reading.problems), IsEmpty());
    return reading.environment;
}

// Lint of a runbook whose body begins in line 9; the fence of its first step opens in line 10.
std::vector<std::string> found(const std::string& body, const std::vector<Runbook>& linked = {}) {
    const auto reading = readBody(
        body, "service: api\ninputs: { name: { match: '.*' }, safe: { default: x, match: '[a-z]+' } }\n"
              "captures: { cap: { step: first, match: '.' }, maybe: { step: first, match: '.', optional: "
              "true } }\n");
    EXPECT_THAT(said(reading.problems), IsEmpty()) << body;
    const auto environment = system();
    return said(lint(reading.runbook, linked, &environment, ""));
}

std::vector<std::string> inFirst(const std::string& info, const std::string& text) {
    return found("## First\n```" + info + "\n" + text + "```\n");
}

// After a step that captures.
std::vector<std::string> inSecond(const std::string& info, const std::string& text) {
    return found("## First\n```sh on=app-a reads\ntrue\n```\n## Second\n```" + info + "\n" + text + "```\n");
}

std::string drillText(const std::string& front, const std::string& breakIt) {
    return "---\ndrill: it\nrunbook: it.md\n" + front + "---\n# It\n## Steady state\n## Break it\n" +
           breakIt + "## Put back\n## Steady again\n";
}

} // namespace

TEST(Lint, ExamplesOfTheDocumentationAreClean) {
    const auto text = docs("RUNBOOK-FORMAT.md");
    const auto runbook = readRunbook("database-crash.md", example(text, "````markdown\n", "````\n", 0));
    const auto drill = readDrill("database-crash.drill.md", example(text, "````markdown\n", "````\n", 1));
    const auto environment = environment::readEnvironment(
                                 "shop.yaml", example(docs("ENVIRONMENT-FILE.md"), "```yaml\n", "```\n", 0))
                                 .environment;
    EXPECT_THAT(said(runbook.problems), IsEmpty());
    EXPECT_THAT(said(drill.problems), IsEmpty());
    EXPECT_EQ(runbook.runbook.steps.size(), 7U);
    Runbook other;
    other.document.name = "pool-exhausted.md";
    EXPECT_THAT(said(lint(runbook.runbook, {other}, &environment, "2026-11-24")), IsEmpty());
    EXPECT_THAT(said(lint(runbook.runbook, {other}, nullptr, "")), IsEmpty());
    EXPECT_THAT(said(lintDrill(drill.drill, runbook.runbook, &environment)), IsEmpty());
    EXPECT_THAT(said(lintDrill(drill.drill, runbook.runbook, nullptr)), IsEmpty());
}

TEST(Lint, TheRunbooksThatShipAreClean) {
    int count = 0;
    const std::filesystem::directory_iterator folder(std::string(MUSTER_SOURCE_DIR) + "/runbooks");
    const std::vector<std::filesystem::directory_entry> entries(begin(folder), end(folder));
    std::vector<Runbook> runbooks; // they lead to each other
    for (const auto& entry : entries)
        if (const auto name = entry.path().filename().string();
            name.ends_with(".md") && !name.ends_with(".drill.md"))
            runbooks.push_back(readRunbook(name, fileText(entry.path().string())).runbook);
    for (const auto& entry : entries) {
        const auto name = entry.path().filename().string();
        const auto text = fileText(entry.path().string());
        if (name.ends_with(".drill.md")) {
            const auto drill = readDrill(name, text);
            const auto runbook = readRunbook(
                drill.drill.runbook, fileText((entry.path().parent_path() / drill.drill.runbook).string()));
            EXPECT_THAT(said(drill.problems), IsEmpty());
            EXPECT_THAT(said(lintDrill(drill.drill, runbook.runbook, nullptr)), IsEmpty());
            ++count;
        } else if (name.ends_with(".md")) {
            const auto runbook = readRunbook(name, text);
            EXPECT_THAT(said(runbook.problems), IsEmpty());
            EXPECT_THAT(said(lint(runbook.runbook, runbooks, nullptr, "")), IsEmpty());
            ++count;
        }
    }
    EXPECT_GT(count, 1);
}

TEST(Lint, TargetsMustBeInTheEnvironment) {
    const std::string text = "true\n";
    EXPECT_THAT(inFirst("sh on=app-b", text),
                ElementsAre(HasSubstr("10:4: the environment has no host 'app-b': did you mean 'app-a'?")));
    EXPECT_THAT(inFirst("sh on=bd@primary", text),
                ElementsAre(HasSubstr("no group 'bd': did you mean 'db'?")));
    EXPECT_THAT(inFirst("sh on=db@primry", text),
                ElementsAre(HasSubstr("no role 'db@primry': did you mean 'db@primary'?")));
    EXPECT_THAT(inFirst("sh on=each:ap", text), ElementsAre(HasSubstr("no group 'ap': did you mean 'app'?")));
    EXPECT_THAT(inFirst("http on=apo", "GET /\n"),
                ElementsAre(HasSubstr("no service 'apo': did you mean 'api'?")));
    EXPECT_THAT(
        inFirst("sh on=db", text),
        ElementsAre(HasSubstr("10:4: 'db' is a group, and this step changes something: write on=each:db")));
    EXPECT_THAT(inFirst("sh on=db reads", text), IsEmpty());
    EXPECT_THAT(inFirst("sh on=each:db", text), IsEmpty());
    EXPECT_THAT(inFirst("sh on=app-a secret=tokn", "echo \"$tokn\"\n"),
                ElementsAre(HasSubstr("no secret 'tokn': did you mean 'token'?")));
    EXPECT_THAT(inFirst("sh on=db-a run=db.stop", ""), ElementsAre(HasSubstr("no command 'db.stop'")));
    EXPECT_THAT(inFirst("sh on=app-a run=db.start", ""),
                ElementsAre(HasSubstr("the command 'db.start' needs a value 'db_data'")));
    EXPECT_THAT(inFirst("sh on=db-a run=db.start", ""), IsEmpty());
}

TEST(Lint, NamesThatNobodyGivesAValueAreFoundInScripts) {
    EXPECT_THAT(inFirst("sh on=db@primary", "true\n  echo \"$db_dat\"\n"),
                ElementsAre("12:9: nobody gives 'db_dat' a value here: did you mean 'db_data'?"));
    EXPECT_THAT(inFirst("sh on=each:db", "echo \"$only_a\"\n"),
                ElementsAre(HasSubstr("11:7: nobody gives 'only_a' a value")));
    EXPECT_THAT(inFirst("sh on=db-a", "echo \"$only_a $db_host $host $safe $HOME\"\n"), IsEmpty());
    EXPECT_THAT(inFirst("sh on=app-a secret=token", "echo \"$token\"\n"), IsEmpty());
    EXPECT_THAT(
        inFirst(
            "sh on=app-a",
            "a=1; for b in x; do read -r c d; done\necho \"$a$b$c$d ${e:-x} ${f:=y} $f '$g' \\$h\" # $i\n"),
        ElementsAre(HasSubstr("'g'")))
        << "inside of double quotes, single ones do not count";
    EXPECT_THAT(inFirst("sh on=app-a", "echo '$g' \"$(echo \"$k\" '$l')\" `echo $m` $((1 + $n))\n"),
                ElementsAre(HasSubstr("'k'"), HasSubstr("'m'"), HasSubstr("'n'")));
    EXPECT_THAT(inFirst("sh on=app-a", "cat <<EOF\n$one 'x\nEOF\ncat <<'EOF'\n$two\nEOF\necho \"$three\"\n"),
                ElementsAre(HasSubstr("12:1: nobody gives 'one'"), HasSubstr("17:7: nobody gives 'three'")));
    EXPECT_THAT(inFirst("sh on=app-a", "echo \"$cap\"\n"), ElementsAre(HasSubstr("nobody gives 'cap'")))
        << "its own step makes it";
    EXPECT_THAT(inSecond("sh on=app-a", "echo \"$cap\"\n"), IsEmpty());
    EXPECT_THAT(
        inSecond("sh on=app-a", "echo \"$maybe\" \"${maybe:-}\"\n"),
        ElementsAre(
            "15:7: warning: 'maybe' is an optional capture and may be missing: write \"${maybe:-}\""));
}

TEST(Lint, ValuesMustBeQuoted) {
    EXPECT_THAT(
        inFirst("sh on=db-a", "cd $db_data\n"),
        ElementsAre(
            "11:4: 'db_data' is not quoted: write \"$db_data\": else the shell splits and expands it"));
    EXPECT_THAT(
        inFirst("sh on=db-a",
                "x=$db_data\ncase $db_data in a) ;; esac\necho \"${db_data}/x\" \"$(ls -- \"$db_data\")\"\n"),
        IsEmpty());
    EXPECT_THAT(inFirst("sh on=db-a", "n=1\necho $n\n"), IsEmpty())
        << "its own variables are shellcheck's business";
}

TEST(Lint, ValuesFromOutsideMustNotBeTakenForOptions) {
    const std::string problem = "11:5: the value of 'name' may be taken for an option";
    EXPECT_THAT(inFirst("sh on=app-a", "rm \"$name\"\n"), ElementsAre(HasSubstr(problem)));
    EXPECT_THAT(inFirst("sh on=app-a", "ls \"${name}x\"\n"), ElementsAre(HasSubstr(problem)));
    EXPECT_THAT(inFirst("sh on=app-a", "rm -f -- \"$name\"\n"), IsEmpty());
    EXPECT_THAT(inFirst("sh on=app-a", "rm \"./$name\" && tail -n \"$name\"\n"), IsEmpty());
    EXPECT_THAT(inFirst("sh on=app-a", "[ \"$name\" = x ]; printf '%s' \"$name\"; x=\"$name\"\n"), IsEmpty());
    EXPECT_THAT(inFirst("sh on=app-a", "rm \"$safe\"\n"), IsEmpty()) << "its match does not begin with '-'";
    EXPECT_THAT(inFirst("sh on=db-a", "ls \"$db_data\"\n"), IsEmpty())
        << "the environment's own values are trusted";
    EXPECT_THAT(inSecond("sh on=app-a", "rm \"$cap\"\n"),
                ElementsAre(HasSubstr("may be taken for an option")));
}

TEST(Lint, QueriesAndRequestsAreChecked) {
    EXPECT_THAT(inFirst("sql on=db-a reads", "SELECT 1\n  WHERE x = :name AND y = :'nmae' AND z = 1::int;\n"),
                ElementsAre(HasSubstr("12:13: ':name' puts the value into the query as it is: write :'name'"),
                            HasSubstr("12:27: nobody gives 'nmae' a value here: did you mean 'name'?")));
    EXPECT_THAT(inFirst("sql on=db-a reads", "SELECT :'name', :\"db_data\";\n"), IsEmpty());
    EXPECT_THAT(inFirst("http on=api", "GET /x/{{name}}\nX-A: {{db_dta}}\n"),
                ElementsAre(HasSubstr("12:6: nobody gives 'db_dta' a value")));
    EXPECT_THAT(inFirst("http on=api", "GET https://elsewhere.example/\n"),
                ElementsAre(HasSubstr("10:4: 'https://elsewhere.example/' leaves the service")));
    EXPECT_THAT(inFirst("http on=api", "GET /{{name\n"), ElementsAre(HasSubstr("'{{' has no '}}'")));
    EXPECT_THAT(inSecond("message to=all", "{{name}} {{title}} {{db_host}}\n"),
                ElementsAre(HasSubstr("15:20: a message knows no 'db_host'")));
}

TEST(Lint, IrreversibleStepsNeedAWayBackOrAnApproval) {
    EXPECT_THAT(inFirst("sh on=app-a irreversible", "true\n"),
                ElementsAre(HasSubstr("10:4: the step cannot be taken back, and nobody is asked before")));
    EXPECT_THAT(inFirst("sh on=app-a irreversible undo=none", "true\n"), IsEmpty());
    EXPECT_THAT(
        found("## First\n```sh on=app-a irreversible\ntrue\n```\n### Undo\n```sh on=app-a\ntrue\n```\n"),
        IsEmpty());
    EXPECT_THAT(
        found("## Ask\n```approve by=dba\nMay we?\n```\n## First\n```sh on=app-a irreversible\ntrue\n```\n"),
        IsEmpty());
    EXPECT_THAT(found("## First\n```sh on=app-a undo=none\ntrue\n```\n### Undo\n```sh on=app-a\ntrue\n```\n"),
                ElementsAre(HasSubstr("contradict each other")));
}

TEST(Lint, LinksMustLeadSomewhere) {
    Runbook other;
    other.id = "other";
    other.document.name = "other.md";
    other.steps.emplace_back();
    other.steps[0].slug = "drain";
    other.inputs = {{"database", "", "[a-z]+", "", {}}, {"note", "", "", "", {}}};
    EXPECT_THAT(
        found("## First\n```sh on=app-a reads\ntrue\n```\n### Decide\n- [a](#frist)\n- [b](missing.md "
              "\"go\")\n- [c](other.md#drian \"call database=$nmae\")\n- [d](other.md \"go\")\n"
              "- [e](other.md \"call datbase=x\")\n- [f](other.md#drain \"call database=$safe\")\n",
              {other}),
        ElementsAre(HasSubstr("14:3: the link '#frist' leads to no step: did you mean 'first'?"),
                    HasSubstr("15:3: there is no runbook 'missing.md'"),
                    HasSubstr("16:3: 'other.md' has no step '#drian': did you mean 'drain'?"),
                    HasSubstr("16:3: nobody gives 'nmae' a value"),
                    HasSubstr("17:3: 'other.md' needs its input 'database'"),
                    HasSubstr("18:3: 'other.md' has no input 'datbase': did you mean 'database'?"),
                    HasSubstr("18:3: 'other.md' needs its input 'database'")));
}

TEST(Lint, ConditionsMustBeAbleToHold) {
    EXPECT_THAT(found("## First\n```sh on=app-a reads expect=exit:0,1\ntrue\n```\n### Decide\n- [a](#end "
                      "\"when exit=2\")\n- [b](#end \"when exit=1\")\n- [c](#end \"when exit=1\")\n"
                      "- [d](#end \"when status=200\")\n- [e](#end \"when nowhere=1\")\n## End\nx\n"),
                ElementsAre(HasSubstr("14:3: exit 2 counts as a failure of the step"),
                            HasSubstr("16:3: this condition stands above already"),
                            HasSubstr("17:3: the step has no http fence"),
                            HasSubstr("18:3: nobody gives 'nowhere' a value")));
}

TEST(Lint, StepsThatNobodyReachesAndLoopsThatNobodyLeavesAreFound) {
    EXPECT_THAT(found("## First\nx\n### Decide\n- [a](#end \"otherwise\")\n## Between\nx\n## End\nx\n"),
                testing::Contains(HasSubstr("13:1: no way leads to the step 'Between'")));
    EXPECT_THAT(
        found("## First\nx\n## Second\nx\n### Decide\n- [again](#first \"otherwise\")\n"),
        testing::Contains(HasSubstr("9:1: from the step 'First' on the runbook turns in a circle for ever")));
    const auto polled = found("## First\n```sh on=app-a reads expect=exit:0,1\ntrue\n```\n### Decide\n- "
                              "[again](#first \"when exit=1\")\n- [done](#end \"when exit=0\")\n## End\nx\n");
    EXPECT_THAT(polled, IsEmpty()) << "a loop with a way out";
    EXPECT_THAT(found("## First\n```sh on=app-a reads\ntrue\n```\n### Decide\n- [again](#first)\n"),
                IsEmpty())
        << "a person may always go on";
}

TEST(Lint, TheFrontMatterIsJudged) {
    const auto front = [](const std::string& yaml, const std::string& today) {
        const auto environment = system();
        return said(lint(readRunbook("it.md", "---\nid: it\n" + yaml + "---\n# It\n## First\nx\n").runbook,
                         {}, &environment, today));
    };
    EXPECT_THAT(front("owner: us\nservice: api\nrto: 0\nrpo: 0\nreviewed: 2026-11-01\n", "2026-11-24"),
                ElementsAre(HasSubstr("no recovery takes no time")));
    EXPECT_THAT(front("service: api\nreviewed: 2026-11-01\n", "2026-11-24"),
                ElementsAre(HasSubstr("1: the runbook has no owner: add `owner: team`")));
    EXPECT_THAT(front("owner: us\nservice: apo\nreviewed: 2026-11-01\n", "2026-11-24"),
                ElementsAre(HasSubstr("4:1: the environment has no service 'apo'")));
    const std::string reviewed = "owner: us\nservice: api\nreviewed: 2026-08-26\nreview-every: 90d\n";
    EXPECT_THAT(front(reviewed, "2026-11-24"), IsEmpty()) << "90 days";
    EXPECT_THAT(front(reviewed, "2026-11-25"),
                ElementsAre("5:1: warning: the review is overdue: the last one was 91 days ago: read it "
                            "through, then change the date"));
    EXPECT_THAT(front(reviewed, "2026-08-25"), ElementsAre(HasSubstr("the review lies in the future")));
    EXPECT_THAT(front("owner: us\nservice: api\n", "2026-11-24"), ElementsAre(HasSubstr("never reviewed")));
    EXPECT_THAT(
        said(lint(readRunbook("that.md", around("## First\nx\n", "service: s\n")).runbook, {}, nullptr, "")),
        ElementsAre(HasSubstr("2:1: warning: the id is 'it' and the file is that.md")));
}

TEST(Lint, HeadingsOfOneNameAndCapturesOfNothingAreFound) {
    const auto reading =
        readBody("## First\nx\n## First\nx\n## Undo\ny\n",
                 "captures: { a: { step: frist, match: x }, b: { step: first, match: x } }\n");
    EXPECT_THAT(said(lint(reading.runbook, {}, nullptr, "")),
                ElementsAre(HasSubstr("does not say which service"),
                            HasSubstr("4:13: the capture 'a' names no step: 'frist': did you mean 'first'?"),
                            HasSubstr("4:43: the step 'first' says nothing that could be captured"),
                            HasSubstr("9:1: the heading 'First' stands in the document already")));
}

TEST(LintDrill, DecisionsMustBeAnswered) {
    const auto runbook = readBody("## Look\nx\n### Decide\n- [Go on](#end)\n- [Wait](#look)\n## End\n- [ ] "
                                  "tick\n\n```approve by=dba\nx\n```\n")
                             .runbook;
    const auto environment = system();
    const std::string fault = "```sh on=db@primary irreversible undo=none\nkill 1\n```\n";
    const auto judge = [&](const std::string& front) {
        const auto reading = readDrill("it.drill.md", drillText(front, fault));
        EXPECT_THAT(said(reading.problems), IsEmpty());
        return said(lintDrill(reading.drill, runbook, &environment));
    };
    const std::string rest = "ticks: assume\napprovals: waive\nblast-radius: [db@primary]\n";
    EXPECT_THAT(judge(rest), ElementsAre(HasSubstr("nobody answers the decision 'look'")));
    EXPECT_THAT(judge("answers: { look: Go on }\n" + rest), IsEmpty());
    EXPECT_THAT(judge("answers: { look: end }\n" + rest), IsEmpty());
    EXPECT_THAT(judge("answers: { look: none }\n" + rest), IsEmpty());
    EXPECT_THAT(judge("answers: { look: Goon, end: none, ende: none }\n" + rest),
                ElementsAre(HasSubstr("4:12: 'Goon' is no way to go at 'look': did you mean 'Go on'?"),
                            HasSubstr("4:24: the step 'end' has no decision"),
                            HasSubstr("4:35: the runbook has no step 'ende': did you mean 'end'?")));
    EXPECT_THAT(judge("answers: { look: none }\nblast-radius: [db]\n"),
                ElementsAre(HasSubstr("items to tick"), HasSubstr("needs approvals")));
}

TEST(LintDrill, TheFaultStaysInsideOfItsBlastRadius) {
    const auto runbook = readBody("## Do it\nx\n").runbook;
    const auto judge = [&](const std::string& radius, const std::string& fault,
                           const std::string& more = {}) {
        const auto environment = system(more);
        const auto reading = readDrill("it.drill.md", drillText(radius, fault));
        EXPECT_THAT(said(reading.problems), IsEmpty());
        return said(lintDrill(reading.drill, runbook, &environment));
    };
    const std::string fault = "```sh on=db-b irreversible undo=none\nkill 1\n```\n";
    EXPECT_THAT(judge("blast-radius: [db-a]\n", fault),
                ElementsAre(HasSubstr("9:4: 'db-b' lies outside of the drill's blast radius")));
    EXPECT_THAT(judge("blast-radius: [db]\n", fault), IsEmpty());
    EXPECT_THAT(judge("blast-radius: [db@primary]\n", fault), IsEmpty());
    EXPECT_THAT(judge("blast-radius: [nobody]\n", fault),
                ElementsAre(HasSubstr("4:16: 'nobody' is no target"), HasSubstr("outside")));
    EXPECT_THAT(judge("", fault),
                ElementsAre(HasSubstr("does not say what it may touch"), HasSubstr("outside")));
    EXPECT_THAT(judge("blast-radius: [db]\n", fault, "blast-radius: [app]\n"),
                ElementsAre(HasSubstr("4:1: the drill touches more than the environment allows")));
    EXPECT_THAT(judge("blast-radius: [db]\n", fault, "blast-radius: [db, app]\n"), IsEmpty());
    EXPECT_THAT(judge("blast-radius: [db]\n", ""), ElementsAre(HasSubstr("`Break it` breaks nothing")));
    EXPECT_THAT(judge("blast-radius: [db]\n", "```sh on=db-b irreversible\nkill 1\n```\n"),
                ElementsAre(HasSubstr("cannot be taken back")));
}

TEST(ShellText, SurvivesScriptsThatNeverEnd) {
    for (const auto* piece :
         {"$(", "\"", "`", "${a", "$((", "\"$(", "((", "<<A\n", "'", "\\", "case $x in ", "${a:-${b:-"}) {
        std::string script;
        for (int i = 0; i < 20'000; ++i)
            script += piece;
        EXPECT_LE(lookAtShell(script).uses.size(), script.size()) << piece;
    }
}

TEST(Shellcheck, FindingsStandWhereTheyStandInTheDocument) {
    const auto reading =
        readBody("## Do it\n```sh on=db-a reads\necho \"$db_data\"\n  echo ü; ls $db_data\n```\n### If it "
                 "fails\n```sh on=db-a reads\nx=1\necho \"$x\"\n```\n");
    const auto fences = shellFences(reading.runbook);
    ASSERT_EQ(fences.size(), 2U);
    EXPECT_EQ(fences[0].script, "#!/bin/sh -eu\nread -r db_data\necho \"$db_data\"\n  echo ü; ls $db_data\n");
    EXPECT_EQ(fences[0].linesBefore, 2);
    EXPECT_EQ(fences[1].linesBefore, 1);
    const auto findings = Json::parse(R"({"comments": [
        {"file": "-", "line": 4, "column": 14, "level": "info", "code": 2086, "message": "Double quote"},
        {"line": 3, "column": 1, "level": "style", "code": 1, "message": "no"},
        {"line": 2, "column": 1, "level": "error", "code": 2, "message": "ours"},
        {"line": 3, "column": 1, "level": "warning", "code": 2034, "message": "unused"}, 5, {}]})");
    EXPECT_THAT(
        said(fromShellcheck(fences[0], findings)),
        ElementsAre(
            "9:15: shellcheck: Double quote: SC2086 is explained at https://www.shellcheck.net/wiki/SC2086",
            "8:1: warning: shellcheck: unused: SC2034 is explained at "
            "https://www.shellcheck.net/wiki/SC2034"));
    EXPECT_THAT(fromShellcheck(fences[0], Json()), IsEmpty());
    EXPECT_THAT(fromShellcheck(fences[0], Json::parse("[1, \"x\"]")), IsEmpty());
    const auto drill = readDrill("it.drill.md", drillText("", "```sh on=a\ntrue\n```\n")).drill;
    EXPECT_EQ(shellFences(drill).size(), 1U);
}
