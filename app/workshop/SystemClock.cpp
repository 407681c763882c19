#include "app/workshop/SystemClock.h"

#include <condition_variable>
#include <ctime>
#include <mutex>

namespace muster::app {

ports::Instant SystemClock::now() const {
    timespec monotonic{};
    timespec utc{};
    clock_gettime(CLOCK_MONOTONIC, &monotonic);
    clock_gettime(CLOCK_REALTIME, &utc);
    return {monotonic.tv_sec * 1'000'000'000LL + monotonic.tv_nsec,
            utc.tv_sec * 1000LL + utc.tv_nsec / 1'000'000};
}

bool SystemClock::wait(Milliseconds duration, std::stop_token stop) {
    std::mutex mutex;
    std::condition_variable_any condition;
    std::unique_lock lock(mutex);
    condition.wait_for(lock, stop, duration, []() { return false; });
    return !stop.stop_requested();
}

} // namespace muster::app
