#include "models/report/TableText.h"

#include <string_view>

namespace muster::report {
namespace {

bool looksLikeAFormula(const std::string& cell) {
    if (cell.empty())
        return false;
    if (cell[0] == '=' || cell[0] == '+' || cell[0] == '@' || cell[0] == '\t' || cell[0] == '\r')
        return true;
    return cell[0] == '-' && cell.find_first_not_of("0123456789.", 1) != std::string::npos;
}

std::string quoted(const std::string& cell) {
    const std::string text = looksLikeAFormula(cell) ? "'" + cell : cell;
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string out = "\"";
    for (const char c : text)
        out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

std::string escaped(const std::string& cell) {
    std::string out;
    for (const char c : cell) {
        if (c == '\n' || c == '\r') {
            out += ' ';
            continue;
        }
        if (std::string_view("\\`*_[]<>|").find(c) != std::string_view::npos)
            out += '\\';
        out += c;
    }
    return out;
}

std::string row(const std::vector<std::string>& cells) {
    std::string out = "|";
    for (const auto& cell : cells)
        out += " " + escaped(cell) + " |";
    return out + "\n";
}

} // namespace

std::string csv(const TableOf& table) {
    std::string out;
    const auto line = [&](const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i)
            out += (i == 0 ? "" : ",") + quoted(cells[i]);
        out += "\r\n";
    };
    line(table.head);
    for (const auto& each : table.rows)
        line(each);
    return out;
}

std::string markdownTable(const TableOf& table) {
    std::string out = row(table.head) + "|";
    for (std::size_t i = 0; i < table.head.size(); ++i)
        out += "---|";
    out += "\n";
    for (const auto& each : table.rows)
        out += row(each);
    return out;
}

} // namespace muster::report
