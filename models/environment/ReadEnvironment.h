// Reads an environment file (docs/ENVIRONMENT-FILE.md). Pure: the caller opens the file.
#pragma once

#include "models/base/Place.h"
#include "models/environment/Environment.h"

#include <string>
#include <vector>

namespace muster::environment {

struct EnvironmentReading {
    Environment environment;
    std::vector<Problem>
        problems; // all of the file, in its order; the environment is usable when none is an error
};

// Never throws, whatever `text` holds. Relative paths in the file are resolved against the folder part of
// `path`, by their text alone; `~/` is left as it is.
EnvironmentReading readEnvironment(std::string path, std::string text);

// Warnings and errors of a file that was read: names that lead nowhere, values that a command asks for and
// a host does not have, ambiguous names. Included in readEnvironment's problems.
std::vector<Problem> checkEnvironment(const Environment& environment);

} // namespace muster::environment
