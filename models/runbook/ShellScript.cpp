#include "models/runbook/ShellScript.h"

#include "models/base/Sha256.h"
#include "models/base/Shell.h"
#include "models/document/Words.h"
#include "models/runbook/SqlVariables.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace muster::runbook {
namespace {

// One argument may have 128 KiB on Linux (MAX_ARG_STRLEN); the name and the quotes need some of it.
constexpr std::size_t maxArgumentBytes = 100'000;

bool steersTheShell(const std::string& name) {
    static constexpr std::array names{"PATH",   "IFS",  "ENV",       "HOME",    "PWD",    "OLDPWD",
                                      "CDPATH", "PS1",  "PS2",       "PS4",     "OPTIND", "OPTARG",
                                      "OPTERR", "LANG", "SHELL",     "TMPDIR",  "LINENO", "PPID",
                                      "UID",    "EUID", "SHELLOPTS", "BASHOPTS"};
    return name.starts_with("LD_") || name.starts_with("LC_") || name.starts_with("BASH") ||
           name.starts_with("PG") || std::find(names.begin(), names.end(), name) != names.end();
}

Result<> checkValue(const std::string& name, const std::string& value) {
    if (!isShellName(name) || steersTheShell(name))
        return failure(
            {"the value '" + name + "' cannot become a variable of a script",
             isShellName(name) ? "the name steers the shell or its programs" : "it is not a shell name",
             "rename it: lower-case letters, digits and '_'", "", Retry::never});
    if (value.find('\0') != std::string::npos)
        return failure({"the value of '" + name + "' holds a NUL byte", "no program can be given one",
                        "correct the value", "", Retry::never});
    return {};
}

Result<std::string> sqlScript(const Action& action, const Values& values) {
    std::string out;
    std::string exported = "PGCONNECT_TIMEOUT";
    const auto set = [&](const char* variable, const char* name) {
        const auto found = values.find(name);
        if (found == values.end() || found->second.empty())
            return;
        out += std::string(variable) + "=" + shellQuote(found->second) + "\n";
        exported += std::string(" ") + variable;
    };
    set("PGHOST", "db_host");
    set("PGPORT", "db_port");
    set("PGUSER", "db_user");
    set("PGDATABASE", values.contains("database") ? "database" : "db_name");
    set("PGPASSFILE", "db_passfile");
    out += "PGCONNECT_TIMEOUT=5\nexport " + exported + "\n";

    std::string words = "exec psql -X -v ON_ERROR_STOP=1 -A -t -q";
    for (const auto& variable : sqlVariables(action.text)) {
        if (!values.contains(variable.name))
            continue; // a \set of the text itself, or psql says that it is not there
        const auto& value = values.at(variable.name);
        if (value.size() > maxArgumentBytes)
            return failure({"the value of '" + variable.name + "' is too long for psql",
                            std::to_string(value.size()) + " bytes", "pass at most 100,000 bytes", "",
                            Retry::never});
        words += " -v " + shellQuote(variable.name + "=" + value);
    }
    std::string end = "SQL_" + sha256(action.text).substr(0, 16);
    while (action.text.find(end) != std::string::npos)
        end += "_";
    out += words + " <<'" + end + "'\n" + action.text;
    if (!action.text.ends_with('\n'))
        out += "\n";
    return out + end + "\n";
}

// Every word of the text that could be a variable's name, wherever it stands: more than lookAtShell finds,
// since a value that is not there would end the script (-u), and one too many does nothing.
std::set<std::string> namesIn(const std::string& text) {
    const auto isPart = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; };
    std::set<std::string> names;
    for (auto at = text.begin(); at != text.end();) {
        at = std::find_if(at, text.end(), isPart);
        const auto end = std::find_if_not(at, text.end(), isPart);
        names.emplace(at, end);
        at = end;
    }
    return names;
}

} // namespace

Values hostValues(const environment::Environment& environment, const environment::Host& host) {
    Values out = host.values;
    out.insert(environment.values.begin(), environment.values.end());
    out["host"] = host.name;
    return out;
}

Result<std::string> commandScript(const std::vector<std::string>& command, const Values& values) {
    std::string out = "exec";
    for (std::size_t i = 0; i < command.size(); ++i) {
        auto word = document::fillTemplate(command[i], values);
        if (!word)
            return word;
        if (word->find('\0') != std::string::npos)
            return failure(
                {"an argument holds a NUL byte", command[i], "correct the value", "", Retry::never});
        if (i == 0 && (word->empty() || word->front() == '-'))
            return failure({"the command does not begin with a program", "'" + *word + "'",
                            "write the program's name first", "", Retry::never});
        out += " " + shellQuote(*word);
    }
    if (command.empty())
        return failure({"the command is empty", "its argument list has no word", "write the program's name",
                        "", Retry::never});
    return out + "\n";
}

Result<std::string> shellScript(const Action& action, const Values& values,
                                const environment::Environment& environment) {
    for (const auto& [name, value] : values)
        if (auto good = checkValue(name, value); !good)
            return failure(std::move(good.error()));
    if (action.text.find('\0') != std::string::npos)
        return failure({"the fence holds a NUL byte", action.place.text(), "remove it", "", Retry::never});
    if (action.kind == ActionKind::sql)
        return sqlScript(action, values);
    if (action.kind != ActionKind::shell)
        return failure({"only sh and sql fences are scripts", action.place.text(), "", "", Retry::never});
    if (!action.run.empty()) {
        const auto command = environment.commands.find(action.run);
        if (command != environment.commands.end())
            return commandScript(command->second, values);
        std::vector<std::string> known;
        for (const auto& [name, words] : environment.commands)
            known.push_back(name);
        return failure({"there is no command '" + action.run + "'",
                        "the environment file does not declare it", document::suggestion(action.run, known),
                        "", Retry::never});
    }
    std::string out;
    const auto named = namesIn(action.text);
    for (const auto& [name, value] : values)
        if (named.contains(name))
            out += name + "=" + shellQuote(value) + "\n";
    return out + action.text;
}

} // namespace muster::runbook
