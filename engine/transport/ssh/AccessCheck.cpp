#include "engine/transport/ssh/AccessCheck.h"

#include "engine/transport/ssh/SshConnection.h"
#include "models/base/Printable.h"

#include <algorithm>
#include <array>

namespace muster::transport {
namespace {

constexpr std::array<const char*, 4> stepNames{"connect", "host key", "log in", "run a command"};
constexpr Milliseconds lookEvery{100};

Result<std::string> firstLineOf(SshConnection& connection, const std::string& command, Deadline deadline,
                                const std::stop_token& stop) {
    auto line = connection.start(command, Secret{}, deadline, stop);
    if (!line)
        return failure(std::move(line.error()));
    std::string out;
    while (std::chrono::steady_clock::now() < deadline && !stop.stop_requested()) {
        const auto news = (*line)->poll(lookEvery);
        out += news.out + news.err;
        if (news.state == LineNews::State::ended)
            return printableLine(std::string_view(out).substr(0, out.find('\n')), 200);
        if (news.state == LineNews::State::lost)
            return failure({"the line was lost", news.why, "look at the host's sshd", "", Retry::safe});
    }
    return failure(
        {"the command did not end", "no answer in time", "look at the load of the host", "", Retry::safe});
}

} // namespace

AccessReport checkAccess(const environment::Host& host, const environment::Environment& environment,
                         ports::SecretSource& secrets, const FirstUse& firstUse, Deadline deadline,
                         std::stop_token stop) {
    AccessReport report;
    std::mutex asking;
    const SshMeans means{{environment, secrets}, firstUse, asking, [&](const char* step, const auto& detail) {
                             // Begun anew after a person was asked: said once.
                             const bool known =
                                 std::any_of(report.steps.begin(), report.steps.end(),
                                             [&](const auto& each) { return each.name == step; });
                             if (!known)
                                 report.steps.push_back({step, true, detail});
                         }};
    const auto failed = [&](Error error) {
        report.steps.push_back({stepNames.at(std::min(report.steps.size(), stepNames.size() - 1)), false,
                                error.why.empty() ? error.what : error.why});
        report.error = std::move(error);
        return report;
    };
    auto connection = SshConnection::open(host, means, deadline, stop);
    if (!connection)
        return failed(std::move(connection.error()));
    auto said = firstLineOf(**connection, "uname -sr", deadline, stop);
    if (!said)
        return failed(std::move(said.error()));
    report.steps.push_back({stepNames.back(), true, "it says: " + *said});
    return report;
}

} // namespace muster::transport
