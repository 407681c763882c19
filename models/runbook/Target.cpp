#include "models/runbook/Target.h"

#include "models/document/Words.h"

namespace muster::runbook {

Result<Target> parseTarget(std::string_view text) {
    Target out;
    std::string_view rest = text;
    if (rest.starts_with("each:")) {
        out.kind = Target::Kind::each;
        rest.remove_prefix(5);
    } else if (const auto at = rest.find('@'); at != std::string_view::npos) {
        out.kind = Target::Kind::role;
        out.role = rest.substr(at + 1);
        rest = rest.substr(0, at);
    }
    out.name = rest;
    if (!document::isName(out.name) || (out.kind == Target::Kind::role && !document::isName(out.role)))
        return failure(
            {"'" + std::string(text) + "' is not a target", "it is none of host, group@role and each:group",
             "write a host (app-a), a role (db@primary), each:app, or a service for http", "", Retry::never});
    return out;
}

} // namespace muster::runbook
