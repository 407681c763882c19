// Takes the wrapper's own words out of the two streams of a line: everything before its greeting is noise
// of a login shell, and its last word ends standard error. What a script prints is never taken for either:
// the words carry the line's nonce, and the last word counts only as the last thing of all.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster::transport {

class WrapperTalk {
public:
    explicit WrapperTalk(const std::string& nonce);

    // Each returns the bytes of the script that are now certain to be its own.
    std::string feedOut(std::string_view bytes);
    std::string feedErr(std::string_view bytes);

    // The wrapper has answered; before that, nothing is known to have happened.
    [[nodiscard]] bool greeted() const { return m_err.greeted; }
    // Of the act when the wrapper answered, in 1/100 s.
    [[nodiscard]] std::int64_t age() const { return m_age; }
    // What stands at the end of standard error, as words; empty when it is not a last word.
    [[nodiscard]] std::vector<std::string> lastWord() const;
    // What came before the greeting, for an error message.
    [[nodiscard]] std::string noise() const { return m_err.noise + m_out.noise; }

private:
    struct Side {
        bool greeted = false;
        std::string noise;
    };
    std::string afterGreeting(Side& side, std::string_view bytes);

    std::string m_begin;
    std::string m_end;
    Side m_out;
    Side m_err;
    std::string m_held; // of standard error: may be the beginning of the last word
    std::int64_t m_age = 0;
};

} // namespace muster::transport
