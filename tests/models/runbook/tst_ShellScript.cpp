#include "models/runbook/ShellScript.h"
#include "models/runbook/SqlVariables.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>
#include <unistd.h>

using namespace muster;
using namespace muster::runbook;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

namespace fs = std::filesystem;

const std::vector<std::string> hostile{"'; touch executed; '",
                                       "$(touch executed)",
                                       "`touch executed`",
                                       "\"; touch executed; \"",
                                       "${IFS}$(touch${IFS}executed)",
                                       "x\ntouch executed\n",
                                       "a' 'b",
                                       "\\",
                                       "\\'; touch executed #",
                                       "-rf /",
                                       "--help",
                                       "*",
                                       "~root",
                                       "!history",
                                       "%n%s",
                                       "# no comment",
                                       "&& touch executed &",
                                       "\xff\xfe bytes",
                                       "\x1b]0;title\x07",
                                       "\t\r\n ",
                                       "",
                                       "'",
                                       "''''",
                                       "{{x}} $x",
                                       "EOF\ntouch executed\n"};

// A folder of the test's own, in which whatever a value smuggled in would leave the file "executed".
class ShellScripts : public testing::Test {
protected:
    ShellScripts() {
        std::string name = (fs::temp_directory_path() / "muster-script-XXXXXX").string();
        m_folder = mkdtemp(name.data());
    }
    ~ShellScripts() override { fs::remove_all(m_folder); }

