// One command on one channel of a connection.
#pragma once

#include "engine/transport/ssh/SshConnection.h"

namespace muster::transport {

// Contract: Line. Keeps its connection alive.
class SshLine : public Line {
public:
    SshLine(std::shared_ptr<SshConnection> connection, ssh_channel channel, Secret input)
        : m_connection(std::move(connection)), m_channel(channel), m_input(std::move(input)) {}
    ~SshLine() override;

    [[nodiscard]] LineNews poll(Milliseconds atMost) override;

private:
    void send();
    // False when the channel is in error.
    bool receive(bool errors, std::string& to);

    std::shared_ptr<SshConnection> m_connection;
    ssh_channel m_channel;
    Secret m_input;
    std::size_t m_sent = 0;
    bool m_inputEnded = false;
};

} // namespace muster::transport
