#include "range/control/Settings.h"

#include "models/base/Json.h"
#include "range/processes/SyncedFile.h"

#include <algorithm>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <random>
#include <sys/socket.h>
#include <unistd.h>

namespace muster::range {
namespace {

constexpr const char* format = "muster-range 3";

// Below 32768, where Linux begins to give ports to outgoing connections: nobody takes one by chance
// between our look and the program's bind.
constexpr int firstPort = 21'000;
constexpr int lastPort = 31'999;

// As the programs of the range do: a port that only waits out its last connection is free.
void share(int socket) {
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

// A socket that is bound to this port of 127.0.0.1 and does not listen; -1: somebody else has it.
int bound(int port, bool shared) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket < 0)
        return -1;
    if (shared)
        share(socket);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
        return socket;
    ::close(socket);
    return -1;
}

} // namespace

int Settings::port(const std::string& part) const {
    const auto found = ports.find(part);
    return found == ports.end() ? 0 : found->second;
}

bool isOfAnotherVersion(const Layout& layout) {
    const auto json = Json::parse(readWhole(layout.settings()).value_or(""), nullptr, false);
    const auto found = json.is_object() ? json.value("format", Json()) : Json();
    return found.is_string() && found != format && found.get<std::string>().starts_with("muster-range ");
}

Result<std::optional<Settings>> loadSettings(const Layout& layout) {
    std::error_code error;
    if (!fs::exists(layout.settings(), error))
        return std::nullopt;
    const auto json = Json::parse(readWhole(layout.settings()).value_or(""), nullptr, false);
    if (isOfAnotherVersion(layout))
        return failure({.what = "the range in " + layout.folder.string() + " was made by another version",
                        .why = "its range.json is of the form " + json["format"].dump() +
                               ", and this program knows " + Json(format).dump(),
                        .next = "run `muster range down`, which removes it, and then `muster range up`"});
    try {
        Settings settings;
        settings.name = json.at("name").get<std::string>();
        settings.user = json.at("user").get<std::string>();
        settings.checkpointEvery = json.at("checkpoint_every").get<std::string>();
        settings.takeoverAfter = json.at("takeover_after").get<std::string>();
        settings.topology = json.value("topology", settings.topology);
        settings.dcs = json.value("dcs", settings.dcs);
        settings.clusters = json.at("clusters").get<std::set<std::string>>();
        settings.ports = json.at("ports").get<std::map<std::string, int>>();
        return settings;
    } catch (const Json::exception& unreadable) {
        return failure(
            {.what = "cannot read " + layout.settings().string(),
             .why = unreadable.what(),
             .next = "if the folder is a range's, remove that file's folder by hand and bring it up again"});
    }
}

Result<> saveSettings(const Layout& layout, const Settings& settings) {
    const Json json = {{"format", format},
                       {"name", settings.name},
                       {"user", settings.user},
                       {"checkpoint_every", settings.checkpointEvery},
                       {"takeover_after", settings.takeoverAfter},
                       {"topology", settings.topology},
                       {"dcs", settings.dcs},
                       {"clusters", settings.clusters},
                       {"ports", settings.ports}};
    return writeSynced(layout.settings(), json.dump(2) + "\n");
}

bool isPortFree(int port) {
    const int socket = bound(port, true);
    if (socket >= 0)
        ::close(socket);
    return socket >= 0;
}

PortChoice::~PortChoice() {
    for (const int socket : m_sockets)
        ::close(socket);
}

Result<int> PortChoice::choose(int port, const std::vector<int>& taken) {
    const auto isTaken = [&](int candidate) {
        return std::find(taken.begin(), taken.end(), candidate) != taken.end();
    };
    if (port != 0 && !isTaken(port)) {
        if (const int socket = bound(port, true); socket >= 0) {
            m_sockets.push_back(socket);
            return port;
        }
    }
    std::random_device random;
    std::uniform_int_distribution<int> any(firstPort, lastPort);
    for (int attempt = 0; attempt < 1000; ++attempt) {
        const int candidate = any(random);
        // Not shared while it is bound: of two ranges that come up at the same time one gets it.
        const int socket = isTaken(candidate) ? -1 : bound(candidate, false);
        if (socket < 0)
            continue;
        share(socket); // with the part that is to listen there
        m_sockets.push_back(socket);
        return candidate;
    }
    return failure({.what = "no free port on 127.0.0.1",
                    .why = "1000 ports between 21000 and 31999 were tried",
                    .next = "see what listens there: ss -ltn"});
}

} // namespace muster::range
