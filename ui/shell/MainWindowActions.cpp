// What the window itself offers, wherever one is: ways to screens, the palette, the sheet of shortcuts, how
// it looks.
#include "ui/shell/MainWindow.h"

#include "ui/shell/ErrorBar.h"
#include "ui/shell/PaletteEntries.h"
#include "ui/shell/ShortcutSheet.h"
#include "ui/shell/StatusLine.h"
#include "ui/shell/WindowState.h"
#include "ui/theme/Theme.h"

#include <QActionGroup>
#include <QMenu>
#include <QTimer>
#include <algorithm>

namespace muster::ui {
namespace {

constexpr int textStep = 10; // percent
constexpr int mostRecent = 12;

} // namespace

QAction* MainWindow::addWindowAction(const QString& text, const char* name, const QList<QKeySequence>& keys,
                                     std::function<void()> act) {
    auto* action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setShortcuts(keys);
    connect(action, &QAction::triggered, this, [act = std::move(act)] { act(); });
    addAction(action);
    return action;
}

void MainWindow::addActions() {
    auto* palette = addWindowAction(QStringLiteral("Everything: find it"), "window.palette",
                                    {QKeySequence(Qt::CTRL | Qt::Key_K)}, [this] { openPalette(); });
    auto* sheet = addWindowAction(QStringLiteral("Shortcuts: list them"), "window.shortcuts",
                                  {QKeySequence(Qt::Key_F1)}, [this] { openShortcuts(); });
    addWindowAction(QStringLiteral("Incident: declare one"), "window.declare",
                    {QKeySequence(Qt::CTRL | Qt::Key_I)}, [this] { declare(); });
    int number = 0;
    for (const auto& entry : m_entries) {
        const auto key = static_cast<Qt::Key>(Qt::Key_1 + number++);
        auto* action =
            addWindowAction(QStringLiteral("Screen: ") + entry.title, "window.screen",
                            {QKeySequence(Qt::CTRL | key)}, [this, name = entry.name] { openScreen(name); });
        action->setObjectName(QStringLiteral("window.screen.") + entry.name);
    }
    auto* dismiss = addWindowAction(QStringLiteral("Errors: dismiss them"), "window.dismiss",
                                    {QKeySequence(Qt::CTRL | Qt::Key_D)}, [this] { m_errors->dismissAll(); });
    dismiss->setEnabled(false);
    connect(m_errors, &ErrorBar::countChanged, dismiss,
            [dismiss](int count) { dismiss->setEnabled(count > 0); });
    addViewMenu();
    addWindowAction(QStringLiteral("Muster: quit"), "window.quit", {QKeySequence(Qt::CTRL | Qt::Key_Q)},
                    [this] { close(); });
    m_status->addButton(nullptr, QStringLiteral("View"), QStringLiteral("contrast"), m_viewMenu);
    m_status->addButton(palette, QStringLiteral("Everything"), QStringLiteral("search"));
    m_status->addButton(sheet, QStringLiteral("Shortcuts"), QStringLiteral("question"));
}

void MainWindow::addViewMenu() {
    // A key that is held down asks for more steps than there is time for: they are done as one.
    m_wantedText = m_theme.textSize();
    m_textTimer = new QTimer(this);
    m_textTimer->setSingleShot(true);
    connect(m_textTimer, &QTimer::timeout, this, [this] {
        m_theme.setTextSize(m_wantedText);
        say(QStringLiteral("Text at %1 %").arg(m_theme.textSize()));
    });
    // Kept however it was chosen: here or in Setup.
    connect(&m_theme, &Theme::changed, this, [this] {
        m_state.set(QStringLiteral("window/scheme"), static_cast<int>(m_theme.choice()));
        m_state.set(QStringLiteral("window/textSize"), m_theme.textSize());
        if (!m_textTimer->isActive())
            m_wantedText = m_theme.textSize(); // Setup changes it too
    });
    m_viewMenu = new QMenu(QStringLiteral("View"), this);
    auto* group = new QActionGroup(this);
    const auto scheme = [&](const char* name, const QString& word, SchemeChoice choice) {
        auto* action = addWindowAction(QStringLiteral("Colours: ") + word, name, {},
                                       [this, choice] { m_theme.choose(choice); });
        action->setCheckable(true);
        action->setChecked(m_theme.choice() == choice);
        connect(&m_theme, &Theme::changed, action, [this, action, choice] {
            if (m_theme.choice() == choice)
                action->setChecked(true);
        });
        group->addAction(action);
        m_viewMenu->addAction(action);
    };
    scheme("window.scheme.desktop", QStringLiteral("as the desktop has them"), SchemeChoice::desktop);
    scheme("window.scheme.dark", QStringLiteral("dark"), SchemeChoice::dark);
    scheme("window.scheme.light", QStringLiteral("light"), SchemeChoice::light);
    scheme("window.scheme.highContrast", QStringLiteral("high contrast"), SchemeChoice::highContrast);
    m_viewMenu->addSeparator();
    const auto text = [&](const char* name, const QString& words, const QList<QKeySequence>& keys, int by) {
        m_viewMenu->addAction(addWindowAction(QStringLiteral("Text: ") + words, name, keys, [this, by] {
            m_wantedText = by == 0 ? 100 : std::clamp(m_wantedText + by, 100, 200);
            m_textTimer->start();
        }));
    };
    text("window.text.larger", QStringLiteral("larger"),
         {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)}, textStep);
    text("window.text.smaller", QStringLiteral("smaller"), {QKeySequence(Qt::CTRL | Qt::Key_Minus)},
         -textStep);
    text("window.text.normal", QStringLiteral("as large as on the first day"),
         {QKeySequence(Qt::CTRL | Qt::Key_0)}, 0);
}

void MainWindow::openPalette() {
    std::vector<PaletteEntry> entries;
    const auto append = [&entries](std::vector<PaletteEntry> more) {
        entries.insert(entries.end(), std::make_move_iterator(more.begin()),
                       std::make_move_iterator(more.end()));
    };
    for (const auto& entry : m_entries) {
        // Actions of screens that were not visited yet are offered, too.
        auto* made = screen(entry.name);
        auto more = entriesOf(made->actions(), entry.icon, entry.title, [this, name = entry.name] {
            if (m_shown != name)
                openScreen(name);
        });
        // What can be done here stands before what can be done elsewhere.
        entries.insert(entry.name == m_shown ? entries.begin() : entries.end(),
                       std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }
    append(entriesOf(m_desk, *this));
    append(entriesOf(actions(), QStringLiteral("arrow-right"), {}, {}));
    std::erase_if(entries, [](const PaletteEntry& entry) {
        return entry.id.endsWith(QLatin1String(":Everything: find it"));
    });

    const auto recentKey = QStringLiteral("window/recent");
    auto* dialog =
        new CommandPalette(m_theme, std::move(entries), m_state.value(recentKey).toStringList(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CommandPalette::used, this, [this, recentKey](const QString& id) {
        auto recent = m_state.value(recentKey).toStringList();
        recent.removeAll(id);
        recent.prepend(id);
        m_state.set(recentKey, QStringList(recent.mid(0, mostRecent)));
    });
    dialog->open();
}

void MainWindow::openShortcuts() {
    QList<ShortcutGroup> groups;
    if (auto* shown = screen(m_shown))
        groups << ShortcutGroup{shown->title(), shown->actions()};
    groups << ShortcutGroup{QStringLiteral("Everywhere"), actions()};
    auto* dialog = new ShortcutSheet(m_theme, groups, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace muster::ui
