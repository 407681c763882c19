#include "engine/transport/durable/WrapperCommand.h"

#include "models/base/Shell.h"

#include <algorithm>
#include <random>

namespace muster::transport {
namespace {

constexpr std::size_t maxKeyBytes = 200;

std::string command(const ports::Act& act, const ports::ShellAct& what, std::vector<std::string> words,
                    std::string_view nonce) {
    std::vector<std::string> all{"/bin/sh", "-c", std::string(durableWrapper()), "muster-durable"};
    if (what.sudo)
        all.insert(all.begin(), {"sudo", "-n", "--"});
    words.insert(words.begin() + 1, {act.key, std::string(nonce)});
    all.insert(all.end(), words.begin(), words.end());
    return "exec " + shellJoin(all);
}

std::string assignments(const ports::ShellAct& what) {
    std::string out;
    for (const auto& [name, secret] : what.secrets)
        out += name + "=" + shellQuote(secret.reveal()) + "\n";
    return out;
}

std::string searchPath(const ports::ShellAct& what) {
    const auto path = what.host.values.find("path");
    return path == what.host.values.end() ? std::string() : path->second;
}

// Empty, or absolute folders with ':' between them: a relative one would depend on where the script stands.
bool isSearchPath(std::string_view path) {
    bool folderBegins = !path.empty();
    for (const char c : path) {
        if ((folderBegins && c != '/') || c == '\0' || c == '\n')
            return false;
        folderBegins = c == ':';
    }
    return !folderBegins;
}

} // namespace

Result<> checkShellAct(const ports::Act& act, const ports::ShellAct& what) {
    const auto good = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '_' || c == '-';
    };
    if (act.key.empty() || act.key.size() > maxKeyBytes || act.key.front() == '.' || act.key.front() == '-' ||
        !std::all_of(act.key.begin(), act.key.end(), good))
        return failure({"the act cannot be identified on its host",
                        "a key has 1 to 200 of the characters A-Z a-z 0-9 . _ - and begins with a letter, a "
                        "digit or '_'",
                        "report this: it is a fault of Muster", what.host.name, Retry::never});
    for (const auto& [name, secret] : what.secrets) {
        if (!isShellName(name))
            return failure({"the secret '" + name + "' cannot become a variable of the script",
                            "it is not a shell name", "rename it: lower-case letters, digits and '_'",
                            what.host.name, Retry::never});
        if (secret.reveal().find('\0') != std::string::npos)
            return failure({"the secret '" + name + "' cannot become a variable of the script",
                            "it holds a NUL byte", "correct it where it is kept", what.host.name,
                            Retry::never});
    }
    const std::string path = searchPath(what);
    if (!isSearchPath(path))
        return failure({"the value `path` of " + what.host.name + " cannot be searched for programs",
                        "'" + path + "' is not a list of absolute folders with ':' between them",
                        "correct it in the environment file", what.host.name, Retry::never});
    return {};
}

std::string runCommand(const ports::Act& act, const ports::ShellAct& what, std::string_view nonce) {
    const auto secretBytes = assignments(what).size();
    return command(
        act, what,
        {"run", "0", "0", std::to_string(what.script.size()), std::to_string(secretBytes), searchPath(what)},
        nonce);
}

std::string collectCommand(const ports::Act& act, const ports::ShellAct& what, std::string_view nonce,
                           const Received& received) {
    return command(act, what, {"collect", std::to_string(received.out), std::to_string(received.err)}, nonce);
}

std::string killCommand(const ports::Act& act, const ports::ShellAct& what, std::string_view nonce,
                        std::string_view reason) {
    return command(act, what, {"kill", std::string(reason)}, nonce);
}

std::string forgetCommand(const ports::Act& act, const ports::ShellAct& what, std::string_view nonce) {
    return command(act, what, {"forget"}, nonce);
}

Secret runInput(const ports::ShellAct& what) {
    return Secret(what.script + "go\n" + assignments(what) + "go\n");
}

std::string newNonce() {
    static constexpr char digits[] = "0123456789abcdef";
    std::random_device random;
    std::string out;
    while (out.size() < 32) {
        auto bits = random();
        for (int i = 0; i < 8; ++i, bits >>= 4)
            out += digits[bits & 15U];
    }
    return out;
}

} // namespace muster::transport
