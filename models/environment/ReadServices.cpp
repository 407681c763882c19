#include "models/environment/ReadParts.h"

#include <charconv>

namespace muster::environment {
namespace {

using document::YamlMap;
using document::YamlNode;

// "status:200,201", the word that runbooks use.
std::vector<int> statuses(YamlMap& map, std::vector<int> fallback) {
    const std::string written = map.text("expect");
    if (written.empty())
        return fallback;
    std::vector<int> out;
    std::string_view rest = written;
    bool good = rest.starts_with("status:");
    rest.remove_prefix(good ? 7 : rest.size());
    while (good && !rest.empty()) {
        int status = 0;
        const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), status);
        good = error == std::errc{} && status >= 100 && status <= 599;
        rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
        out.push_back(status);
        if (good && rest.starts_with(',') && rest.size() > 1)
            rest.remove_prefix(1);
        else if (!rest.empty())
            good = false;
    }
    if (!good || out.empty()) {
        map.problem(map.place("expect"), "'" + written + "' is not an expectation",
                    "write status:201, or status:200,201");
        return fallback;
    }
    return out;
}

Probe probe(const YamlNode& node, const std::string& what, std::vector<Problem>& problems) {
    YamlMap map(node, "`probe` of " + what, problems);
    Probe out;
    out.write.text = map.needText("write");
    out.write.place = map.place("write");
    out.statuses = statuses(map, out.statuses);
    out.every = map.duration("every").value_or(out.every);
    out.timeout = map.duration("timeout").value_or(out.timeout);
    map.finish();
    if (out.every < Milliseconds{10} || out.timeout < Milliseconds{10})
        map.problem(map.place("every"), map.what() + " asks too often or waits too little",
                    "`every` and `timeout` are at least 10ms");
    return out;
}

Ledger ledger(const YamlNode& node, const std::string& what, std::vector<Problem>& problems) {
    YamlMap map(node, "`ledger` of " + what, problems);
    Ledger out;
    out.place = node.place;
    const std::string read = map.text("read");
    if (!read.empty())
        out.read = HttpTemplate{read, map.place("read")};
    out.sql = map.text("sql");
    out.on = map.text("on");
    map.finish();
    if (read.empty() == out.sql.empty())
        map.problem(node.place, map.what() + " needs one of `read` and `sql`",
                    "write `read: GET /...`, or `sql: SELECT ...` with `on: each:group`");
    if (!out.sql.empty() && out.on.empty())
        map.problem(map.place("sql"), map.what() + " does not say where its query runs",
                    "add `on: each:group`");
    return out;
}

} // namespace

Service PartReader::service(const YamlNode::Key& key, const YamlNode& node) const {
    const std::string what = "service '" + key.text + "'";
    Service out;
    out.name = key.text;
    out.place = key.place;
    YamlMap map(node, what, problems);
    out.url = map.needText("url");
    out.rto = map.duration("rto");
    out.rpo = map.duration("rpo");
    out.restartBackoff = map.duration("restart-backoff").value_or(out.restartBackoff);
    out.caFile = path(map.text("ca"));
    out.size = map.text("data-size");
    if (const auto* headers = map.find("headers"))
        out.headers = document::yamlTexts(*headers, "`headers` of " + what, problems);
    if (const auto* headers = map.find("secret-headers"))
        out.secretHeaders = document::yamlTexts(*headers, "`secret-headers` of " + what, problems);
    if (const auto* found = map.find("probe"))
        out.probe = probe(*found, what, problems);
    if (const auto* found = map.find("ledger"))
        out.ledger = ledger(*found, what, problems);
    map.finish();

    while (out.url.ends_with('/'))
        out.url.pop_back();
    const bool web = out.url.starts_with("http://") || out.url.starts_with("https://");
    if (!out.url.empty() && (!web || out.url.find_first_of(" \t\n?#@{") != std::string::npos))
        map.problem(map.place("url"), "'" + out.url + "' is not a base url",
                    "write http:// or https://, host, port and path; without user, query and fragment");
    for (const auto* list : {&out.headers, &out.secretHeaders})
        for (const auto& [name, value] : *list)
            if (name.empty() || name.find_first_of(" :\t\n\r") != std::string::npos ||
                value.find_first_of("\r\n") != std::string::npos)
                map.problem(map.place(list == &out.headers ? "headers" : "secret-headers"),
                            "'" + name + "' is not a header", "write one word and a value on one line");
    return out;
}

} // namespace muster::environment
