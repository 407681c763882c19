// `muster-console`: the window on one journal.
#include "app/command/CommandLine.h"
#include "app/console/OneWindow.h"
#include "app/desk/ConsoleDesk.h"
#include "app/workshop/Places.h"
#include "ui/shell/DeskEvents.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/WindowState.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Dialog.h"

#include <QApplication>
#include <QSocketNotifier>
#include <QTimer>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <future>
#include <sodium.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace {

namespace app = muster::app;
namespace ui = muster::ui;

// Secrets pass through this process: no core file, no debugger of the same user.
void keepMemoryToOurselves() {
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
}

int wakeUp[2] = {-1, -1}; // a handler may do little more than write

void ending(int) {
    const char byte = 0;
    [[maybe_unused]] const auto written = write(wakeUp[1], &byte, 1);
}

// A handler and no mask: what is started from here (a terminal of the person's) must not inherit a blocked
// Ctrl-C. Returns the descriptor that becomes readable.
int endingSignals() {
    if (pipe2(wakeUp, O_CLOEXEC | O_NONBLOCK) != 0)
        return -1;
    struct sigaction action {};
    action.sa_handler = ending;
    action.sa_flags = SA_RESTART;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaction(signal, &action, nullptr);
    return wakeUp[0];
}

// Watches the environment that was asked for, by name or file; else the one of last time, else the only one.
void chooseEnvironment(muster::ports::Desk& desk, ui::MainWindow& window, const std::string& asked,
                       const std::string& before) {
    const auto library = desk.library();
    const auto named = [&library](const std::string& wanted) -> std::string {
        std::error_code error;
        for (const auto& entry : library->environments)
            if (!wanted.empty() &&
                (entry.environment.name == wanted || std::filesystem::equivalent(entry.file, wanted, error)))
                return entry.environment.name;
        return {};
    };
    if (!asked.empty()) {
        if (const auto name = named(asked); !name.empty()) {
            desk.watch(name);
            return;
        }
        std::error_code error;
        desk.addEnvironment(
            std::filesystem::absolute(asked, error).string(),
            ui::onUi<std::string>(&window, [&desk, &window](muster::Result<std::string> added) {
                if (added)
                    desk.watch(*added);
                else
                    window.complain(QString::fromStdString(added.error().what),
                                    QString::fromStdString(added.error().why),
                                    QString::fromStdString(added.error().next));
            }));
        return;
    }
    if (const auto name = named(before); !name.empty())
        desk.watch(name);
    else if (library->environments.size() == 1)
        desk.watch(library->environments.front().environment.name);
}

void sayThatItCannotOpen(const ui::Theme& theme, const muster::Error& error) {
    std::fprintf(stderr, "muster: %s\n", error.text().c_str());
    ui::Dialog dialog(
        theme, QStringLiteral("noJournal"), QString::fromStdString(error.what),
        QString::fromStdString(error.why + (error.next.empty() ? "" : "\n\nNext: " + error.next)), nullptr);
    dialog.cancel()->setText(QStringLiteral("Close"));
    dialog.exec();
}

} // namespace

int main(int argc, char** argv) {
    keepMemoryToOurselves();
    const int wakes = endingSignals();
    std::vector<std::string> words(argv + 1, argv + argc);
    if (words.empty() || words.front() != "console")
        words.insert(words.begin(), "console");
    const auto parsed = muster::command::parse(words);
    std::fputs(parsed.out.c_str(), stdout);
    std::fputs(parsed.err.c_str(), stderr);
    if (!parsed.request)
        return parsed.exitCode;
    if (sodium_init() < 0) {
        std::fputs("muster: the machine gives no random numbers. Next: look at /dev/urandom\n", stderr);
        return muster::command::environmentNotReady;
    }
    const auto& request = *parsed.request;
    const std::filesystem::path journal =
        request.journal.empty() ? app::defaultJournal() : std::filesystem::path(request.journal);

    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("muster"));
    QApplication::setApplicationDisplayName(QStringLiteral("Muster"));
    QApplication::setDesktopFileName(QStringLiteral("muster"));
    std::setlocale(LC_ALL, "C"); // Qt took the person's; figures in files and reports do not depend on it

    app::OneWindow one(journal);
    const auto screen = QString::fromStdString(request.screen);
    if (one.handOver(screen))
        return muster::command::passed;

    // The disk and the fonts at the same time.
    auto opening = std::async(std::launch::async, [&journal] { return app::ConsoleDesk::open(journal); });
    ui::WindowState state(ui::WindowState::standardFile());
    ui::Theme theme;
    theme.setTextSize(state.value(QStringLiteral("window/textSize"), 100).toInt());
    theme.choose(static_cast<ui::SchemeChoice>(
        std::clamp(state.value(QStringLiteral("window/scheme"), 0).toInt(), 0, 3)));
    theme.apply();
    auto opened = opening.get();
    if (!opened) {
        sayThatItCannotOpen(theme, opened.error());
        return muster::command::environmentNotReady;
    }
    auto& desk = **opened;
    ui::DeskEvents events(desk);
    ui::MainWindow window(desk, events, theme, state);
    window.setWindowIcon(theme.icon(QStringLiteral("muster"), ui::Role::accent));
    window.openFirst(screen);
    window.show();
    window.activateWindow(); // where no window manager gives the keys to a new window

    const auto before = state.value(QStringLiteral("window/environment")).toString().toStdString();
    const auto choose = [&] { chooseEnvironment(desk, window, request.environment, before); };
    if (!desk.library()->environments.empty())
        QTimer::singleShot(0, &window, choose);
    else
        QObject::connect(&events, &ui::DeskEvents::libraryIsNew, &window, choose, Qt::SingleShotConnection);
    QTimer::singleShot(0, &window, [&] {
        one.listen();
        theme.followDesktop();
    });
    QObject::connect(&one, &app::OneWindow::asked, &window, [&window](const QString& wanted) {
        window.comeForward();
        if (!wanted.isEmpty())
            window.openScreen(wanted);
    });
    QSocketNotifier ended(wakes, QSocketNotifier::Read);
    QObject::connect(&ended, &QSocketNotifier::activated, &application, [] { QCoreApplication::exit(); });
    return QApplication::exec();
}
