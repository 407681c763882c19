#include "app/desk/Worker.h"

namespace muster::app {

Worker::Worker(int threads) {
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this](std::stop_token stop) { work(stop); });
}

Worker::~Worker() {
    stop();
}

void Worker::stop() {
    for (auto& thread : m_threads)
        thread.request_stop();
    m_threads.clear();
}

void Worker::post(std::function<void(std::stop_token)> job) {
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
}

void Worker::work(std::stop_token stop) {
    while (!stop.stop_requested()) {
        std::function<void(std::stop_token)> job;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this]() { return !m_jobs.empty(); }))
                return;
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
        }
        job(stop);
    }
}

} // namespace muster::app
