#include "range/control/Balancer.h"

#include "range/control/AwaitReady.h"
#include "range/processes/Launch.h"
#include "range/processes/SyncedFile.h"

#include <algorithm>
#include <cstring>
#include <sstream>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

namespace muster::range {
namespace {

constexpr const char* haproxyProgram = "/usr/sbin/haproxy";

std::vector<std::string> cellsOf(const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream text(line);
    for (std::string cell; std::getline(text, cell, ',');)
        cells.push_back(cell);
    return cells;
}

} // namespace

Result<> Balancer::findPrograms() {
    if (::access(haproxyProgram, X_OK) == 0)
        return {};
    return failure({.what = "HAProxy is not installed",
                    .why = std::string("there is no ") + haproxyProgram,
                    .next = "apt-get install haproxy"});
}

Result<> Balancer::configure(const std::string& database) const {
    const auto at = [&](const std::string& part) {
        return "127.0.0.1:" + std::to_string(m_settings.port(part));
    };
    std::ostringstream text;
    text << "# Written by `muster range up`.\n"
            "global\n"
            "    nbthread 1\n"
            "    maxconn 400\n"
            "    hard-stop-after 2s\n"
            "    log stdout format raw local0\n"
            "    stats socket "
         << m_layout.balancerSocket().string()
         << " mode 600 level admin\n"
            "    stats timeout 30s\n"
            "\n"
            "defaults\n"
            "    log global\n"
            "    retries 0 # nothing that may have been done is sent a second time\n"
            "    timeout connect 1s\n"
            "    timeout check 1s\n"
            "\n"
            "frontend service\n"
            "    mode http\n"
            "    bind "
         << at(serviceFront)
         << "\n"
            "    timeout client 10s\n"
            "    default_backend service\n"
            "\n"
            "backend service\n"
            "    mode http\n"
            "    timeout server 10s\n"
            "    option httpchk GET /health\n"
            "    http-check expect status 200\n"
            "    default-server check inter 500ms fastinter 200ms downinter 200ms fall 2 rise 1\n"
            "    server app-a "
         << at("lb.app-a")
         << "\n"
            "    server app-b "
         << at("lb.app-b")
         << " backup\n"
            "\n"
            "# Every region that reaches the database takes writes here, in turn. A connection that was not\n"
            "# made carried nothing: that one may be tried at the other region.\n"
            "listen both\n"
            "    mode http\n"
            "    bind "
         << at(bothFront)
         << "\n"
            "    timeout client 10s\n"
            "    timeout server 10s\n"
            "    balance roundrobin\n"
            "    retries 1\n"
            "    retry-on conn-failure\n"
            "    option redispatch 1\n"
            "    option httpchk GET /api/v1/summary\n"
            "    http-check expect status 200\n"
            "    default-server check inter 500ms fastinter 200ms downinter 200ms fall 2 rise 1\n"
            "    server app-a "
         << at("lb.app-a")
         << "\n"
            "    server app-b "
         << at("lb.app-b")
         << "\n"
            "\n"
         << (m_settings.isAutomatic()
                 ? "# Whoever's Patroni says that it leads is in use. Nobody has to switch.\n"
                 : "# Exactly one of them is in use. A person switches, through the socket above; no check "
                   "does.\n")
         << "listen database\n"
            "    mode tcp\n"
            "    bind "
         << at(databaseFront)
         << "\n"
            "    timeout client 1h\n"
            "    timeout server 1h\n"
            "    default-server on-marked-down shutdown-sessions\n";
    if (m_settings.isAutomatic())
        text << "    option httpchk GET /primary\n"
                "    http-check expect status 200\n"
                "    default-server check inter 1s fastinter 500ms downinter 500ms fall 2 rise 1\n";
    for (const std::string host : databaseHosts) {
        text << "    server " << host << " " << at(databasePart(host));
        if (m_settings.isAutomatic())
            text << " port " << m_settings.port(patroniPart(host)) << "\n";
        else
            text << (host == database ? "" : " disabled") << "\n";
    }
    return writeSynced(m_layout.balancerConfiguration(), text.str());
}

Result<> Balancer::start() const {
    const auto started = launch({.name = partName(),
                                 .command = {haproxyProgram, "-db", "-f", m_layout.balancerConfiguration()},
                                 .environment = m_layout.variables(balancerHost, m_postgresBin),
                                 .workingFolder = m_layout.host(balancerHost),
                                 .log = log(),
                                 .records = m_layout.processes()});
    if (!started)
        return failure(started.error());
    return {};
}

std::optional<Process> Balancer::process() const {
    const auto process = recorded(m_layout.processes(), partName());
    return process && isAlive(*process) ? process : std::nullopt;
}

Result<> Balancer::awaitReady() const {
    return range::awaitReady(
        {.what = "HAProxy on lb", .part = partName(), .log = log()}, [this] { return answers(); },
        [this] { return process().has_value(); });
}

std::optional<std::string> Balancer::ask(const std::string& command) const {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const auto path = m_layout.balancerSocket().string();
    if (path.size() >= sizeof address.sun_path)
        return std::nullopt;
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval limit{2, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    const std::string line = command + "\n";
    std::string answer;
    ssize_t got = -1;
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
        ::send(socket, line.data(), line.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(line.size())) {
        std::array<char, 4096> buffer{};
        while ((got = ::recv(socket, buffer.data(), buffer.size(), 0)) > 0)
            answer.append(buffer.data(), static_cast<std::size_t>(got));
    }
    ::close(socket);
    return got == 0 ? std::optional(answer) : std::nullopt;
}

std::string Balancer::stateOf(const std::string& backend, const std::string& server) const {
    return column("status", backend, server);
}

bool Balancer::found(const std::string& backend, const std::string& application) const {
    return stateOf(backend, application).starts_with("UP") &&
           column("check_status", backend, application).ends_with("L7OK"); // "* L7OK" during the next check
}

std::string Balancer::column(const std::string& name, const std::string& backend,
                             const std::string& server) const {
    std::istringstream lines(ask("show stat").value_or(""));
    std::size_t wanted = 0;
    for (std::string line; std::getline(lines, line);) {
        const auto cells = cellsOf(line);
        if (line.starts_with("# "))
            wanted = static_cast<std::size_t>(std::find(cells.begin(), cells.end(), name) - cells.begin());
        else if (cells.size() > std::max<std::size_t>(wanted, 1) && cells[0] == backend && cells[1] == server)
            return cells[wanted];
    }
    return {};
}

bool Balancer::answers() const {
    return !stateOf("service", "app-a").empty();
}

std::string Balancer::databaseInUse() const {
    std::string found;
    for (const auto* host : databaseHosts) {
        const auto state = stateOf("database", host);
        if (state.empty() || state.starts_with("MAINT") || state.starts_with("DOWN"))
            continue;
        if (!found.empty())
            return {};
        found = host;
    }
    return found;
}

Result<> Balancer::useDatabase(const std::string& host) const {
    std::string said;
    const auto set = [&](const std::string& server, const char* state) {
        const auto answer = ask("set server database/" + server + " state " + state);
        said += answer ? *answer : "no answer from its admin socket";
    };
    for (const auto* other : databaseHosts)
        if (other != host)
            set(other, "maint");
    set(host, "ready");
    if (databaseInUse() == host)
        return {};
    return failure({.what = "HAProxy does not lead to the database on " + host,
                    .why = said,
                    .next = "read " + log().string() + ", or run `muster range up` again",
                    .target = partName()});
}

} // namespace muster::range
