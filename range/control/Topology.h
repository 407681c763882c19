// The hosts of every range, and the links between their parts.
#pragma once

#include <array>
#include <string>
#include <vector>

namespace muster::range {

inline constexpr std::array<const char*, 2> databaseHosts{"db-a", "db-b"};
inline constexpr std::array<const char*, 2> applicationHosts{"app-a", "app-b"};
inline constexpr const char* balancerHost = "lb";

// Every host, in the order that people are shown.
inline std::vector<std::string> allHosts() {
    std::vector<std::string> hosts(databaseHosts.begin(), databaseHosts.end());
    hosts.insert(hosts.end(), applicationHosts.begin(), applicationHosts.end());
    hosts.emplace_back(balancerHost);
    return hosts;
}

// The parts that listen, by their names: also what their ports are found by.
inline std::string databasePart(const std::string& host) {
    return host + ".postgresql";
}
inline std::string applicationPart(const std::string& host) {
    return host + ".orchestrator";
}
inline constexpr const char* serviceFront = "lb.service";   // HTTP, for users
inline constexpr const char* bothFront = "lb.both";         // HTTP, to every region that can write
inline constexpr const char* databaseFront = "lb.database"; // TCP, for the applications

// Who wakes people up.
inline constexpr const char* pagerHost = balancerHost;
inline constexpr const char* pagerPart = "lb.alertmanager";

// What connects two parts and can be broken. Only HAProxy reaches the databases without one.
struct LinkPlan {
    std::string host;   // of the one who connects
    std::string leads;  // what it calls the other end: "db"
    std::string target; // the part that listens there

    [[nodiscard]] std::string partName() const { return host + "." + leads; }
    [[nodiscard]] std::string adminName() const { return partName() + ".admin"; }
};

inline std::vector<LinkPlan> allLinks() {
    return {{"app-a", "db", databaseFront},
            {"app-b", "db", databaseFront},
            {balancerHost, "app-a", applicationPart("app-a")},
            {balancerHost, "app-b", applicationPart("app-b")},
            // Each database's way to the other one: the standby's replication runs through its own.
            {"db-b", "replication", databasePart("db-a")},
            {"db-a", "replication", databasePart("db-b")}};
}

// Where fail-over is automatic: etcd, and each database host's way to it.
inline constexpr const char* consensusHost = balancerHost;
inline constexpr const char* consensusPart = "lb.etcd";
inline constexpr const char* consensusPeer = "lb.etcd.peer"; // etcd wants it also where it has no peer
inline std::string patroniPart(const std::string& host) {
    return host + ".patroni";
}
inline std::vector<LinkPlan> consensusLinks() {
    return {{"db-a", "dcs", consensusPart}, {"db-b", "dcs", consensusPart}};
}

} // namespace muster::range
