#include "engine/transport/ssh/SshConnection.h"

#include "engine/transport/ssh/ConnectSocket.h"
#include "engine/transport/ssh/SshLine.h"

#include <algorithm>
#include <libssh/libssh.h>

namespace muster::transport {
namespace {

using Clock = std::chrono::steady_clock;

// AES-GCM runs at the speed of the line on every processor of these days; the rest is for older servers.
constexpr const char* ciphers = "aes128-gcm@openssh.com,aes256-gcm@openssh.com,chacha20-poly1305@openssh.com,"
                                "aes256-ctr,aes192-ctr,aes128-ctr";

// What is asked of the host: the types by which it is known come first, or it would show another key.
std::string hostKeyAlgorithms(const std::vector<std::string>& known) {
    std::vector<std::string> all{"ssh-ed25519",         "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384",
                                 "ecdsa-sha2-nistp521", "rsa-sha2-512",        "rsa-sha2-256"};
    std::stable_partition(all.begin(), all.end(), [&](const std::string& algorithm) {
        const std::string type = algorithm.starts_with("rsa-") ? "ssh-rsa" : algorithm;
        return std::find(known.begin(), known.end(), type) != known.end();
    });
    std::string out;
    for (const auto& each : all)
        out += (out.empty() ? "" : ",") + each;
    return out;
}

} // namespace

Result<std::shared_ptr<SshConnection>> SshConnection::open(const environment::Host& host,
                                                           const SshMeans& means, Deadline deadline,
                                                           std::stop_token stop) {
    const auto limit = [&] { return std::min(deadline, Clock::now() + host.ssh->connectTimeout); };
    auto known = HostKeys::read(host);
    if (!known)
        return failure(std::move(known.error()));
    const auto connectLimit = limit();
    const auto socket = connectSocket(host, connectLimit, stop);
    if (!socket)
        return failure(socket.error());
    std::shared_ptr<SshConnection> connection(new SshConnection(host, *socket));
    const auto passed = [&](const char* step, const std::string& detail) {
        if (means.passed)
            means.passed(step, detail);
    };
    passed("connect", host.ssh->address + " port " + std::to_string(host.ssh->port));
    if (auto shaken = connection->handshake(*known, connectLimit, stop); !shaken)
        return failure(std::move(shaken.error()));
    const auto key = connection->hostKey();
    if (!key)
        return failure(key.error());
    bool asked = false;
    auto good = known->check(*key, {});
    if (!good && means.firstUse) {
        const std::lock_guard lock(means.asking);
        // Another connection may have asked about this host meanwhile.
        known = HostKeys::read(host);
        if (!known)
            return failure(std::move(known.error()));
        good = known->check(*key, [&](const HostKeyQuestion& question) {
            asked = true;
            return means.firstUse(question);
        });
    }
    if (!good)
        return failure(std::move(good.error()));
    // A person takes longer to answer than a server waits for a login.
    if (asked) {
        connection.reset();
        return open(host, means, std::max(deadline, Clock::now() + host.ssh->connectTimeout), stop);
    }
    passed("host key", key->type + " " + key->fingerprint + ", as it is known");
    if (auto in = logIn(connection->m_session, host, means.login, limit(), stop); !in)
        return failure(std::move(in.error()));
    passed("log in", host.ssh->user.empty() ? "as yourself" : "as " + host.ssh->user);
    return connection;
}

Result<> SshConnection::handshake(const HostKeys& known, Deadline deadline, const std::stop_token& stop) {
    const auto session = m_session.get();
    const auto& access = *m_host.ssh;
    const auto port = static_cast<unsigned int>(access.port);
    ssh_options_set(session, SSH_OPTIONS_HOST, access.address.c_str());
    ssh_options_set(session, SSH_OPTIONS_PORT, &port);
    // The known hosts are ours to read: libssh would pass over marker lines.
    ssh_options_set(session, SSH_OPTIONS_KNOWNHOSTS, "/dev/null");
    ssh_options_set(session, SSH_OPTIONS_GLOBAL_KNOWNHOSTS, "/dev/null");
    ssh_options_set(session, SSH_OPTIONS_CIPHERS_C_S, ciphers);
    ssh_options_set(session, SSH_OPTIONS_CIPHERS_S_C, ciphers);
    ssh_options_set(session, SSH_OPTIONS_HOSTKEYS, hostKeyAlgorithms(known.knownTypes()).c_str());
    int answer = SSH_ERROR;
    const auto drive =
        m_session.drive([&] { return ssh_connect(session); }, SSH_AGAIN, deadline, stop, answer);
    if (drive == Session::Drive::done && answer == SSH_OK)
        return {};
    std::string why = m_session.error();
    if (drive == Session::Drive::timedOut)
        why = "it accepted the connection and then did not answer as an SSH server";
    if (drive == Session::Drive::stopped)
        why = "cancelled";
    return failure({"cannot connect to " + m_host.name,
                    access.address + " port " + std::to_string(access.port) + ": " + why,
                    "see that sshd is what listens there and that it is not overloaded", m_host.name,
                    Retry::safe});
}

Result<HostKey> SshConnection::hostKey() const {
    ssh_key raw = nullptr;
    HostKey out;
    bool good = ssh_get_server_publickey(m_session.get(), &raw) == SSH_OK;
    if (good) {
        out.type = ssh_key_type_to_char(ssh_key_type(raw));
        char* text = nullptr;
        good = ssh_pki_export_pubkey_base64(raw, &text) == SSH_OK;
        if (good)
            out.base64 = text;
        ssh_string_free_char(text);
        unsigned char* hash = nullptr;
        std::size_t size = 0;
        good = good && ssh_get_publickey_hash(raw, SSH_PUBLICKEY_HASH_SHA256, &hash, &size) == 0;
        if (good) {
            char* print = ssh_get_fingerprint_hash(SSH_PUBLICKEY_HASH_SHA256, hash, size);
            out.fingerprint = print != nullptr ? print : "";
            ssh_string_free_char(print);
        }
        ssh_clean_pubkey_hash(&hash);
    }
    ssh_key_free(raw);
    if (!good)
        return lost("cannot read the host key of " + m_host.name, m_session.error(), Retry::safe);
    return out;
}

Result<std::unique_ptr<Line>> SshConnection::start(const std::string& command, Secret input,
                                                   Deadline deadline, std::stop_token stop) {
    const auto session = m_session.get();
    ssh_channel channel = ssh_channel_new(session);
    auto line = std::make_unique<SshLine>(shared_from_this(), channel, std::move(input));
    int answer = SSH_ERROR;
    auto drive =
        m_session.drive([&] { return ssh_channel_open_session(channel); }, SSH_AGAIN, deadline, stop, answer);
    if (drive != Session::Drive::done || answer != SSH_OK) {
        m_broken = true;
        return lost("cannot open a channel to " + m_host.name,
                    drive == Session::Drive::timedOut  ? "it does not answer"
                    : drive == Session::Drive::stopped ? "cancelled"
                                                       : m_session.error(),
                    Retry::safe);
    }
    drive = m_session.drive([&] { return ssh_channel_request_exec(channel, command.c_str()); }, SSH_AGAIN,
                            deadline, {}, answer);
    if (drive == Session::Drive::done && answer == SSH_OK)
        return line;
    m_broken = true;
    const bool refused = drive == Session::Drive::done && m_session.connected();
    return lost("cannot start a command on " + m_host.name,
                refused ? "its sshd refuses commands" : "the line was lost while it was being started",
                refused ? Retry::never : Retry::unknown);
}

tl::unexpected<Error> SshConnection::lost(std::string what, std::string why, Retry retry) const {
    return failure({std::move(what), std::move(why), "see that the host is up and its sshd healthy",
                    m_host.name, retry});
}

} // namespace muster::transport
