// Where acts happen. An executor does one act and says what came of it; retries, polling, limits and
// redaction are decorators or the engine's, never an executor's.
#pragma once

#include "models/base/Duration.h"
#include "models/base/Error.h"
#include "models/base/Secret.h"
#include "models/environment/Environment.h"

#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace muster::ports {

// A script for /bin/sh -eu on one host.
struct ShellAct {
    environment::Host host;
    std::string script; // complete: the assignments first, then the fence's text. No secrets
    std::map<std::string, Secret> secrets; // become variables of the script, by a way that is never an
                                           // argument, an environment variable or a lasting file
    bool sudo = false;
};

// One request, every value already in its place.
struct HttpAct {
    environment::Service service;
    std::string method; // "POST"
    std::string url;    // absolute
    std::vector<std::pair<std::string, std::string>> headers;
    std::vector<std::pair<std::string, Secret>> secretHeaders;
    std::string body;
};

struct Act {
    // Identifies the act on its target, for ever: run, step, part, attempt, host, fence. The same key is
    // never executed twice: a second `run` of it attaches to the first. Only [A-Za-z0-9._-], at most 200
    // bytes.
    std::string key;
    std::variant<ShellAct, HttpAct> what;
    Milliseconds timeout{60'000};
};

enum class Stream { out, err };

// Receives output while it comes, on the thread that called `run`, in order within a stream.
class OutputSink {
public:
    virtual ~OutputSink() = default;
    virtual void write(Stream stream, std::string_view bytes) = 0;
};

struct Outcome {
    enum class Ended {
        exited,    // exitCode
        signalled, // signal
        responded, // status; the body went to Stream::out, the headers are in `headers`
        timedOut,  // the act was stopped, with all its processes, after Act::timeout
        cancelled, // the same, because `stop` was requested
    };
    Ended ended = Ended::exited;
    int exitCode = 0;
    std::string signal; // "KILL"
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers;
    Milliseconds duration{0};
};

// Thread-safe; calls for different hosts run side by side.
class Executor {
public:
    virtual ~Executor() = default;

    // Does the act and waits for its end. On error nothing was started (Retry::safe or never), or it
    // cannot be told (Retry::unknown): then `collect` may settle it later.
    [[nodiscard]] virtual Result<Outcome> run(const Act& act, OutputSink& sink, std::stop_token stop) = 0;

    // What became of an act whose outcome was lost: waits for it if it is still running, nullopt if it
    // certainly never started, Retry::unknown if that cannot be told (HTTP never can).
    [[nodiscard]] virtual Result<std::optional<Outcome>> collect(const Act& act, OutputSink& sink,
                                                                 std::stop_token stop) = 0;

    // The outcome is in the journal: what was kept for `collect` may go. Failing to clean up is no error.
    virtual void forget(const Act& act) = 0;
};

} // namespace muster::ports
