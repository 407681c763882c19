#include "engine/transport/secrets/Keychain.h"

#include "models/base/Shell.h"

#include <condition_variable>
#include <libsecret/secret.h>
#include <memory>
#include <mutex>
#include <thread>

namespace muster::transport {
namespace {

// Entries are found by what they are, whichever program stored them and under whichever schema.
const SecretSchema schema{"io.github.muster.Secret",
                          SECRET_SCHEMA_DONT_MATCH_NAME,
                          {{"service", SECRET_SCHEMA_ATTRIBUTE_STRING},
                           {"entry", SECRET_SCHEMA_ATTRIBUTE_STRING},
                           {nullptr, SECRET_SCHEMA_ATTRIBUTE_STRING}},
                          0,
                          nullptr,
                          nullptr,
                          nullptr,
                          nullptr,
                          nullptr,
                          nullptr,
                          nullptr};

// Cancels what waits for a keychain, or for a person before one, once the time is over.
class TimeLimit {
public:
    explicit TimeLimit(std::chrono::milliseconds limit)
        : m_cancellable(g_cancellable_new()), m_thread([this, limit]() {
              std::unique_lock lock(m_mutex);
              if (!m_done.wait_for(lock, limit, [this]() { return m_ended; }))
                  g_cancellable_cancel(m_cancellable);
          }) {}
    ~TimeLimit() {
        {
            const std::lock_guard lock(m_mutex);
            m_ended = true;
        }
        m_done.notify_one();
        m_thread.join();
        g_object_unref(m_cancellable);
    }
    TimeLimit(const TimeLimit&) = delete;
    TimeLimit& operator=(const TimeLimit&) = delete;

    [[nodiscard]] GCancellable* cancellable() const { return m_cancellable; }

private:
    GCancellable* m_cancellable;
    std::mutex m_mutex;
    std::condition_variable m_done;
    bool m_ended = false;
    std::thread m_thread; // last: it uses the others
};

// GLib would end the whole program once the session's bus is gone, if nobody asked it not to.
void outliveTheBus(GCancellable* cancellable) {
    if (GDBusConnection* bus = g_bus_get_sync(G_BUS_TYPE_SESSION, cancellable, nullptr)) {
        g_dbus_connection_set_exit_on_close(bus, FALSE);
        g_object_unref(bus);
    }
}

} // namespace

Result<Secret> fromKeychain(const std::string& entry, std::chrono::milliseconds limit) {
    const std::string what = "the keychain entry " + entry;
    const std::string store = "store it: secret-tool store --label=" + shellQuote("Muster: " + entry) +
                              " service muster entry " + shellQuote(entry);
    const TimeLimit time(limit);
    outliveTheBus(time.cancellable());
    GError* problem = nullptr;
    const std::unique_ptr<char, decltype(&secret_password_free)> found(
        secret_password_lookup_sync(&schema, time.cancellable(), &problem, "service", "muster", "entry",
                                    entry.c_str(), nullptr),
        &secret_password_free);
    const std::unique_ptr<GError, decltype(&g_error_free)> owner(problem, &g_error_free);
    if (found != nullptr && *found != '\0')
        return Secret(found.get());
    Error error{"cannot get the secret from " + what, "", "", what, Retry::safe};
    if (problem == nullptr) {
        error.why =
            found == nullptr ? "there is no such entry, or its keychain was left locked" : "it is empty";
        error.next = store;
    } else if (g_error_matches(problem, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
        error.why = "the keychain did not answer in time";
        error.next = "look for a window that asks to unlock it, and try again";
    } else {
        error.why = "there is no keychain here: " + std::string(problem->message);
        error.next = "start from a desktop session, or let the environment file take the secret from "
                     "{file: PATH} or {command: [...]}";
    }
    return tl::unexpected(error);
}

} // namespace muster::transport
