#include "engine/transport/ssh/Login.h"

#include "engine/transport/ssh/UserFiles.h"

#include <cstdlib>
#include <unistd.h>

namespace muster::transport {
namespace {

struct KeyFree {
    void operator()(ssh_key key) const { ssh_key_free(key); }
};
using Key = std::unique_ptr<ssh_key_struct, KeyFree>;

class Attempts {
public:
    Attempts(Session& session, const environment::Host& host, const LoginMeans& means, Deadline deadline,
             std::stop_token stop)
        : m_session(session), m_host(host), m_means(means), m_deadline(deadline), m_stop(std::move(stop)) {
        m_user = host.ssh->user.empty() ? userName() : host.ssh->user;
    }

    Result<> all() {
        const std::string& own = m_host.ssh->keyFile;
        if (!own.empty()) {
            if (auto tried = keyFile(own, true); !tried || m_in)
                return tried;
        }
        // An encrypted key without a passphrase may still be in the agent.
        if (own.empty() || m_locked)
            if (agent())
                return {};
        if (own.empty()) {
            for (const char* name : {"id_ed25519", "id_ecdsa", "id_rsa"})
                if (const auto file = userFile(name); ::access(file.c_str(), F_OK) == 0)
                    if (auto tried = keyFile(file, false); !tried || m_in)
                        return tried;
        }
        return refused();
    }

private:
    // Whether `m_in` afterwards; an Error ends all attempts.
    Result<> keyFile(const std::string& file, bool declared) {
        Secret passphrase;
        const std::string& name = m_host.ssh->passphrase;
        if (!name.empty()) {
            const auto reference = m_means.environment.secrets.find(name);
            if (reference == m_means.environment.secrets.end())
                return failure({"cannot unlock the key for " + m_host.name,
                                "the environment file declares no secret '" + name + "'",
                                "add it under `secrets`", m_host.name, Retry::never});
            auto secret = m_means.secrets.get(reference->second);
            if (!secret)
                return failure({"cannot unlock the key for " + m_host.name, secret.error().text(),
                                secret.error().next, m_host.name, Retry::never});
            passphrase = std::move(*secret);
        }
        ssh_key raw = nullptr;
        // The callback keeps libssh from asking at the terminal.
        const auto nobody = [](const char*, char*, std::size_t, int, int, void* asked) {
            *static_cast<bool*>(asked) = true;
            return -1;
        };
        bool asked = false;
        const int rc = ssh_pki_import_privkey_file(
            file.c_str(), passphrase.empty() ? nullptr : passphrase.reveal().c_str(), nobody, &asked, &raw);
        const Key key(raw);
        if (rc != SSH_OK) {
            m_locked = asked && passphrase.empty();
            const std::string why = rc == SSH_EOF ? "does not exist or cannot be read"
                                    : m_locked    ? "is encrypted and no `passphrase` is declared for it"
                                    : !passphrase.empty()
                                        ? "cannot be unlocked with the secret '" + name + "'"
                                        : "is not a private key that can be read";
            m_tried.push_back("key file " + file + " (" + why + ")");
            if (declared && !m_locked)
                return refused();
            return {};
        }
        const int answer =
            ask([&] { return ssh_userauth_publickey(m_session.get(), m_user.c_str(), key.get()); });
        m_tried.push_back("key file " + file + " (" + said(answer) + ")");
        return answerOf(answer);
    }

    bool agent() {
        if (std::getenv("SSH_AUTH_SOCK") == nullptr) {
            m_tried.emplace_back("agent (there is none: SSH_AUTH_SOCK is not set)");
            return false;
        }
        const int answer = ask([&] { return ssh_userauth_agent(m_session.get(), m_user.c_str()); });
        m_tried.push_back("agent (" +
                          (answer == SSH_AUTH_DENIED ? "none of its keys was accepted" : said(answer)) + ")");
        m_in = answer == SSH_AUTH_SUCCESS;
        return m_in;
    }

    int ask(const std::function<int()>& call) {
        int answer = SSH_AUTH_ERROR;
        switch (m_session.drive(call, SSH_AUTH_AGAIN, m_deadline, m_stop, answer)) {
        case Session::Drive::done:
            break;
        case Session::Drive::timedOut:
            m_lost = "no answer in time";
            return SSH_AUTH_ERROR;
        case Session::Drive::stopped:
            m_lost = "cancelled";
            return SSH_AUTH_ERROR;
        }
        if (answer == SSH_AUTH_ERROR)
            m_lost = m_session.error();
        return answer;
    }

    Result<> answerOf(int answer) {
        m_in = answer == SSH_AUTH_SUCCESS;
        if (answer == SSH_AUTH_ERROR && !m_session.connected())
            return refused();
        return {};
    }

    [[nodiscard]] std::string said(int answer) const {
        switch (answer) {
        case SSH_AUTH_SUCCESS:
            return "accepted";
        case SSH_AUTH_PARTIAL:
            return "accepted, but the host wants more than a key";
        case SSH_AUTH_DENIED:
            return "not accepted";
        default:
            return m_lost.empty() ? "no answer" : m_lost;
        }
    }

    [[nodiscard]] tl::unexpected<Error> refused() const {
        std::string tried;
        for (const auto& each : m_tried)
            tried += (tried.empty() ? "tried " : ", ") + each;
        const bool lost = !m_lost.empty() && !m_session.connected();
        return failure({"cannot log in to " + m_host.name + " as " + m_user, tried,
                        "put the public key into that user's authorized_keys, or correct `user`, `key` and "
                        "`passphrase` in the environment file",
                        m_host.name, lost || m_stop.stop_requested() ? Retry::safe : Retry::never});
    }

    Session& m_session;
    const environment::Host& m_host;
    const LoginMeans& m_means;
    Deadline m_deadline;
    std::stop_token m_stop;
    std::string m_user;
    std::vector<std::string> m_tried;
    std::string m_lost;
    bool m_in = false;
    bool m_locked = false;
};

} // namespace

Result<> logIn(Session& session, const environment::Host& host, const LoginMeans& means, Deadline deadline,
               std::stop_token stop) {
    return Attempts(session, host, means, deadline, std::move(stop)).all();
}

} // namespace muster::transport
