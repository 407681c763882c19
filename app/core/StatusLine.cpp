#include "app/core/StatusLine.h"

#include "models/base/Printable.h"

#include <condition_variable>
#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace muster::app {
namespace {

constexpr auto drawEvery = std::chrono::seconds(1);

// A line that wraps could not be taken back.
std::string cutToScreen(const std::string& text) {
    winsize size{};
    const std::size_t columns =
        ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col - 1 : 79;
    std::size_t used = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xc0U) != 0x80U && ++used > columns)
            return text.substr(0, i);
    return text;
}

} // namespace

StatusLine::StatusLine(bool terminal) : m_terminal(terminal) {
    if (!m_terminal)
        return;
    m_thread = std::jthread([this](const std::stop_token& stop) {
        std::mutex mine;
        std::condition_variable_any never;
        std::unique_lock lock(mine);
        while (!never.wait_for(lock, stop, drawEvery, [&stop]() { return stop.stop_requested(); })) {
            const std::lock_guard guard(m_mutex);
            clear();
            draw();
        }
    });
}

StatusLine::~StatusLine() {
    m_thread = {};
    clear();
}

void StatusLine::print(const std::string& text) {
    const std::lock_guard lock(m_mutex);
    clear();
    std::fprintf(stderr, "%s\n", text.c_str());
    draw();
}

void StatusLine::show(std::function<std::string()> words) {
    const std::lock_guard lock(m_mutex);
    m_words = std::move(words);
    clear();
    draw();
}

void StatusLine::clear() {
    if (m_drawn)
        std::fputs("\r\x1b[K", stderr);
    m_drawn = false;
}

void StatusLine::draw() {
    const std::string words = m_terminal && m_words ? m_words() : std::string();
    if (words.empty())
        return;
    std::fputs(cutToScreen(printableLine(words, 1000)).c_str(), stderr);
    std::fflush(stderr);
    m_drawn = true;
}

} // namespace muster::app
