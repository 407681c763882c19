// Where something stands in a text, and what is wrong with it there.
#pragma once

#include <string>

namespace muster {

struct Place {
    std::string file;
    int line = 0;   // from 1; 0 = the file as a whole
    int column = 0; // from 1, in bytes; 0 = the line as a whole

    [[nodiscard]] std::string text() const; // "file:line:column", without the parts that are 0
};

enum class Severity { error, warning };

// One finding of a reader or of lint. Printed as `file:line:column: what: how to mend it`.
struct Problem {
    Place place;
    std::string what;
    std::string mend;
    Severity severity = Severity::error;

    [[nodiscard]] std::string text() const;
};

} // namespace muster
