// What a range remembers from one command to the next: its name, its ports, how far it was created.
#pragma once

#include "models/base/Error.h"
#include "range/control/Layout.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace muster::range {

struct Settings {
    std::string name;                 // empty: the user's default range
    std::string user;                 // whose processes these are, and who logs in over SSH
    std::string checkpointEvery;      // as the orchestrator takes it
    std::string takeoverAfter;        // how long the second region sees the lease free before it takes it
    std::string topology = "manual";  // or "patroni": who promotes a database
    std::string dcs = "etcd";         // how Patroni speaks to etcd: "etcd" (v2) or "etcd3"
    std::set<std::string> clusters;   // database hosts whose cluster is whole
    std::map<std::string, int> ports; // on 127.0.0.1, by the name of the part: "db-a.sshd"

    [[nodiscard]] bool isAutomatic() const { return topology == "patroni"; }
    [[nodiscard]] int port(const std::string& part) const; // 0: none is chosen yet
};

// nullopt in the Result: there is no range in this folder. An error also for the file of another version.
[[nodiscard]] Result<std::optional<Settings>> loadSettings(const Layout& layout);
// Is it a range's all the same, of a version whose settings this one cannot read?
bool isOfAnotherVersion(const Layout& layout);
[[nodiscard]] Result<> saveSettings(const Layout& layout, const Settings& settings);

// Can somebody listen on this port of 127.0.0.1 now?
bool isPortFree(int port);

// Chooses ports and keeps them from others that choose, until it is destroyed; the parts that they are meant
// for can listen on them meanwhile.
class PortChoice {
public:
    PortChoice() = default;
    PortChoice(const PortChoice&) = delete;
    PortChoice& operator=(const PortChoice&) = delete;
    ~PortChoice();

    // Keeps `port` if nobody listens there, else takes another below the kernel's ephemeral ports, none of
    // `taken`.
    [[nodiscard]] Result<int> choose(int port, const std::vector<int>& taken);

private:
    std::vector<int> m_sockets;
};

} // namespace muster::range
