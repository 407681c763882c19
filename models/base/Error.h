// What every fallible function of Muster returns. An Error is written for the person who reads it at
// 3 a.m.: what happened, why, what to do next. It also tells the engine whether trying again is safe.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace muster {

// May the failed act be tried again?
enum class Retry {
    never,   // it would fail again, or must not be repeated
    safe,    // nothing was started: trying again cannot do it twice
    unknown, // it may or may not have happened: ask the target before anything else
};

struct Error {
    std::string what{};   // what happened: "cannot connect to db-a"
    std::string why{};    // the cause as far as it is known: "connection refused by 127.0.0.1:22"
    std::string next{};   // what to do: "start sshd there, or correct `port` in the environment file"
    std::string target{}; // host, service or file it happened on; empty when there is none
    Retry retry = Retry::never;

    // One line: "what: why. Next: next".
    [[nodiscard]] std::string text() const {
        std::string line = what;
        if (!why.empty())
            line += ": " + why;
        if (!next.empty())
            line += ". Next: " + next;
        return line;
    }
};

// [[nodiscard]] comes with tl::expected's users being compiled with -Wunused; functions that return a
// Result are declared [[nodiscard]] themselves.
template <class T = void> using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(Error error) {
    return tl::unexpected<Error>(std::move(error));
}

} // namespace muster
