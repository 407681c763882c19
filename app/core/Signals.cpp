#include "app/core/Signals.h"

#include <csignal>
#include <ctime>

namespace muster::app {
namespace {

sigset_t watched() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    return set;
}

} // namespace

Signals::Signals() {
    const sigset_t set = watched();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN); // a closed pipe is an error of the write, not the end of a recovery
    m_waiter = std::jthread([this](const std::stop_token& ended) {
        const sigset_t awaited = watched();
        const timespec look{0, 100'000'000};
        while (!ended.stop_requested())
            if (sigtimedwait(&awaited, nullptr, &look) > 0)
                m_stop.request_stop();
    });
}

Signals::~Signals() = default;

} // namespace muster::app
