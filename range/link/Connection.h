// One connection through a link: the socket of the one who connected, the socket to the target, and the two
// flows between them. Owned by the relay's thread.
#pragma once

#include "range/link/Faults.h"
#include "range/link/Flow.h"

#include <poll.h>
#include <vector>

namespace muster::range {

class Connection {
public:
    // Takes the accepted, non-blocking socket and begins to connect to 127.0.0.1:`targetPort`.
    Connection(int client, int targetPort);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection(); // closes what is open

    // Appends what it waits for: at most one entry a socket, none while there is nothing to wait for.
    void addTo(std::vector<pollfd>& waiting, const Faults& faults, Flow::Time now) const;
    // When something becomes due after `now`; what is due already waits for its socket.
    [[nodiscard]] std::optional<Flow::Time> nextDue(const Faults& faults, Flow::Time now) const;
    // Reads and writes what can be. False: it is over.
    [[nodiscard]] bool work(const Faults& faults, Flow::Time now, Counters& counters);
    // Closes both sides with RST.
    void reset();
    // Makes both sides black holes, or ends that.
    void drop(bool on) const;
    // The delays became shorter.
    void hasten(const Faults& faults, Flow::Time now);

private:
    [[nodiscard]] int source(Way way) const { return way == Way::up ? m_client : m_target; }
    [[nodiscard]] int sink(Way way) const { return way == Way::up ? m_target : m_client; }
    [[nodiscard]] const Flow& flow(Way way) const { return way == Way::up ? m_up : m_down; }
    [[nodiscard]] Flow& flow(Way way) { return way == Way::up ? m_up : m_down; }
    [[nodiscard]] bool isDue(Way way, Flow::Time now) const;
    // False: that way ended with RST, and with it the connection.
    [[nodiscard]] bool pass(Way way, const Faults& faults, Flow::Time now, Counters& counters);
    void finishConnecting(const Faults& faults, Flow::Time now);

    int m_client;
    int m_target = -1;
    bool m_connecting = true;
    Flow m_up;
    Flow m_down;
    bool m_upFinished = false;
    bool m_downFinished = false;
};

} // namespace muster::range
