// The console in a real window on a display and a session bus of its own: keys and clicks as a person gives
// them (xdotool), and what is to be seen as a screen reader is told it (AT-SPI).
#pragma once

#include "tests/support/Program.h"

#include <atspi/atspi.h>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace muster::test {

// A display and a bus for all windows of a test program; one per process.
class Desktop {
public:
    static Desktop& start(); // started once, ended with the process
    ~Desktop();
    [[nodiscard]] Environment environment() const; // for programs that are to show something on it

private:
    Desktop();
    std::unique_ptr<Running> m_display;
    std::unique_ptr<Running> m_bus;
    std::string m_displayName;
    std::string m_busAddress;
};

class ConsoleWindow {
public:
    // Starts muster-console and waits until its window is there.
    explicit ConsoleWindow(Environment environment, const std::vector<std::string>& words = {});

    // One key or chord in xdotool's words: "Return", "ctrl+i". Counted.
    void key(const std::string& keys);
    void type(const std::string& text); // not counted: what a person writes, not how the console is worked
    [[nodiscard]] int keysPressed() const { return m_keys; }

    // Waits until something on screen has this text in its name or contents.
    [[nodiscard]] bool sees(const std::string& text, std::chrono::seconds limit = std::chrono::seconds{30});
    // Waits until what has the focus has this text in its name.
    [[nodiscard]] bool focuses(const std::string& text,
                               std::chrono::seconds limit = std::chrono::seconds{30});
    [[nodiscard]] std::string focused(); // its name, now; empty: nothing has it
    // Waits for it to be on screen and enabled, and clicks in its middle.
    [[nodiscard]] bool click(const std::string& name, std::chrono::seconds limit = std::chrono::seconds{30});
    [[nodiscard]] std::string
    screenText();                          // all names and contents, one a line: for messages of failed tests
    void picture(const std::string& name); // into the folder that MUSTER_SHOTS names, if it does
    void resize(int width, int height);    // pictures are cut to it

    void kill(int signal) { m_program->kill(signal); }
    int wait() { return m_program->wait(); }
    [[nodiscard]] std::string err() const { return m_program->err(); }

private:
    void takeFocus();
    [[nodiscard]] std::string lastWindow() const; // its number; the newest one that is to be seen
    template <class Visit> bool visit(AtspiAccessible* from, int depth, const Visit& each);
    template <class Visit> bool visitAll(const Visit& each);

    Environment m_environment;
    std::unique_ptr<Running> m_program;
    int m_keys = 0;
    std::string m_size = "1440x900";
};

} // namespace muster::test
