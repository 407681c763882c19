// A value that must never be printed, logged, journalled or put into an argument list.
#pragma once

#include <string>
#include <utility>

namespace muster {

// Wipes its bytes when it goes; cannot be streamed, formatted or turned into JSON. Whoever needs the
// bytes says so by name: `reveal()`.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string bytes) : m_bytes(std::move(bytes)) {}
    Secret(const Secret&) = default;
    Secret(Secret&& other) noexcept : m_bytes(std::move(other.m_bytes)) { other.wipe(); }
    Secret& operator=(const Secret& other) {
        if (this != &other) {
            wipe();
            m_bytes = other.m_bytes;
        }
        return *this;
    }
    Secret& operator=(Secret&& other) noexcept {
        if (this != &other) {
            wipe();
            m_bytes = std::move(other.m_bytes);
            other.wipe();
        }
        return *this;
    }
    ~Secret() { wipe(); }

    [[nodiscard]] const std::string& reveal() const { return m_bytes; }
    [[nodiscard]] bool empty() const { return m_bytes.empty(); }

private:
    void wipe();

    std::string m_bytes;
};

} // namespace muster