    // What the script prints under /bin/sh -eu, and its exit status.
    std::string run(const std::string& script, int* status = nullptr) {
        std::ofstream(m_folder / "script", std::ios::binary) << script;
        const std::string command = "cd '" + m_folder.string() + "' && PATH='" + m_folder.string() +
                                    "/bin':/usr/bin:/bin /bin/sh -eu ./script </dev/null";
        FILE* pipe = popen(command.c_str(), "r");
        std::string out;
        std::array<char, 4096> buffer{};
        for (std::size_t count = 0; (count = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
            out.append(buffer.data(), count);
        const int ended = pclose(pipe);
        if (status != nullptr)
            *status = ended;
        return out;
    }

    // A program `name` in the scripts' PATH that prints its arguments, each ended by a NUL, then its input.
    void install(const std::string& name) {
        fs::create_directory(m_folder / "bin");
        const auto file = m_folder / "bin" / name;
        std::ofstream(file)
            << "#!/bin/sh\nprintf '%s\\0' \"$@\"\nprintf '=%s=%s=%s=' \"${PGHOST-}\" \"${PGDATABASE-}\" "
               "\"${PGCONNECT_TIMEOUT-}\"\ncat\n";
        fs::permissions(file, fs::perms::owner_all);
    }

    [[nodiscard]] bool executed() const { return fs::exists(m_folder / "executed"); }

    fs::path m_folder;
    environment::Environment m_environment;
};

Action shell(const std::string& text) {
    Action action;
    action.text = text;
    return action;
}

Action sql(const std::string& text) {
    Action action;
    action.kind = ActionKind::sql;
    action.text = text;
    return action;
}

} // namespace

TEST_F(ShellScripts, HostileValuesArriveAsTheyAreAndExecuteNothing) {
    for (const auto& value : hostile) {
        const auto script =
            shellScript(shell("printf '%s' \"$value\"\n"), {{"value", value}, {"other", "x"}}, m_environment);
        ASSERT_TRUE(script.has_value());
        EXPECT_EQ(run(*script), value);
        EXPECT_FALSE(executed()) << value;
    }
}

TEST_F(ShellScripts, HostileValuesStayOneWordOfACommand) {
    m_environment.commands["show"] = {"printf", "%s|", "a{{value}}b", "{{ value }}", "it's"};
    Action action = shell("");
    action.run = "show";
    for (const auto& value : hostile) {
        const auto script = shellScript(action, {{"value", value}}, m_environment);
        ASSERT_TRUE(script.has_value());
        EXPECT_EQ(run(*script), "a" + value + "b|" + value + "|it's|");
        EXPECT_FALSE(executed()) << value;
    }
}

TEST_F(ShellScripts, HostileValuesReachPsqlAsOneVariable) {
    install("psql");
    for (const auto& value : hostile) {
        const std::string text = "SELECT :'value', :\"value\", 'it''s';\n";
        const auto script = shellScript(
            sql(text), {{"value", value}, {"unused", "u"}, {"db_host", value}, {"db_name", "base"}},
            m_environment);
        ASSERT_TRUE(script.has_value());
        const std::string nul(1, '\0');
        std::string arguments;
        for (const auto* word : {"-X", "-v", "ON_ERROR_STOP=1", "-A", "-t", "-q"})
            arguments += word + nul;
        arguments += "-v" + nul + "value=" + value + nul + "-v" + nul + "value=" + value + nul;
        EXPECT_EQ(run(*script), arguments + "=" + value + "=base=5=" + text);
        EXPECT_FALSE(executed()) << value;
    }
}

TEST_F(ShellScripts, NoQueryEndsItsOwnInput) {
    install("psql");
    const std::string first = *shellScript(sql("SELECT 1;\n"), {}, m_environment);
    const auto mark =
        first.substr(first.find("<<'") + 3, first.find("'\n", first.find("<<'")) - first.find("<<'") - 3);
    for (const auto& text :
         {"SELECT $$\n" + mark + "\ntouch executed\n$$;\n",
          std::string("SELECT '$(touch executed)`touch executed`';\n"), std::string("SELECT 1")}) {
        const auto out = run(*shellScript(sql(text), {}, m_environment));
        EXPECT_THAT(out, HasSubstr(text));
        EXPECT_FALSE(executed()) << text;
    }
}

TEST_F(ShellScripts, TheDatabaseOfTheInputComesFirstAndNoPasswordIsThere) {
    const Values values{{"db_host", "h"},  {"db_port", "5433"},   {"db_user", "u"},         {"db_name", "n"},
                        {"database", "d"}, {"db_passfile", "/p"}, {"db_password", "secret"}};
    const auto script = shellScript(sql("SELECT 1;\n"), values, m_environment);
    ASSERT_TRUE(script.has_value());
    EXPECT_THAT(*script, HasSubstr("PGDATABASE='d'"));
    EXPECT_THAT(*script, HasSubstr("PGPORT='5433'"));
    EXPECT_THAT(*script, HasSubstr("PGPASSFILE='/p'"));
    EXPECT_THAT(*script, HasSubstr("PGCONNECT_TIMEOUT=5\n"));
    EXPECT_THAT(*script, testing::Not(HasSubstr("secret")));
    EXPECT_THAT(*script, testing::Not(HasSubstr("-v 'db_")));
}

// So that a person who looks at the script sees what it is about.
TEST_F(ShellScripts, HoldsTheValuesThatItsTextNamesAndNoOthers) {
    const auto script = shellScript(
        shell("printf %s \"$a-${b_2:-}\"; export c; # d"),
        {{"a", "1"}, {"b_2", "2"}, {"c", "3"}, {"d", "4"}, {"b", "5"}, {"e", "6"}}, m_environment);
    ASSERT_TRUE(script);
    EXPECT_THAT(*script, testing::StartsWith("a='1'\nb_2='2'\nc='3'\nd='4'\nprintf"));
    EXPECT_EQ(run(*script), "1-2");
}

TEST_F(ShellScripts, AnUnsetNameEndsTheScript) {
    int status = 0;
    run(*shellScript(shell("echo \"$missing\"\ntouch executed\n"), {}, m_environment), &status);
    EXPECT_NE(status, 0);
    EXPECT_FALSE(executed());
}

TEST_F(ShellScripts, NamesThatSteerTheShellAreRefused) {
    for (const auto* name :
         {"PATH", "IFS", "ENV", "LD_PRELOAD", "PGHOST", "BASH_ENV", "a b", "a;b", "1a", "", "a-b", "a\nb"}) {
        EXPECT_FALSE(shellScript(shell("true\n"), {{name, "x"}}, m_environment)) << name;
        EXPECT_FALSE(shellScript(sql("SELECT 1;\n"), {{name, "x"}}, m_environment)) << name;
    }
    EXPECT_FALSE(shellScript(shell("true\n"), {{"a", std::string("x\0y", 3)}}, m_environment));
    EXPECT_FALSE(shellScript(sql("SELECT :'a';\n"), {{"a", std::string(200'000, 'x')}}, m_environment));
}

TEST_F(ShellScripts, WrongCommandsAreRefused) {
    EXPECT_THAT(commandScript({}, {}).error().text(), HasSubstr("empty"));
    EXPECT_THAT(commandScript({"{{a}}"}, {{"a", "-x"}}).error().text(),
                HasSubstr("does not begin with a program"));
    EXPECT_THAT(commandScript({"x", "{{a}}"}, {{"ab", ""}}).error().text(),
                HasSubstr("there is no value 'a'"));
    EXPECT_THAT(commandScript({"x", "{{a"}, {{"a", ""}}).error().text(), HasSubstr("'{{' has no '}}'"));
    EXPECT_THAT(commandScript({"x", "{{a b}}"}, {{"a", ""}}).error().text(), HasSubstr("names no value"));
    Action action = shell("");
    action.run = "db.strat";
    m_environment.commands["db.start"] = {"true"};
    EXPECT_THAT(shellScript(action, {}, m_environment).error().text(), HasSubstr("did you mean 'db.start'?"));
}

TEST(HostValues, TheHostsOwnComeFirst) {
    environment::Environment environment;
    environment.values = {{"a", "1"}, {"b", "2"}};
    environment::Host host;
    host.name = "db-a";
    host.values = {{"b", "3"}, {"c", "4"}};
    EXPECT_EQ(hostValues(environment, host), (Values{{"a", "1"}, {"b", "3"}, {"c", "4"}, {"host", "db-a"}}));
}

TEST(SqlVariables, AreFoundWherePsqlFindsThem) {
    const auto found = sqlVariables("SELECT :'a', x::text, :\"b\",\n  '  :no', \"q:no\", a[1:2], $$ :no $$, "
                                    "$t$ :no $t$ -- :no\n, :bare /* :no */, :{?c};");
    std::vector<std::string> names;
    for (const auto& each : found)
        names.push_back(each.name + (each.quoted ? "" : "!") + "@" + std::to_string(each.line) + ":" +
                        std::to_string(each.column));
    EXPECT_THAT(names, ElementsAre("a@1:8", "b@1:23", "bare!@3:3", "c@3:20"));
    EXPECT_THAT(sqlVariables("'open :x"), IsEmpty());
    EXPECT_THAT(sqlVariables(":"), IsEmpty());
    EXPECT_THAT(sqlVariables("-- :x"), IsEmpty());
}
