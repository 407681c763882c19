// The one place where a run's events are appended and its state is folded: append first, believe after.
#pragma once

#include "models/incident/Incident.h"
#include "models/ports/Journal.h"
#include "models/ports/Session.h"

#include <mutex>
#include <vector>

namespace muster::run {

// Thread-safe: acts on several hosts report at once. The journal and the observers outlive it.
class RunLog {
public:
    RunLog(ports::Journal& journal, incident::Incident state, std::vector<ports::SessionObserver*> observers);

    // On disk when it returns; observers are told afterwards, in order. On error nothing happened, and the
    // side effect that the entries announce must not happen either.
    [[nodiscard]] Result<> append(const std::vector<ports::Entry>& entries);
    [[nodiscard]] Result<> append(const std::string& type, Json body);

    // Keeps output beside the events: {"sha256", "bytes", "truncated"}, or null for none.
    [[nodiscard]] Result<Json> keep(std::string_view bytes);

    [[nodiscard]] incident::Incident state() const; // a copy
    void output(const std::string& host, ports::Stream stream, std::string_view bytes);

private:
    ports::Journal& m_journal;
    mutable std::mutex m_mutex;
    incident::Incident m_state;
    std::vector<ports::SessionObserver*> m_observers;
};

} // namespace muster::run
