// Which host keys are trusted: the known_hosts files of OpenSSH (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT").
// Strict: a host whose key is unknown, changed, of another type than the known ones, or under a marker line
// is refused with what a person needs to find out why.
#pragma once

#include "models/base/Error.h"
#include "models/environment/Environment.h"

#include <functional>
#include <string>
#include <vector>

namespace muster::transport {

// What a person is asked about a host that is not known yet.
struct HostKeyQuestion {
    std::string host;    // its name in the environment file
    std::string address; // as it was connected to
    int port = 22;
    std::string keyType;     // "ssh-ed25519"
    std::string fingerprint; // "SHA256:..."
};

// True: the key is to be trusted from now on. Called on the thread that connects; one at a time.
using FirstUse = std::function<bool(const HostKeyQuestion&)>;

struct HostKey {
    std::string type;        // "ssh-ed25519"
    std::string base64;      // the public key
    std::string fingerprint; // "SHA256:..."
};

// The known hosts of one access. Belongs to one thread; the file itself is shared with other programs.
class HostKeys {
public:
    // Reads the files: `knownHostsFile` of the access, or the user's own and the system's.
    [[nodiscard]] static Result<HostKeys> read(const environment::Host& host);

    // The key types under which the host is known, to ask it for one of these.
    [[nodiscard]] const std::vector<std::string>& knownTypes() const { return m_types; }

    // Nothing when the key may be trusted. An unknown one is put to `firstUse`, where there is one, and
    // remembered (synced) when it was accepted. Every error is Retry::never.
    [[nodiscard]] Result<> check(const HostKey& key, const FirstUse& firstUse) const;

private:
    struct Known {
        std::string type;
        std::string base64;
        std::string place; // "file:line"
    };

    explicit HostKeys(const environment::Host& host);
    void readLine(const std::string& line, const std::string& place);
    [[nodiscard]] Result<> remember(const HostKey& key) const;

    std::string m_host;
    environment::SshAccess m_access;
    std::string m_name; // as known_hosts writes it: "address" or "[address]:port"
    std::string m_file; // where accepted keys go
    std::vector<Known> m_known;
    std::vector<std::string> m_types;
    std::string m_markerPlace; // of a marker line that matches
};

} // namespace muster::transport
