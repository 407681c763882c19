// Small documents for the tests, and the examples of the user's documentation.
#pragma once

#include "models/environment/ReadEnvironment.h"
#include "models/runbook/ReadDrill.h"
#include "models/runbook/ReadRunbook.h"

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace muster::runbook {

inline std::string fileText(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

// What stands in the `number`th (from 0) block that `opening` begins and `closing` ends.
inline std::string example(const std::string& text, const std::string& opening, const std::string& closing,
                           int number) {
    std::size_t at = 0;
    for (int i = 0; i <= number; ++i) {
        at = text.find(opening, at);
        if (at == std::string::npos)
            return {};
        at += opening.size();
    }
    return text.substr(at, text.find(closing, at) - at);
}

inline std::string docs(const std::string& name) {
    return fileText(std::string(MUSTER_SOURCE_DIR) + "/docs/" + name);
}

// A runbook around `body`, whose first line is line 6.
inline std::string around(const std::string& body, const std::string& front = {}) {
    return "---\nid: it\nowner: us\n" + front + "---\n# It\n" + body;
}

// The texts of all problems, without the file's name.
inline std::vector<std::string> said(const std::vector<Problem>& problems) {
    std::vector<std::string> out;
    for (const auto& problem : problems) {
        auto text = problem.text();
        out.push_back(text.substr(std::min(text.size(), problem.place.file.size() + 1)));
    }
    return out;
}

inline RunbookReading readBody(const std::string& body, const std::string& front = {}) {
    return readRunbook("it.md", around(body, front));
}

// A runbook with one step "Do it" whose fence opens with `info`, in line 7.
inline RunbookReading readFence(const std::string& info, const std::string& text = "true\n") {
    return readBody("## Do it\n```" + info + "\n" + text + "```\n");
}

// Plain letters: the test's name goes through CMake.
inline std::string plainName(std::string text) {
    for (char& c : text)
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')))
            c = '_';
    return text;
}

} // namespace muster::runbook
