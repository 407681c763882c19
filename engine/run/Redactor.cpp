#include "engine/run/Redactor.h"

#include <algorithm>

namespace muster::run {

Redactor::Redactor(ports::OutputSink& next, const std::map<std::string, Secret>& secrets)
    : m_next(next), m_secrets(secrets) {
    for (const auto& [name, secret] : secrets)
        m_longest = std::max(m_longest, secret.reveal().size());
}

void Redactor::write(ports::Stream stream, std::string_view bytes) {
    std::string& pending = stream == ports::Stream::out ? m_out : m_err;
    pending += bytes;
    pass(stream, pending, false);
}

void Redactor::flush() {
    pass(ports::Stream::out, m_out, true);
    pass(ports::Stream::err, m_err, true);
}

void Redactor::pass(ports::Stream stream, std::string& pending, bool all) {
    for (const auto& [name, secret] : m_secrets) {
        const std::string& value = secret.reveal();
        if (value.empty())
            continue;
        const std::string shown = "[secret " + name + "]";
        for (auto at = pending.find(value); at != std::string::npos;
             at = pending.find(value, at + shown.size()))
            pending.replace(at, value.size(), shown);
    }
    const std::size_t held = all || m_longest == 0 ? 0 : m_longest - 1;
    if (pending.size() <= held)
        return;
    const std::size_t ready = pending.size() - held;
    m_next.write(stream, std::string_view(pending).substr(0, ready));
    pending.erase(0, ready);
}

} // namespace muster::run
