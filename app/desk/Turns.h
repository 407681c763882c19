// How the desk hands work to its threads. For the parts of ConsoleDesk alone.
#pragma once

#include "app/desk/ConsoleDesk.h"

namespace muster::app {

template <class T, class Job> void ConsoleDesk::inTurn(ports::Then<T> then, Job job) {
    m_inTurn->post([then = std::move(then), job = std::move(job)](const std::stop_token&) {
        Result<T> result = job();
        if (then)
            then(std::move(result));
    });
}

template <class T, class Job> void ConsoleDesk::beside(ports::Then<T> then, Job job) {
    m_beside->post([then = std::move(then), job = std::move(job)](std::stop_token stop) {
        Result<T> result = job(stop);
        if (then)
            then(std::move(result));
    });
}

} // namespace muster::app
