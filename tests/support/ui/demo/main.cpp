// ui_demo: the window on a scripted desk, to look at or to take pictures of. Developers' tool, not shipped.
//
//   xvfb-run -a build/dev/bin/ui_demo --screen incident --story failed --theme light --size 1280x720 --shot
//   out.png
#include "tests/support/ui/Contents.h"
#include "tests/support/ui/DrillContents.h"
#include "ui/shell/DeskEvents.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/WindowState.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDateTime>
#include <QPainter>
#include <QTabBar>
#include <QTimer>
#include <cstdio>
#include <map>

namespace contents = muster::tests::contents;
using muster::ui::SchemeChoice;

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QCommandLineParser options;
    options.addHelpOption();
    const auto option = [&options](const char* name, const char* help, const char* standard) {
        options.addOption(QCommandLineOption(QString::fromLatin1(name), QString::fromLatin1(help),
                                             QStringLiteral("value"), QString::fromLatin1(standard)));
    };
    option("screen", "home, incident, drills, metrics, reports, setup", "home");
    option("story",
           "none, begin, acting, failed, unknown, decision, ticks, message, finished, closed, interrupted",
           "none");
    option("drill", "never, passed, running, failed, not-tested, interrupted, many", "passed");
    option("tab", "of the drills screen: 0 result, 1 history, 2 what it does", "");
    option("mode", "rehearsal, live", "rehearsal");
    option("health", "up, down, unknown", "down");
    option("theme", "dark, light, contrast", "dark");
    option("text", "text size, 100 to 200", "100");
    option("size", "of the window", "1440x900");
    option("shot", "a picture is taken and the program ends", "");
    option("after", "milliseconds before the picture", "800");
    option("declare", "open the declare dialog with this runbook (any word: none)", "");
    option("report", "open the report of this run", "");
    option("show", "host-key, palette, shortcuts, closing, toasts: what lies over the window", "");
    option("contents", "full, empty", "full");
    options.process(application);

    muster::tests::ScriptedDesk desk;
    const auto now = QDateTime::currentMSecsSinceEpoch();
    using State = muster::ports::ServiceHealth::State;
    const std::map<QString, State> states{
        {"up", State::up}, {"down", State::down}, {"unknown", State::unknown}};
    const bool live = options.value("mode") == "live";
    std::int64_t run = 0;
    std::int64_t drill = 0;
    if (options.value("contents") == "full") {
        contents::fill(desk, now, states.at(options.value("health")));
        using contents::DrillStory;
        const std::map<QString, DrillStory> drills{{"never", DrillStory::never},
                                                   {"passed", DrillStory::passed},
                                                   {"running", DrillStory::running},
                                                   {"failed", DrillStory::failed},
                                                   {"not-tested", DrillStory::notTested},
                                                   {"interrupted", DrillStory::interrupted},
                                                   {"many", DrillStory::many}};
        drill = contents::tellDrill(desk, drills.at(options.value("drill")), now);
        using contents::Story;
        const std::map<QString, Story> stories{
            {"begin", Story::begin},       {"acting", Story::acting},
            {"failed", Story::failed},     {"unknown", Story::unknown},
            {"decision", Story::decision}, {"ticks", Story::ticks},
            {"message", Story::message},   {"finished", Story::finished},
            {"closed", Story::closed},     {"interrupted", Story::interrupted}};
        if (const auto story = stories.find(options.value("story")); story != stories.end()) {
            run = live ? contents::liveRun : contents::rehearsalRun;
            contents::tell(desk, story->second, now,
                           live ? muster::incident::Mode::live : muster::incident::Mode::rehearsal, run);
        }
    }

    muster::ui::Theme theme;
    const std::map<QString, SchemeChoice> schemes{{"dark", SchemeChoice::dark},
                                                  {"light", SchemeChoice::light},
                                                  {"contrast", SchemeChoice::highContrast}};
    theme.setTextSize(options.value("text").toInt());
    theme.choose(schemes.at(options.value("theme")));
    theme.apply();
    muster::ui::DeskEvents events(desk);
    muster::ui::WindowState state({});
    muster::ui::MainWindow window(desk, events, theme, state);
    const auto size = options.value("size").split('x');
    window.resize(size.value(0).toInt(), size.value(1).toInt());
    window.openScreen(options.value("screen"));
    if (run > 0 && options.value("screen") == "incident")
        window.openRun(run);
    if (options.value("screen") == "drills" && drill > 0)
        window.openRun(drill);
    if (!options.value("report").isEmpty())
        window.openReport(options.value("report").toLongLong());
    window.show();
    if (auto* tabs = window.findChild<QTabBar*>(QStringLiteral("drill.tabs"));
        tabs && !options.value("tab").isEmpty())
        tabs->setCurrentIndex(options.value("tab").toInt());
    if (!options.value("declare").isEmpty())
        QTimer::singleShot(0, &window, [&] { window.declare(options.value("declare")); });
    if (options.value("show") == "host-key") {
        desk.askHostKey({.ticket = 1,
                         .host = "db-a",
                         .address = "10.0.4.11",
                         .port = 22,
                         .keyType = "ssh-ed25519",
                         .fingerprint = "SHA256:uNiVztksCsDhcc0u9e8BrSOtVLlMkWcQ4rK0t0sYbVg"});
    } else if (options.value("show") == "palette" || options.value("show") == "shortcuts") {
        QTimer::singleShot(100, &window, [&] {
            for (auto* action : window.actions())
                if (action->objectName() == QStringLiteral("window.") + options.value("show"))
                    action->trigger();
        });
    } else if (options.value("show") == "closing") {
        QTimer::singleShot(100, &window, [&] { window.close(); });
    } else if (options.value("show") == "toasts") {
        window.say("Note is on the timeline");
        window.complain("Cannot run the step on db-a", "connection refused by 10.0.4.11:22",
                        "start sshd there, or correct `port` in the environment file");
    }
    if (run > 0 && options.value("story") == "acting") {
        for (int line = 0; line < 40; ++line)
            desk.print(run, "db-a",
                       "2026-11-24 10:41:" + std::to_string(10 + line) +
                           " UTC LOG: redo starts at 0/3000148\n");
    }
    if (const auto file = options.value("shot"); !file.isEmpty()) {
        QTimer::singleShot(options.value("after").toInt(), &window, [&window, file] {
            // What lies over the window (dialogs) is in the picture, too.
            QPixmap picture = window.grab();
            QPainter painter(&picture);
            for (auto* top : QApplication::topLevelWidgets())
                if (top != &window && top->isVisible())
                    painter.drawPixmap(top->mapToGlobal(QPoint()) - window.mapToGlobal(QPoint()),
                                       top->grab());
            painter.end();
            std::printf("%s\n", picture.save(file) ? "saved" : "NOT saved");
            QCoreApplication::exit(); // quit() would ask the window, which may ask the person
        });
    }
    return QApplication::exec();
}
