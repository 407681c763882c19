// A line that stays below everything else that is printed on a terminal, and is drawn anew every second. In a
// pipe there is no such line.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace muster::app {

// Thread-safe. Everything goes to standard error.
class StatusLine {
public:
    explicit StatusLine(bool terminal);
    ~StatusLine(); // takes the line away
    StatusLine(const StatusLine&) = delete;
    StatusLine& operator=(const StatusLine&) = delete;

    void print(const std::string& text); // lines that stay, above it
    // What it says, asked anew each time it is drawn, on any thread; empty: no line.
    void show(std::function<std::string()> words);

private:
    void clear();
    void draw();

    bool m_terminal;
    std::mutex m_mutex;
    std::function<std::string()> m_words;
    bool m_drawn = false;
    std::jthread m_thread; // last
};

} // namespace muster::app
