// A look at a POSIX shell script that is enough to find where values are used. It is no parser of the whole
// grammar (shellcheck is): in doubt it says less.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace muster::runbook {

struct ShellUse {
    std::string name;
    int line = 1;            // in the script, from 1
    int column = 1;          // of the '$', in bytes, from 1
    bool quoted = true;      // false: the shell splits the value into words and expands '*' in it
    bool hasDefault = false; // ${name:-...} and its like
    // The value is the beginning of an argument, no `--` stands before it, and so the program may take it for
    // an option.
    bool asOption = false;
};

struct ShellText {
    std::vector<ShellUse> uses;
    std::set<std::string> assigned; // by the script itself: name=, read, for, export, ...
};

ShellText lookAtShell(std::string_view script);

} // namespace muster::runbook
