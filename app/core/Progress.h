// Shows a run on a terminal, or as plain lines in a pipe.
#pragma once

#include "models/ports/Session.h"

#include <mutex>
#include <string>

namespace muster::app {

class StatusLine;

struct Screen {
    bool terminal = false; // standard error is one
    bool colour = false;   // and NO_COLOR is not set

    static Screen detect();
    [[nodiscard]] std::string paint(const char* code, const std::string& text) const;
};

// Writes to standard error, so that standard output stays for data. Output of servers is shown as data.
class Progress : public ports::SessionObserver {
public:
    // `status`, where there is one, is a line that stays below all others.
    Progress(Screen screen, bool showOutput, StatusLine* status = nullptr)
        : m_screen(screen), m_showOutput(showOutput), m_status(status) {}

    void happened(const incident::Event& event, const incident::Incident& state) override;
    void output(const std::string& host, ports::Stream stream, std::string_view bytes) override;

private:
    void line(const std::string& glyph, const std::string& text);
    void print(const std::string& text);

    Screen m_screen;
    bool m_showOutput;
    StatusLine* m_status;
    std::int64_t m_startedNs = 0;
    std::int64_t m_nowNs = 0;
    std::string m_partial; // of a line of output that has not ended
};

} // namespace muster::app
