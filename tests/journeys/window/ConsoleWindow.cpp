#include "tests/journeys/window/ConsoleWindow.h"

#include "tests/support/RangeJourney.h"

#include <csignal>
#include <cstdlib>
#include <gtest/gtest.h>
#include <memory>
#include <sstream>

namespace muster::test {
namespace {

constexpr int deepest = 60;
constexpr int mostChildren = 200; // of one list: more are like them

struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
};
using Accessible = std::unique_ptr<AtspiAccessible, Unref>;

// Errors mean that the object has gone meanwhile: it is not on screen then.
std::string nameOf(AtspiAccessible* accessible) {
    gchar* text = atspi_accessible_get_name(accessible, nullptr);
    const std::string out = text != nullptr ? text : "";
    g_free(text);
    return out;
}

std::string contentsOf(AtspiAccessible* accessible) {
    AtspiText* text = atspi_accessible_get_text_iface(accessible);
    if (text == nullptr)
        return {};
    constexpr gint most = 4000;
    const gint count = atspi_text_get_character_count(text, nullptr);
    gchar* bytes = atspi_text_get_text(text, 0, std::min(count, most), nullptr);
    const std::string out = bytes != nullptr ? bytes : "";
    g_free(bytes);
    g_object_unref(text);
    return out;
}

bool has(AtspiAccessible* accessible, AtspiStateType state) {
    AtspiStateSet* states = atspi_accessible_get_state_set(accessible);
    if (states == nullptr)
        return false;
    const bool out = atspi_state_set_contains(states, state) != 0;
    g_object_unref(states);
    return out;
}

std::string firstLine(const std::string& text) {
    return text.substr(0, text.find('\n'));
}

} // namespace

Desktop& Desktop::start() {
    static Desktop desktop;
    return desktop;
}

Desktop::Desktop() {
    // Without -noreset it begins anew, and drops who just comes, whenever the last one has gone.
    m_display = std::make_unique<Running>(std::vector<std::string>{
        "Xvfb", "-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-ac", "-noreset"});
    EXPECT_TRUE(eventually([this]() { return m_display->out().find('\n') != std::string::npos; }))
        << m_display->err();
    m_displayName = ":" + firstLine(m_display->out());
    setenv("DISPLAY", m_displayName.c_str(), 1);
    m_bus = std::make_unique<Running>(
        std::vector<std::string>{"dbus-daemon", "--session", "--nofork", "--print-address=1"});
    EXPECT_TRUE(eventually([this]() { return m_bus->out().find('\n') != std::string::npos; }))
        << m_bus->err();
    m_busAddress = firstLine(m_bus->out());
    setenv("DBUS_SESSION_BUS_ADDRESS", m_busAddress.c_str(), 1);
    unsetenv("AT_SPI_BUS_ADDRESS");
    unsetenv("WAYLAND_DISPLAY");
    EXPECT_LE(atspi_init(), 1);
    // Nothing is remembered from one look to the next: what would make it forget are events nobody waits for.
    const Accessible desktop(atspi_get_desktop(0));
    atspi_accessible_set_cache_mask(desktop.get(), ATSPI_CACHE_NONE);
}

Desktop::~Desktop() {
    // Asked to end, they take their sockets with them.
    for (auto* each : {m_bus.get(), m_display.get()}) {
        each->kill(SIGTERM);
        each->wait();
    }
}

Environment Desktop::environment() const {
    return {{"DISPLAY", m_displayName},
            {"DBUS_SESSION_BUS_ADDRESS", m_busAddress},
            {"QT_QPA_PLATFORM", "xcb"},
            {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "1"},
            {"QT_ACCESSIBILITY", "1"}};
}

ConsoleWindow::ConsoleWindow(Environment environment, const std::vector<std::string>& words)
    : m_environment(std::move(environment)) {
    for (const auto& [name, value] : Desktop::start().environment())
        m_environment[name] = value;
    std::vector<std::string> all{program("muster-console")};
    all.insert(all.end(), words.begin(), words.end());
    m_program = std::make_unique<Running>(all, m_environment);
    EXPECT_TRUE(sees("Home")) << m_program->err();
}

template <class Visit> bool ConsoleWindow::visit(AtspiAccessible* from, int depth, const Visit& each) {
    if (depth > deepest || !has(from, ATSPI_STATE_SHOWING))
        return false;
    if (each(from))
        return true;
    const int children = std::min(atspi_accessible_get_child_count(from, nullptr), mostChildren);
    for (int i = 0; i < children; ++i) {
        const Accessible child(atspi_accessible_get_child_at_index(from, i, nullptr));
        if (child && visit(child.get(), depth + 1, each))
            return true;
    }
    return false;
}

