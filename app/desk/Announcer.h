// Tells the window what is new: one call at a time, and none after it said that it no longer listens.
#pragma once

#include "models/ports/Desk.h"

#include <mutex>

namespace muster::app {

// Thread-safe. Call it without holding a lock that a snapshot needs.
class Announcer {
public:
    void set(ports::DeskObserver* observer) {
        const std::lock_guard lock(m_mutex);
        m_observer = observer;
    }

    template <class Call> void tell(Call call) {
        const std::lock_guard lock(m_mutex);
        if (m_observer != nullptr)
            call(*m_observer);
    }

private:
    std::recursive_mutex m_mutex; // an observer may ask for a snapshot, and that may find something to tell
    ports::DeskObserver* m_observer = nullptr;
};

} // namespace muster::app
