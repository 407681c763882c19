#include "engine/transport/ssh/HostKeys.h"

#include "engine/transport/ssh/UserFiles.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <libssh/libssh.h>
#include <sstream>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace muster::transport {
namespace {

constexpr const char* systemFile = "/etc/ssh/ssh_known_hosts";

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

// Hashed names and patterns need the full comparison, which costs; most lines name other hosts plainly.
bool mayMatch(const std::string& patterns, const std::string& name) {
    return patterns.starts_with('|') || patterns.find_first_of("*?") != std::string::npos ||
           lower(patterns).find(lower(name)) != std::string::npos;
}

bool matches(const std::string& line, const std::string& name) {
    ssh_knownhosts_entry* entry = nullptr;
    const bool found = ssh_known_hosts_parse_line(name.c_str(), line.c_str(), &entry) == SSH_OK;
    SSH_KNOWNHOSTS_ENTRY_FREE(entry);
    return found;
}

} // namespace

HostKeys::HostKeys(const environment::Host& host) : m_host(host.name), m_access(*host.ssh) {
    m_name = lower(m_access.address);
    if (m_access.port != 22)
        m_name = "[" + m_name + "]:" + std::to_string(m_access.port);
    m_file = m_access.knownHostsFile.empty() ? userFile("known_hosts") : m_access.knownHostsFile;
}

Result<HostKeys> HostKeys::read(const environment::Host& host) {
    HostKeys keys(host);
    std::vector<std::string> files{keys.m_file};
    if (host.ssh->knownHostsFile.empty())
        files.emplace_back(systemFile);
    for (const auto& file : files) {
        std::ifstream in(file, std::ios::binary);
        if (!in && errno != ENOENT)
            return failure({"cannot read the known hosts", file + ": " + std::strerror(errno),
                            "make the file readable for you, or name another with `known-hosts`", host.name,
                            Retry::never});
        std::string line;
        for (int number = 1; std::getline(in, line); ++number)
            keys.readLine(line, file + ":" + std::to_string(number));
    }
    return keys;
}

void HostKeys::readLine(const std::string& line, const std::string& place) {
    std::istringstream words(line);
    std::string marker;
    std::string patterns;
    words >> patterns;
    if (patterns.empty() || patterns.starts_with('#'))
        return;
    if (patterns.starts_with('@')) {
        marker = patterns;
        words >> patterns;
    }
    Known known{{}, {}, place};
    words >> known.type >> known.base64;
    if (!words || !mayMatch(patterns, m_name) ||
        !matches(patterns + " " + known.type + " " + known.base64, m_name))
        return;
    if (!marker.empty()) {
        if (m_markerPlace.empty())
            m_markerPlace = place + " (" + marker + ")";
        return;
    }
    if (std::find(m_types.begin(), m_types.end(), known.type) == m_types.end())
        m_types.push_back(known.type);
    m_known.push_back(std::move(known));
}

Result<> HostKeys::check(const HostKey& key, const FirstUse& firstUse) const {
    const std::string offered = "it offers the " + key.type + " key " + key.fingerprint;
    if (!m_markerPlace.empty())
        return failure({"refused to connect to " + m_host,
                        "a marker line of the known hosts names it, and those are not evaluated here: " +
                            m_markerPlace + "; " + offered,
                        "use the system's ssh for this host, or replace the line by the host's own key",
                        m_host, Retry::never});
    const Known* sameType = nullptr;
    for (const auto& known : m_known) {
        if (known.type == key.type && known.base64 == key.base64)
            return {};
        if (known.type == key.type)
            sameType = &known;
    }
    if (sameType != nullptr)
        return failure({"the host key of " + m_host + " has CHANGED",
                        offered + ", but another one of this type is known (" + sameType->place +
                            "). Somebody may be between you and the host, or it was installed anew",
                        "compare the fingerprint with the host's console (ssh-keygen -l -f "
                        "/etc/ssh/ssh_host_*_key.pub); only if it is right, remove the old line",
                        m_host, Retry::never});
    if (!m_known.empty())
        return failure(
            {"the host key of " + m_host + " is of a type that is not known for it",
             offered + ", but it is known by " + m_known.front().type + " (" + m_known.front().place + ")",
             "compare the fingerprint with the host's console; if it is right, add the key there", m_host,
             Retry::never});
    const HostKeyQuestion question{m_host, m_access.address, m_access.port, key.type, key.fingerprint};
    if (firstUse && firstUse(question))
        return remember(key);
    return failure({"the host key of " + m_host + " is not known",
                    offered + (firstUse ? ", and it was not accepted" : " and nobody was asked about it"),
                    "compare the fingerprint with the host's console; if it is right, add to " + m_file +
                        " the line: " + m_name + " " + key.type + " " + key.base64,
                    m_host, Retry::never});
}

Result<> HostKeys::remember(const HostKey& key) const {
    const auto cannot = [&](const char* doing) {
        return failure({"the host key of " + m_host + " was accepted but cannot be remembered",
                        std::string(doing) + " " + m_file + ": " + std::strerror(errno),
                        "make the file writable for you, then connect again", m_host, Retry::never});
    };
    std::error_code ignored;
    const auto folder = std::filesystem::path(m_file).parent_path();
    if (!folder.empty() && ::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        return cannot("make the folder of");
    const int fd = ::open(m_file.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return cannot("open");
    std::string line = m_name + " " + key.type + " " + key.base64 + "\n";
    bool good = ::flock(fd, LOCK_EX) == 0;
    // Another program may have left a last line without an end.
    const auto size = ::lseek(fd, 0, SEEK_END);
    char last = '\n';
    if (size > 0 && ::pread(fd, &last, 1, size - 1) == 1 && last != '\n')
        line.insert(line.begin(), '\n');
    good = good && ::write(fd, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
           ::fsync(fd) == 0;
    const int error = errno;
    ::close(fd);
    errno = error;
    if (!good)
        return cannot("write");
    return {};
}

} // namespace muster::transport