template <class Visit> bool ConsoleWindow::visitAll(const Visit& each) {
    const Accessible desktop(atspi_get_desktop(0));
    const int applications = atspi_accessible_get_child_count(desktop.get(), nullptr);
    for (int i = 0; i < applications; ++i) {
        const Accessible application(atspi_accessible_get_child_at_index(desktop.get(), i, nullptr));
        if (!application || static_cast<pid_t>(atspi_accessible_get_process_id(application.get(), nullptr)) !=
                                m_program->pid())
            continue;
        const int windows = atspi_accessible_get_child_count(application.get(), nullptr);
        for (int w = windows - 1; w >= 0; --w) { // dialogs come last and stand in front
            const Accessible window(atspi_accessible_get_child_at_index(application.get(), w, nullptr));
            if (window && visit(window.get(), 0, each))
                return true;
        }
    }
    return false;
}

// Without a window manager nobody gives the focus back when a dialog has closed.
void ConsoleWindow::takeFocus() {
    const auto has = runProgram({"xdotool", "getwindowfocus"}, m_environment);
    if (has.exitCode == 0 && has.out.size() > 5)
        return; // the root window and "none" have short numbers
    runProgram({"xdotool", "windowfocus", "--sync", lastWindow()}, m_environment);
}

std::string ConsoleWindow::lastWindow() const {
    const auto windows = runProgram(
        {"xdotool", "search", "--onlyvisible", "--pid", std::to_string(m_program->pid())}, m_environment);
    std::string last;
    std::istringstream lines(windows.out);
    for (std::string line; std::getline(lines, line);)
        last = line;
    return last;
}

void ConsoleWindow::resize(int width, int height) {
    m_size = std::to_string(width) + "x" + std::to_string(height);
    const auto ran = runProgram({"xdotool", "windowmove", lastWindow(), "0", "0", "windowsize", "--sync",
                                 lastWindow(), std::to_string(width), std::to_string(height)},
                                m_environment);
    EXPECT_EQ(ran.exitCode, 0) << ran.err;
}

void ConsoleWindow::key(const std::string& keys) {
    ++m_keys;
    takeFocus();
    const auto ran = runProgram({"xdotool", "key", "--clearmodifiers", keys}, m_environment);
    EXPECT_EQ(ran.exitCode, 0) << ran.err;
}

void ConsoleWindow::type(const std::string& text) {
    takeFocus();
    const auto ran = runProgram({"xdotool", "type", "--delay", "4", text}, m_environment);
    EXPECT_EQ(ran.exitCode, 0) << ran.err;
}

bool ConsoleWindow::sees(const std::string& text, std::chrono::seconds limit) {
    return eventually(
        [&]() {
            return visitAll([&](AtspiAccessible* each) {
                return nameOf(each).find(text) != std::string::npos ||
                       contentsOf(each).find(text) != std::string::npos;
            });
        },
        limit);
}

std::string ConsoleWindow::focused() {
    std::string name;
    visitAll([&](AtspiAccessible* each) {
        // What holds the focus for its children has the state too; the innermost one is meant.
        if (has(each, ATSPI_STATE_FOCUSED))
            name = nameOf(each);
        return false;
    });
    return name;
}

bool ConsoleWindow::focuses(const std::string& text, std::chrono::seconds limit) {
    return eventually([&]() { return focused().find(text) != std::string::npos; }, limit);
}

bool ConsoleWindow::click(const std::string& name, std::chrono::seconds limit) {
    return eventually(
        [&]() {
            return visitAll([&](AtspiAccessible* each) {
                if (nameOf(each).find(name) == std::string::npos || !has(each, ATSPI_STATE_ENABLED) ||
                    !has(each, ATSPI_STATE_FOCUSABLE))
                    return false;
                AtspiComponent* component = atspi_accessible_get_component_iface(each);
                if (component == nullptr)
                    return false;
                AtspiRect* at = atspi_component_get_extents(component, ATSPI_COORD_TYPE_SCREEN, nullptr);
                g_object_unref(component);
                if (at == nullptr)
                    return false;
                const auto ran = runProgram({"xdotool", "mousemove", std::to_string(at->x + at->width / 2),
                                             std::to_string(at->y + at->height / 2), "click", "1"},
                                            m_environment);
                g_free(at);
                return ran.exitCode == 0;
            });
        },
        limit);
}

std::string ConsoleWindow::screenText() {
    std::string out = "focus: " + focused() + "\n";
    visitAll([&](AtspiAccessible* each) {
        const std::string name = nameOf(each);
        const std::string contents = contentsOf(each);
        if (!name.empty())
            out += name + "\n";
        if (!contents.empty() && contents != name)
            out += "  " + contents + "\n";
        return false;
    });
    return out;
}

void ConsoleWindow::picture(const std::string& name) {
    const char* folder = std::getenv("MUSTER_SHOTS");
    if (folder == nullptr)
        return;
    const auto ran = runProgram({"import", "-window", "root", "-crop", m_size + "+0+0", "+repage",
                                 std::string(folder) + "/" + name + ".png"},
                                m_environment);
    EXPECT_EQ(ran.exitCode, 0) << ran.err;
}

} // namespace muster::test
