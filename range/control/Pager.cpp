#include "range/control/Pager.h"

#include "range/control/AwaitReady.h"
#include "range/processes/Launch.h"
#include "range/processes/SyncedFile.h"

#include <httplib.h>
#include <unistd.h>

namespace muster::range {
namespace {

constexpr const char* alertmanagerProgram = "/usr/bin/prometheus-alertmanager";

constexpr const char* configuration = "# Written by `muster range up`.\n"
                                      "route:\n"
                                      "  receiver: nobody\n"
                                      "  group_by: [alertname]\n"
                                      "  group_wait: 1s\n"
                                      "receivers:\n"
                                      "  - name: nobody # the range calls no real person\n";

} // namespace

Result<> Pager::findPrograms() {
    if (::access(alertmanagerProgram, X_OK) == 0)
        return {};
    return failure({.what = "Alertmanager is not installed",
                    .why = std::string("there is no ") + alertmanagerProgram,
                    .next = "apt-get install prometheus-alertmanager"});
}

Result<> Pager::start() const {
    if (auto written = writeSynced(m_layout.pagerConfiguration(), configuration); !written)
        return written;
    const auto started =
        launch({.name = partName(),
                .command = {alertmanagerProgram, "--config.file=" + m_layout.pagerConfiguration().string(),
                            "--storage.path=" + m_layout.pagerData().string(),
                            "--web.listen-address=127.0.0.1:" + std::to_string(port()),
                            "--cluster.listen-address=", // one is enough: it looks for no others
                            "--log.level=warn"},
                .environment = m_layout.variables(pagerHost, m_postgresBin),
                .workingFolder = m_layout.host(pagerHost),
                .log = log(),
                .records = m_layout.processes()});
    if (!started)
        return failure(started.error());
    return {};
}

std::optional<Process> Pager::process() const {
    const auto process = recorded(m_layout.processes(), partName());
    return process && isAlive(*process) ? process : std::nullopt;
}

bool Pager::answers() const {
    httplib::Client client("127.0.0.1", port());
    client.set_connection_timeout(1);
    client.set_read_timeout(1);
    const auto answer = client.Get("/-/ready");
    return answer && answer->status == 200;
}

Result<> Pager::awaitReady() const {
    return range::awaitReady(
        {.what = "Alertmanager on lb", .part = partName(), .log = log()}, [this] { return answers(); },
        [this] { return process().has_value(); });
}

} // namespace muster::range
