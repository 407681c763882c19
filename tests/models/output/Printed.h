// A log with short ways to print into it and to see what is shown.
#pragma once

#include "models/output/CopyText.h"
#include "models/output/Finder.h"
#include "models/output/Rows.h"

#include <string>
#include <vector>

namespace muster::output {

struct Printed {
    explicit Printed(Limits limits = {}) : log(0x0123456789abcdefULL, limits), rows(log) {}

    void out(const std::string& host, const std::string& bytes, std::int64_t utcMs = 1000) {
        log.append(host, Stream::out, bytes, utcMs);
    }
    void err(const std::string& host, const std::string& bytes, std::int64_t utcMs = 1000) {
        log.append(host, Stream::err, bytes, utcMs);
    }
    void arrival() {
        ShownRows shown = rows.shown();
        shown.folded = false;
        rows.show(shown);
    }

    // Every row as it is shown: "# title", "= hosts", "... let go", "> growing", "! on stderr".
    [[nodiscard]] std::vector<std::string> shown() {
        rows.refresh();
        std::vector<std::string> all;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const Row row = rows.at(i);
            const std::string text = rows.text(row).text;
            switch (row.kind) {
            case Row::Kind::letGo:
                all.push_back("... " + text);
                break;
            case Row::Kind::act:
                all.push_back("# " + text);
                break;
            case Row::Kind::hosts:
                all.push_back("= " + text);
                break;
            case Row::Kind::line:
                all.push_back((row.stream == Stream::err ? "! " : "") + text);
                break;
            case Row::Kind::open:
                all.push_back("> " + text);
                break;
            }
        }
        return all;
    }

    OutputLog log;
    Rows rows;
};

} // namespace muster::output
