#include "app/workshop/Shellcheck.h"

#include <QProcess>

namespace muster::app {

std::vector<Problem> shellcheck(const std::vector<runbook::ShellFence>& fences, const std::string& file) {
    constexpr int timeoutMs = 20'000;
    std::vector<Problem> problems;
    for (const auto& fence : fences) {
        QProcess process;
        process.start("shellcheck", {"--shell=sh", "--format=json1", "--severity=info", "-"});
        if (!process.waitForStarted(timeoutMs))
            return {{{file}, "its shell text was not checked", "install shellcheck", Severity::warning}};
        process.write(fence.script.data(), static_cast<qint64>(fence.script.size()));
        process.closeWriteChannel();
        if (!process.waitForFinished(timeoutMs)) {
            process.kill();
            process.waitForFinished(timeoutMs);
            problems.push_back(
                {fence.place, "shellcheck did not come to an end over it", "simplify it", Severity::warning});
            continue;
        }
        const Json findings = Json::parse(process.readAllStandardOutput().toStdString(), nullptr, false);
        const auto found = runbook::fromShellcheck(fence, findings);
        problems.insert(problems.end(), found.begin(), found.end());
    }
    return problems;
}

} // namespace muster::app
