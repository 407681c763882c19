#include "engine/drill/BesideWatch.h"

#include "models/metrics/Steady.h"

namespace muster::drill {
namespace {

constexpr Milliseconds lookEvery{100};
// A disk or a scheduler that stands still for a second is no harm that the drill did.
constexpr std::int64_t longEnoughNs = 2'000'000'000;

} // namespace

BesideWatch::~BesideWatch() {
    disarm();
}

void BesideWatch::add(std::string service, std::unique_ptr<ports::Prober> prober) {
    m_watched.push_back({std::move(service), std::move(prober), metrics::Detector()});
}

std::string BesideWatch::unsteady(Milliseconds needed) {
    for (auto& each : m_watched) {
        const auto samples = each.prober->samples();
        if (!samples || metrics::steadyFor(*samples) < needed)
            return each.service;
    }
    return {};
}

void BesideWatch::arm(const std::stop_token& outer) {
    m_forward = std::make_unique<std::stop_callback<std::function<void()>>>(
        outer, [this]() { m_stop.request_stop(); });
    if (m_watched.empty())
        return;
    for (auto& each : m_watched)
        (void)each.prober->fresh(); // what is looked at comes from here on
    m_thread = std::jthread([this](const std::stop_token& stop) {
        while (!tripped() && m_clock.wait(lookEvery, stop))
            look();
    });
}

void BesideWatch::disarm() {
    m_thread = {}; // ends it, and waits
    m_forward.reset();
}

std::optional<Tripped> BesideWatch::tripped() const {
    const std::lock_guard lock(m_mutex);
    return m_tripped;
}

void BesideWatch::look() {
    for (auto& each : m_watched) {
        const auto samples = each.prober->fresh();
        if (!samples)
            continue; // nothing is known of it now; a drill is not stopped by that
        for (const auto& sample : *samples) {
            each.detector.feed(sample);
            if (each.detector.state() != metrics::Detector::State::down ||
                sample.doneNs - each.detector.downSinceNs().value_or(sample.doneNs) < longEnoughNs)
                continue;
            const std::string last =
                !sample.detail.empty() ? sample.detail : "status " + std::to_string(sample.status);
            {
                const std::lock_guard lock(m_mutex);
                m_tripped = {each.service,
                             "for two seconds its probes were not answered well, the last one: " + last,
                             sample.doneNs};
            }
            m_stop.request_stop();
            return;
        }
    }
}

} // namespace muster::drill
