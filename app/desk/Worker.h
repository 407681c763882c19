// Threads that do what they are given, in turn.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace muster::app {

// Thread-safe. What was not begun when it goes is dropped; what was begun is waited for.
class Worker {
public:
    explicit Worker(int threads);
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    // What was begun is waited for; what comes later is dropped.
    void stop();

    // With one thread: in the order in which they came. The token is stopped when the worker goes.
    void post(std::function<void(std::stop_token)> job);

private:
    void work(std::stop_token stop);

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<std::function<void(std::stop_token)>> m_jobs;
    std::vector<std::jthread> m_threads; // last: everything above stands when they start
};

} // namespace muster::app
