#include "models/metrics/Detector.h"

namespace muster::metrics {

bool Detector::feed(const Sample& sample) {
    if (sample.answer == Answer::ok) {
        m_failures = 0;
        ++m_successes;
        if (m_state == State::up || m_successes < m_settings.successes)
            return false;
        m_state = State::up;
        m_upNs = sample.doneNs;
        m_downSinceNs.reset();
        m_detectedNs.reset();
        return true;
    }
    m_successes = 0;
    if (m_failures++ == 0)
        m_firstFailureNs = sample.doneNs;
    if (m_state == State::down)
        return false;
    const bool enough = m_failures >= m_settings.failures;
    const bool longEnough =
        m_settings.without && sample.doneNs - m_firstFailureNs >= m_settings.without->count() * 1'000'000;
    if (!enough && !longEnough)
        return false;
    m_state = State::down;
    m_downSinceNs = m_firstFailureNs;
    m_detectedNs = sample.doneNs;
    m_upNs.reset();
    return true;
}

} // namespace muster::metrics
