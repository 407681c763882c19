#include "engine/transport/local/LocalExecutor.h"

#include "engine/transport/durable/DurableAct.h"
#include "engine/transport/local/LocalLines.h"

namespace muster::transport {
namespace {

tl::unexpected<Error> notAScript() {
    return failure({"this act is not a script", "only scripts run on a host",
                    "report this: it is a fault of Muster", "", Retry::never});
}

} // namespace

Result<ports::Outcome> LocalExecutor::run(const ports::Act& act, ports::OutputSink& sink,
                                          std::stop_token stop) {
    const auto* what = std::get_if<ports::ShellAct>(&act.what);
    if (what == nullptr)
        return notAScript();
    LocalLines lines(m_spool);
    return DurableAct(lines, act, *what).run(sink, stop);
}

Result<std::optional<ports::Outcome>> LocalExecutor::collect(const ports::Act& act, ports::OutputSink& sink,
                                                             std::stop_token stop) {
    const auto* what = std::get_if<ports::ShellAct>(&act.what);
    if (what == nullptr)
        return notAScript();
    LocalLines lines(m_spool);
    return DurableAct(lines, act, *what).collect(sink, stop);
}

void LocalExecutor::forget(const ports::Act& act) {
    if (const auto* what = std::get_if<ports::ShellAct>(&act.what)) {
        LocalLines lines(m_spool);
        DurableAct(lines, act, *what).forget();
    }
}

} // namespace muster::transport
