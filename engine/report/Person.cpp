#include "engine/report/Person.h"

#include "engine/report/Fields.h"
#include "models/base/Printable.h"

#include <set>

namespace muster::report {

std::string actorName(const incident::Actor& actor) {
    std::string account = actor.login;
    if (!actor.machine.empty())
        account += "@" + actor.machine;
    if (actor.name.empty() || actor.name == actor.login)
        return printableLine(account);
    return printableLine(actor.name + (account.empty() ? "" : " (" + account + ")"));
}

bool personActed(const incident::Event& event) {
    static const std::set<std::string> always{"approval.given", "note.added", "undo.started",
                                              "step.confirmed", "checklist.ticked"};
    if (always.contains(event.type))
        return true;
    if (event.type == "step.granted")
        return text(event.body, "by") != "policy";
    if (event.type == "step.ticked")
        return text(event.body, "how") == "person";
    if (event.type == "step.settled" || event.type == "decision.made")
        return text(event.body, "by") == "person";
    if (event.type == "message.kept")
        return boolean(event.body, "sent").value_or(false);
    return false;
}

} // namespace muster::report
