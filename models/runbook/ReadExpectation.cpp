#include "models/runbook/ReadExpectation.h"

#include "models/base/Json.h"
#include "models/document/Words.h"

#include <charconv>

namespace muster::runbook {
namespace {

const char* const forms = "write exit:0,1, status:200, json:/pointer:value, rows:some or rows:none";

void readNumbers(const InfoWord& word, std::string_view text, int column, int least, int most,
                 std::vector<int>& out, std::vector<Problem>& problems) {
    while (true) {
        const auto comma = text.find(',');
        const auto each = text.substr(0, comma);
        int number = 0;
        const auto [end, error] = std::from_chars(each.data(), each.data() + each.size(), number);
        if (error != std::errc{} || end != each.data() + each.size() || number < least || number > most)
            problems.push_back({{word.place.file, word.place.line, column},
                                "'" + std::string(each) + "' is not a number from " + std::to_string(least) +
                                    " to " + std::to_string(most),
                                "write numbers with commas and without blanks"});
        else
            out.push_back(number);
        if (comma == std::string_view::npos)
            return;
        text.remove_prefix(comma + 1);
        column += static_cast<int>(comma) + 1;
    }
}

bool isPointer(const std::string& text) {
    try {
        const Json::json_pointer pointer(text);
        return true;
    } catch (const Json::exception&) {
        return false;
    }
}

} // namespace

void readExpectation(const InfoWord& word, Action& action, std::vector<Problem>& problems) {
    const auto colon = word.value.find(':');
    const std::string kind = word.value.substr(0, colon);
    const std::string rest = colon == std::string::npos ? "" : word.value.substr(colon + 1);
    const int column = word.valuePlace.column + static_cast<int>(kind.size()) + 1;
    const auto refuse = [&](const std::string& what, const std::string& mend) {
        problems.push_back({word.valuePlace, what, mend});
    };
    if (kind != "exit" && kind != "status" && kind != "json" && kind != "rows") {
        const auto near = document::nearest(kind, {"exit", "status", "json", "rows"});
        refuse("'" + word.value + "' is not an expectation",
               near.empty() ? forms : "did you mean '" + near + "'?");
        return;
    }
    if ((kind == "exit" && action.kind == ActionKind::http) ||
        (kind == "status" && action.kind != ActionKind::http) ||
        (kind == "rows" && action.kind != ActionKind::sql)) {
        refuse("'" + kind + "' does not fit this kind of fence",
               "exit is for sh and sql, status for http, rows for sql, json for all");
        return;
    }
    if (kind == "exit") {
        readNumbers(word, rest, column, 0, 255, action.expect.exitCodes, problems);
    } else if (kind == "status") {
        readNumbers(word, rest, column, 100, 599, action.expect.statuses, problems);
    } else if (kind == "rows") {
        if (rest != "some" && rest != "none")
            refuse("'" + word.value + "' is not an expectation", "write rows:some or rows:none");
        action.expect.rows = rest == "some";
    } else {
        const auto value = rest.find(':');
        const std::string pointer = rest.substr(0, value);
        if (value == std::string::npos || !isPointer(pointer))
            refuse("'" + word.value + "' is not an expectation",
                   "write json:/pointer:value, as in json:/status:ok");
        else
            action.expect.json.push_back({pointer, rest.substr(value + 1)});
    }
}

} // namespace muster::runbook
