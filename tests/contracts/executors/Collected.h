// A sink that keeps what came and when the first of it came.
#pragma once

#include "models/ports/Executor.h"

#include <atomic>
#include <mutex>
#include <string>

namespace muster::tests {

class Collected : public ports::OutputSink {
public:
    void write(ports::Stream stream, std::string_view bytes) override {
        const std::lock_guard lock(m_mutex);
        (stream == ports::Stream::out ? m_out : m_err) += bytes;
    }
    [[nodiscard]] std::string out() const {
        const std::lock_guard lock(m_mutex);
        return m_out;
    }
    [[nodiscard]] std::string err() const {
        const std::lock_guard lock(m_mutex);
        return m_err;
    }

private:
    mutable std::mutex m_mutex;
    std::string m_out;
    std::string m_err;
};

} // namespace muster::tests
