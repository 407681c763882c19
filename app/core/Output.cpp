#include "app/core/Commands.h"
#include "app/workshop/WriteFile.h"
#include "models/base/Printable.h"

#include <cstdio>
#include <iostream>

namespace muster::app {

int complain(const Error& error, int code) {
    std::fprintf(stderr, "muster: %s\n", printable(error.text()).c_str());
    return code;
}

void printProblems(const std::vector<Problem>& problems) {
    for (const auto& problem : problems)
        std::fprintf(stderr, "%s\n", printable(problem.text()).c_str());
}

Result<> writeText(const std::string& file, const std::string& text) {
    if (file.empty() || file == "-") {
        std::cout << text << std::flush;
        return {};
    }
    return writeFile(file, text);
}

} // namespace muster::app
