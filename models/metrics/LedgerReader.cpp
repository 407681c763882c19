#include "models/base/Json.h"
#include "models/base/Printable.h"
#include "models/metrics/Ledger.h"

#include <charconv>

namespace muster::metrics {

namespace {

tl::unexpected<Error> unreadable(std::string why, std::string next) {
    return failure({.what = "cannot read the service's ledger",
                    .why = std::move(why),
                    .next = std::move(next),
                    .target = {},
                    .retry = Retry::safe});
}

} // namespace

Result<std::vector<Write>> parseLedgerRows(std::string_view text) {
    static const std::string next =
        "let the `ledger` query of the environment file select client and sequence";
    std::vector<Write> writes;
    for (std::size_t line = 1; !text.empty(); ++line) {
        const auto end = text.find('\n');
        auto row = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (!row.empty() && row.back() == '\r')
            row.remove_suffix(1);
        if (row.empty())
            continue;
        const auto bar = row.rfind('|');
        std::int64_t sequence = 0;
        bool good = bar != std::string_view::npos && bar > 0;
        if (good) {
            const auto number = row.substr(bar + 1);
            const auto [stop, error] =
                std::from_chars(number.data(), number.data() + number.size(), sequence);
            good = error == std::errc{} && stop == number.data() + number.size();
        }
        if (!good)
            return unreadable("line " + std::to_string(line) + " is '" + printableLine(row, 80) +
                                  "', not client|sequence",
                              next);
        writes.push_back({std::string(row.substr(0, bar)), sequence});
    }
    return writes;
}

Result<std::vector<Write>> parseLedgerJson(std::string_view text) {
    static const std::string next =
        R"(let the `ledger` request of the environment file answer [{"client": "...", "sequence": 1}, ...])";
    const auto json = Json::parse(text, nullptr, false);
    if (json.is_discarded())
        return unreadable("the answer is no JSON: '" + printableLine(text, 80) + "'", next);
    if (!json.is_array())
        return unreadable("the answer is no JSON array", next);
    std::vector<Write> writes;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const auto& element = json[i];
        const auto client = element.is_object() ? element.find("client") : element.end();
        const auto sequence = element.is_object() ? element.find("sequence") : element.end();
        if (client == element.end() || sequence == element.end() || !client->is_string() ||
            !sequence->is_number_integer())
            return unreadable("element " + std::to_string(i) + " has no text `client` and number `sequence`",
                              next);
        writes.push_back({client->get<std::string>(), sequence->get<std::int64_t>()});
    }
    return writes;
}

} // namespace muster::metrics
