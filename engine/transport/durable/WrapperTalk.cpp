#include "engine/transport/durable/WrapperTalk.h"

#include <charconv>

namespace muster::transport {
namespace {

// A login shell that says more than this before the wrapper answers is not listened to any further back.
constexpr std::size_t keptNoise = 65536;
// The longest last word names a folder.
constexpr std::size_t longestLastWord = 8192;

} // namespace

WrapperTalk::WrapperTalk(const std::string& nonce)
    : m_begin("muster-" + nonce + "-begin "), m_end("muster-" + nonce + "-end ") {}

std::string WrapperTalk::afterGreeting(Side& side, std::string_view bytes) {
    if (side.greeted)
        return std::string(bytes);
    side.noise += bytes;
    const auto begin = side.noise.find(m_begin);
    const auto end = begin == std::string::npos ? begin : side.noise.find('\n', begin);
    if (end == std::string::npos) {
        if (begin == std::string::npos && side.noise.size() > keptNoise)
            side.noise.erase(0, side.noise.size() - keptNoise);
        return {};
    }
    side.greeted = true;
    const auto* number = side.noise.data() + begin + m_begin.size();
    std::from_chars(number, side.noise.data() + end, m_age);
    std::string rest = side.noise.substr(end + 1);
    side.noise.erase(begin);
    return rest;
}

std::string WrapperTalk::feedOut(std::string_view bytes) {
    return afterGreeting(m_out, bytes);
}

std::string WrapperTalk::feedErr(std::string_view bytes) {
    m_held += afterGreeting(m_err, bytes);
    auto keep = m_held.rfind(m_end);
    if (keep != std::string::npos) {
        const auto newline = m_held.find('\n', keep);
        const bool mayBeLast = newline == std::string::npos ? m_held.size() - keep < longestLastWord
                                                            : newline + 1 == m_held.size();
        if (!mayBeLast)
            keep = std::string::npos;
    }
    if (keep == std::string::npos) {
        keep = m_held.size();
        for (auto length = std::min(m_end.size() - 1, m_held.size()); length > 0; --length) {
            if (m_held.ends_with(std::string_view(m_end).substr(0, length))) {
                keep = m_held.size() - length;
                break;
            }
        }
    }
    std::string certain = m_held.substr(0, keep);
    m_held.erase(0, keep);
    return certain;
}

std::vector<std::string> WrapperTalk::lastWord() const {
    // What the wrapper refuses, it refuses before it greets.
    const std::string& where = m_err.greeted ? m_held : m_err.noise;
    const auto begin = where.rfind(m_end);
    if (begin == std::string::npos || where.find('\n', begin) != where.size() - 1)
        return {};
    std::vector<std::string> words;
    std::string word;
    for (std::size_t i = begin + m_end.size(); i < where.size(); ++i) {
        if (where[i] != ' ' && where[i] != '\n') {
            word += where[i];
        } else if (!word.empty()) {
            words.push_back(word);
            word.clear();
        }
    }
    return words;
}

} // namespace muster::transport
