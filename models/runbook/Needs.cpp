#include "models/runbook/Needs.h"

namespace muster::runbook {

std::string whyNotFor(const environment::Environment& environment, const std::vector<Need>& needs) {
    for (const auto& need : needs) {
        const auto found = environment.values.find(need.name);
        const bool holds = found != environment.values.end() && found->second == need.value;
        if (holds == need.must)
            continue;
        const std::string wanted = "'" + need.name + "' to be '" + need.value + "'";
        if (!need.must)
            return "it is not for an environment where '" + need.name + "' is '" + need.value + "'";
        return "it needs " + wanted +
               (found == environment.values.end() ? ", and the environment does not say that"
                                                  : ", and there it is '" + found->second + "'");
    }
    return {};
}

} // namespace muster::runbook
