#include "engine/run/RunLog.h"

namespace muster::run {

RunLog::RunLog(ports::Journal& journal, incident::Incident state,
               std::vector<ports::SessionObserver*> observers)
    : m_journal(journal), m_state(std::move(state)), m_observers(std::move(observers)) {}

Result<> RunLog::append(const std::vector<ports::Entry>& entries) {
    if (entries.empty())
        return {};
    const std::lock_guard lock(m_mutex);
    auto written = m_journal.append(entries);
    if (!written)
        return failure(std::move(written.error()));
    for (const auto& event : *written) {
        m_state = incident::apply(std::move(m_state), event);
        for (auto* observer : m_observers)
            observer->happened(event, m_state);
    }
    return {};
}

Result<> RunLog::append(const std::string& type, Json body) {
    return append({{state().number, type, std::move(body)}});
}

Result<Json> RunLog::keep(std::string_view bytes) {
    if (bytes.empty())
        return Json(nullptr);
    auto blob = m_journal.keep(bytes);
    if (!blob)
        return failure(std::move(blob.error()));
    return Json{{"sha256", blob->sha256}, {"bytes", blob->sizeBytes}, {"truncated", blob->truncated}};
}

incident::Incident RunLog::state() const {
    const std::lock_guard lock(m_mutex);
    return m_state;
}

void RunLog::output(const std::string& host, ports::Stream stream, std::string_view bytes) {
    const std::lock_guard lock(m_mutex);
    for (auto* observer : m_observers)
        observer->output(host, stream, bytes);
}

} // namespace muster::run
