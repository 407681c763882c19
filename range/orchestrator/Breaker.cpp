#include "range/orchestrator/Breaker.h"

namespace muster::range {

bool Breaker::allow(Clock::time_point now) {
    const std::lock_guard lock(m_mutex);
    if (m_numbers.state == State::closed)
        return true;
    if (!m_trying && now >= m_trialDue) {
        m_numbers.state = State::halfOpen;
        m_trying = true;
        return true;
    }
    ++m_numbers.refused;
    return false;
}

void Breaker::succeeded() {
    const std::lock_guard lock(m_mutex);
    // While it is open an answer may still come to a question of before: only the trial closes it.
    if (m_numbers.state == State::open)
        return;
    m_numbers.state = State::closed;
    m_numbers.failures = 0;
    m_trying = false;
}

void Breaker::failed(Clock::time_point now) {
    const std::lock_guard lock(m_mutex);
    ++m_numbers.failures;
    if (m_numbers.state == State::open || m_numbers.failures < m_limit)
        return;
    m_numbers.opened += m_numbers.state == State::closed ? 1 : 0;
    m_numbers.state = State::open;
    m_trialDue = now + m_openFor;
    m_trying = false;
}

void Breaker::letGo() {
    const std::lock_guard lock(m_mutex);
    if (m_numbers.state != State::halfOpen)
        return;
    m_numbers.state = State::open; // the next one tries at once
    m_trying = false;
}

Breaker::Numbers Breaker::numbers() const {
    const std::lock_guard lock(m_mutex);
    return m_numbers;
}

const char* Breaker::word(State state) {
    return state == State::closed ? "closed" : state == State::open ? "open" : "half-open";
}

} // namespace muster::range
