#include "range/control/Passwords.h"

#include "range/control/Topology.h"
#include "range/processes/SyncedFile.h"

#include <sodium.h>
#include <sstream>

namespace muster::range {
namespace {

std::string lineFor(const std::string& role) {
    std::array<unsigned char, 24> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::array<char, 49> hex{};
    sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
    return "*:*:*:" + role + ":" + hex.data() + "\n";
}

} // namespace

Result<> createPasswords(const Layout& layout) {
    const std::string service = lineFor("orchestrator");
    const std::string all = lineFor("postgres") + lineFor("replicator") + service;
    for (const auto* host : databaseHosts) {
        if (auto written = writeSynced(layout.passwords(host), all); !written)
            return written;
    }
    for (const auto* host : applicationHosts) {
        if (auto written = writeSynced(layout.passwords(host), service); !written)
            return written;
    }
    return {};
}

std::string passwordIn(const fs::path& passfile, const std::string& role) {
    std::istringstream lines(readWhole(passfile).value_or(""));
    const std::string start = "*:*:*:" + role + ":";
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with(start))
            return line.substr(start.size());
    return {};
}

} // namespace muster::range
