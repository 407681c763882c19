#include "range/cli/StatusTable.h"

#include <algorithm>

namespace muster::range {

std::string statusTable(const fs::path& folder, const std::vector<PartStatus>& parts) {
    std::vector<std::vector<std::string>> rows{{"PART", "STATE", "PROCESS", "PORT", "LOG", ""}};
    for (const auto& part : parts) {
        auto port = part.port == 0 ? std::string("-") : std::to_string(part.port);
        for (const auto& [name, more] : part.morePorts)
            port += " " + name + " " + std::to_string(more);
        rows.push_back({part.name, part.up ? "up" : "DOWN", part.pid == 0 ? "-" : std::to_string(part.pid),
                        port, fs::path(part.log).lexically_relative(folder), part.detail});
    }
    std::vector<std::size_t> widths(rows.front().size(), 0);
    for (const auto& row : rows)
        for (std::size_t column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], row[column].size());
    std::string text;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t column = 0; column < row.size(); ++column)
            line += row[column] + std::string(widths[column] - row[column].size() + 2, ' ');
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return "Logs are below " + folder.string() + "\n" + text;
}

} // namespace muster::range
