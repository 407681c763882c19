#include "app/core/Progress.h"

#include "app/core/StatusLine.h"
#include "models/base/Duration.h"
#include "models/base/Printable.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace muster::app {
namespace {

constexpr const char* red = "31";
constexpr const char* green = "32";
constexpr const char* yellow = "33";
constexpr const char* bold = "1";
constexpr const char* faint = "2";

std::string text(const Json& body, const char* key) {
    const auto found = body.find(key);
    return found != body.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string phaseTitle(const std::string& name) {
    static const std::map<std::string, std::string> titles{
        {"steady-state", "Steady state"},      {"break", "Break it"},
        {"observe", "Wait until it is seen"},  {"recover", "Recover"},
        {"settle", "Wait until it is stable"}, {"put-back", "Put back"},
        {"steady-again", "Steady again"},      {"verify", "Compare the ledger, measure"}};
    const auto found = titles.find(name);
    return found == titles.end() ? name : found->second;
}

} // namespace

Screen Screen::detect() {
    Screen screen;
    screen.terminal = isatty(STDERR_FILENO) == 1;
    const char* noColour = std::getenv("NO_COLOR");
    const char* kind = std::getenv("TERM");
    screen.colour = screen.terminal && (noColour == nullptr || *noColour == '\0') &&
                    (kind == nullptr || std::string_view(kind) != "dumb");
    return screen;
}

std::string Screen::paint(const char* code, const std::string& shown) const {
    return colour ? std::string("\x1b[") + code + "m" + shown + "\x1b[0m" : shown;
}

void Progress::line(const std::string& glyph, const std::string& shown) {
    std::array<char, 32> clock{};
    const double seconds = static_cast<double>(m_nowNs - m_startedNs) / 1e9;
    std::snprintf(clock.data(), clock.size(), "%7.1f s", seconds);
    print(m_screen.paint(faint, clock.data()) + "  " + glyph + " " + shown);
}

void Progress::print(const std::string& shown) {
    if (m_status != nullptr)
        m_status->print(shown);
    else
        std::fprintf(stderr, "%s\n", shown.c_str());
}

void Progress::happened(const incident::Event& event, const incident::Incident& state) {
    if (m_startedNs == 0)
        m_startedNs = event.monotonicNs;
    m_nowNs = event.monotonicNs;
    const Json& body = event.body;
    if (event.type == "phase.entered") {
        if (state.kind == "drill")
            line(" ", m_screen.paint(bold, phaseTitle(text(body, "phase"))));
    } else if (event.type == "step.entered") {
        line("▶", text(body, "title"));
    } else if (event.type == "act.intended" && m_showOutput) {
        line(" ", "  on " + text(body, "host") + ", " + text(body, "risk"));
    } else if (event.type == "act.simulated") {
        line("○", "  would run on " + text(body, "host") + " (" + text(body, "risk") + ", not executed):");
        print(printable(text(body, "text")));
    } else if (event.type == "act.ended" && text(body, "result") != "ok") {
        line(m_screen.paint(yellow, "!"),
             "  " + text(body, "host") + ": " + text(body, "result") +
                 (text(body, "why").empty() ? "" : ": " + printableLine(text(body, "why"), 400)));
    } else if (event.type == "decision.made") {
        line("◇",
             "  " +
                 (text(body, "label").empty() ? std::string("on with the next step") : text(body, "label")) +
                 " (by " + text(body, "by") + ")");
    } else if (event.type == "step.settled") {
        const std::string result = text(body, "state");
        const std::string why = text(body, "reason");
        if (result == "failed")
            line(m_screen.paint(red, "✗"), "  failed" + (why.empty() ? "" : ": " + printableLine(why, 400)));
        else if (result == "done")
            line(m_screen.paint(green, "✓"), "  done");
        else
            line("○", "  " + result + (why.empty() ? "" : ": " + printableLine(why, 400)));
    } else if (event.type == "stamp") {
        line("●", m_screen.paint(bold, text(body, "name")) + " at " + text(body, "utc"));
    } else if (event.type == "guard.tripped") {
        line(m_screen.paint(red, "✗"),
             m_screen.paint(bold, "stopped by a guard rail: ") + printableLine(text(body, "why"), 400));
    } else if (event.type == "pager.silenced") {
        line("○", "the pager is silent until " + text(body, "until"));
    } else if (event.type == "pager.restored") {
        line("○", body.value("ok", false)
                      ? "the pager speaks again"
                      : "the pager stays silent until its time: " + printableLine(text(body, "why"), 400));
    } else if (event.type == "message.kept") {
        line("✉", "  message to " + text(body, "to") + " kept");
    } else if (event.type == "run.closed") {
        const std::string verdict = text(body, "verdict");
        const bool good = verdict == "passed" || verdict == "completed" || verdict == "rehearsed";
        line(m_screen.paint(good ? green : red, good ? "✓" : "✗"), m_screen.paint(bold, verdict));
    }
}

void Progress::output(const std::string& host, ports::Stream stream, std::string_view bytes) {
    if (!m_showOutput)
        return;
    m_partial += bytes;
    for (auto end = m_partial.find('\n'); end != std::string::npos; end = m_partial.find('\n')) {
        const std::string shown = printableLine(std::string_view(m_partial).substr(0, end), 2000);
        print("            " + m_screen.paint(faint, host + (stream == ports::Stream::err ? " err│" : " │")) +
              " " + shown);
        m_partial.erase(0, end + 1);
    }
}

} // namespace muster::app
