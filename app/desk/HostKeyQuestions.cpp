#include "app/desk/HostKeyQuestions.h"

#include <chrono>

namespace muster::app {
namespace {

constexpr std::chrono::minutes patience{10};

} // namespace

transport::FirstUse HostKeyQuestions::firstUse() {
    return [this](const transport::HostKeyQuestion& question) {
        ports::HostKeyAsk ask{
            0, question.host, question.address, question.port, question.keyType, question.fingerprint};
        {
            const std::lock_guard lock(m_mutex);
            if (m_closed)
                return false;
            ask.ticket = ++m_lastTicket;
            m_open[ask.ticket] = std::nullopt;
        }
        m_announcer.tell([&](auto& observer) { observer.hostKeyAsked(ask); });
        std::unique_lock lock(m_mutex);
        m_answered.wait_for(lock, patience, [&]() { return m_closed || m_open[ask.ticket].has_value(); });
        const bool trusted = m_open[ask.ticket].value_or(false);
        m_open.erase(ask.ticket);
        return trusted;
    };
}

void HostKeyQuestions::answer(std::int64_t ticket, bool trust) {
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_open.find(ticket); found != m_open.end())
            found->second = trust;
    }
    m_answered.notify_all();
}

void HostKeyQuestions::close() {
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    m_answered.notify_all();
}

} // namespace muster::app
