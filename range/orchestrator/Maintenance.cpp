#include "range/orchestrator/Maintenance.h"

#include "range/processes/SyncedFile.h"

#include <algorithm>
#include <ctime>

namespace muster::range {

Maintenance::Maintenance(std::filesystem::path file) : m_file(std::move(file)) {
    if (!std::filesystem::exists(m_file))
        return;
    const auto json = Json::parse(readWhole(m_file).value_or(""), nullptr, false);
    const bool readable = json.is_object() && json.value("enabled", Json()).is_boolean() &&
                          json.value("since", Json()).is_number_integer() &&
                          json.value("seconds", Json()).is_number_integer();
    m_on = readable ? json["enabled"].get<bool>() : true;
    m_since = readable ? json["since"].get<std::int64_t>() : std::time(nullptr);
    m_seconds = readable ? json["seconds"].get<std::int64_t>() : 0;
}

Result<> Maintenance::set(bool on) {
    const std::lock_guard lock(m_mutex);
    if (on == m_on)
        return {};
    const std::int64_t now = std::time(nullptr);
    const std::int64_t seconds = on ? m_seconds : m_seconds + std::max<std::int64_t>(0, now - m_since);
    const Json json = {{"enabled", on}, {"since", now}, {"seconds", seconds}};
    if (auto kept = writeSynced(m_file, json.dump() + "\n"); !kept)
        return kept;
    m_on = on;
    m_since = now;
    m_seconds = seconds;
    return {};
}

bool Maintenance::on() const {
    const std::lock_guard lock(m_mutex);
    return m_on;
}

Json Maintenance::describe() const {
    const std::lock_guard lock(m_mutex);
    const std::int64_t current = m_on ? std::max<std::int64_t>(0, std::time(nullptr) - m_since) : 0;
    return {
        {"enabled", m_on}, {"since", m_on ? Json(m_since) : Json()}, {"seconds_total", m_seconds + current}};
}

} // namespace muster::range
