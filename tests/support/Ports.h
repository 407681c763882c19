// Ports of 127.0.0.1 for tests.
#pragma once

namespace muster::test {

// Nobody listens there now. Below the ports that Linux gives to outgoing connections and beside those of
// practice ranges, so that hardly anybody takes it before the caller does.
int freePort();

// A port whose connections are refused as long as this object lives: it is taken, and nobody listens.
class RefusedPort {
public:
    RefusedPort();
    ~RefusedPort();
    RefusedPort(const RefusedPort&) = delete;
    RefusedPort& operator=(const RefusedPort&) = delete;
    [[nodiscard]] int number() const { return m_number; }

private:
    int m_socket;
    int m_number = 0;
};

} // namespace muster::test
