#include "engine/transport/ssh/SshExecutor.h"

#include "engine/transport/durable/DurableAct.h"
#include "engine/transport/ssh/SshConnection.h"

#include <condition_variable>
#include <mutex>

namespace muster::transport {
namespace {

using Clock = std::chrono::steady_clock;
using Connection = std::shared_ptr<SshConnection>;

constexpr int connectionsPerHost = 2;
// A connection that was good a moment ago answers at once, or it is gone.
constexpr Milliseconds reuseLimit{5000};

struct Pool {
    std::mutex mutex;
    std::condition_variable returned;
    std::vector<Connection> idle;
    int leased = 0;
};

// The lines of one act: over a connection that nobody else uses meanwhile.
class LeasedLines : public LineSource {
public:
    LeasedLines(Pool& pool, const environment::Host& host, SshMeans means)
        : m_pool(pool), m_host(host), m_means(std::move(means)) {}

    ~LeasedLines() override {
        if (!m_leased)
            return;
        const std::lock_guard lock(m_pool.mutex);
        if (m_connection && m_connection->usable())
            m_pool.idle.push_back(std::move(m_connection));
        --m_pool.leased;
        m_pool.returned.notify_one();
    }

    // False when its turn did not come.
    bool lease(Deadline deadline, const std::stop_token& stop) {
        std::unique_lock lock(m_pool.mutex);
        while (m_pool.leased >= connectionsPerHost) {
            if (stop.stop_requested() || Clock::now() >= deadline)
                return false;
            m_pool.returned.wait_for(lock, Milliseconds(50));
        }
        ++m_pool.leased;
        m_leased = true;
        if (!m_pool.idle.empty()) {
            m_connection = std::move(m_pool.idle.back());
            m_pool.idle.pop_back();
        }
        return true;
    }

    [[nodiscard]] bool connected() const { return m_connection && m_connection->usable(); }

    [[nodiscard]] Result<std::unique_ptr<Line>> open(const std::string& command, Secret input,
                                                     Deadline deadline, std::stop_token stop) override {
        if (connected()) {
            auto line =
                m_connection->start(command, input, std::min(deadline, Clock::now() + reuseLimit), stop);
            if (line || line.error().retry != Retry::safe || stop.stop_requested())
                return line;
        }
        m_connection.reset();
        auto opened = SshConnection::open(m_host, m_means, deadline, stop);
        if (!opened)
            return failure(std::move(opened.error()));
        m_connection = std::move(*opened);
        return m_connection->start(command, std::move(input), deadline, stop);
    }

private:
    Pool& m_pool;
    const environment::Host& m_host;
    SshMeans m_means;
    Connection m_connection;
    bool m_leased = false;
};

const ports::ShellAct* overSsh(const ports::Act& act) {
    const auto* what = std::get_if<ports::ShellAct>(&act.what);
    return what != nullptr && what->host.ssh ? what : nullptr;
}

tl::unexpected<Error> notForSsh() {
    return failure({"this act does not go over SSH", "it is a request, or its host has no `ssh`",
                    "report this: it is a fault of Muster", "", Retry::never});
}

} // namespace

class SshExecutor::Pools {
public:
    Pools(const environment::Environment& environment, ports::SecretSource& secrets, FirstUse firstUse)
        : m_environment(environment), m_secrets(secrets), m_firstUse(std::move(firstUse)) {}

    std::unique_ptr<LeasedLines> lines(const environment::Host& host) {
        const auto& access = *host.ssh;
        const auto name = access.user + "@" + access.address + ":" + std::to_string(access.port) + " " +
                          access.keyFile + " " + access.knownHostsFile;
        const std::lock_guard lock(m_mutex);
        auto& pool = m_pools[name];
        if (!pool)
            pool = std::make_unique<Pool>();
        return std::make_unique<LeasedLines>(*pool, host,
                                             SshMeans{{m_environment, m_secrets}, m_firstUse, m_asking});
    }

private:
    const environment::Environment& m_environment;
    ports::SecretSource& m_secrets;
    FirstUse m_firstUse;
    std::mutex m_asking;
    std::mutex m_mutex;
    std::map<std::string, std::unique_ptr<Pool>> m_pools;
};

SshExecutor::SshExecutor(const environment::Environment& environment, ports::SecretSource& secrets,
                         FirstUse firstUse)
    : m_pools(std::make_unique<Pools>(environment, secrets, std::move(firstUse))) {}

SshExecutor::~SshExecutor() = default;

Result<ports::Outcome> SshExecutor::run(const ports::Act& act, ports::OutputSink& sink,
                                        std::stop_token stop) {
    const auto* what = overSsh(act);
    if (what == nullptr)
        return notForSsh();
    const auto lines = m_pools->lines(what->host);
    if (!lines->lease(Clock::now() + act.timeout, stop)) {
        if (stop.stop_requested()) {
            ports::Outcome outcome;
            outcome.ended = ports::Outcome::Ended::cancelled;
            return outcome;
        }
        return failure({"the act on " + what->host.name + " did not get its turn",
                        "two others ran there for longer than its timeout",
                        "wait for them, or run fewer acts at once on this host", what->host.name,
                        Retry::safe});
    }
    return DurableAct(*lines, act, *what).run(sink, stop);
}

Result<std::optional<ports::Outcome>> SshExecutor::collect(const ports::Act& act, ports::OutputSink& sink,
                                                           std::stop_token stop) {
    const auto* what = overSsh(act);
    if (what == nullptr)
        return notForSsh();
    const auto lines = m_pools->lines(what->host);
    if (!lines->lease(Clock::now() + act.timeout, stop))
        return failure({"cannot ask " + what->host.name + " what became of the act",
                        "two others run there, or it was cancelled", "try again", what->host.name,
                        Retry::unknown});
    return DurableAct(*lines, act, *what).collect(sink, stop);
}

void SshExecutor::forget(const ports::Act& act) {
    if (const auto* what = overSsh(act)) {
        const auto lines = m_pools->lines(what->host);
        if (lines->lease(Clock::now() + reuseLimit, {}) && lines->connected())
            DurableAct(*lines, act, *what).forget();
    }
}

} // namespace muster::transport
