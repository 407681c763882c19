#include "app/core/FirstUse.h"

#include "app/core/TerminalOperator.h"
#include "models/base/Printable.h"

#include <cstdio>

namespace muster::app {

std::function<bool(const transport::HostKeyQuestion&)> firstUse(NewHostKeys policy, std::stop_token stop) {
    if (policy == NewHostKeys::refuse || (policy == NewHostKeys::ask && !TerminalOperator::present()))
        return {};
    return [policy, stop](const transport::HostKeyQuestion& question) {
        std::fprintf(stderr,
                     "\nThe host %s (%s port %d) has not been seen before.\n  Its %s key: %s\n"
                     "  Compare this with what the host's console or its administrator says.\n",
                     printable(question.host).c_str(), printable(question.address).c_str(), question.port,
                     printable(question.keyType).c_str(), printable(question.fingerprint).c_str());
        if (policy == NewHostKeys::accept) {
            std::fprintf(stderr, "  Accepted and remembered, as --accept-new-host-keys says.\n");
            return true;
        }
        return TerminalOperator::readLine("  Type yes to trust it from now on: ", stop) == "yes";
    };
}

} // namespace muster::app
