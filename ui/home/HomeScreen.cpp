#include "ui/home/HomeScreen.h"

#include "ui/home/CardButton.h"
#include "ui/home/DeclareDialog.h"
#include "ui/home/FirstSteps.h"
#include "ui/home/HitList.h"
#include "ui/home/Labels.h"
#include "ui/home/OpenRuns.h"
#include "ui/home/Phrases.h"
#include "ui/home/Preselect.h"
#include "ui/home/RunbookTable.h"
#include "ui/home/ServiceTiles.h"
#include "ui/shell/DeskEvents.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Bend.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/ScreenReader.h"

#include <QApplication>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollArea>
#include <QThreadPool>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>
#include <set>

namespace muster::ui {

using namespace home;
using State = ports::ServiceHealth::State;

namespace {
constexpr std::size_t fewRunbooks = 20;  // read into the search on the spot; more of them on a thread
constexpr std::size_t mostSuggested = 3; // a short list is a help, a long one is a search

// Another text when a drill has ended, or when an hour has made "2 h ago" wrong.
std::string drillsDone(const std::vector<ports::RunSummary>& runs) {
    std::string out = std::to_string(nowUtcMs() / 3'600'000);
    for (const auto& run : runs)
        if (run.kind == "drill" && !run.verdict.empty())
            out += ' ' + std::to_string(run.run);
    return out;
}
} // namespace

HomeScreen::HomeScreen(ports::Desk& desk, DeskEvents& events, Theme& theme, QWidget* parent)
    : Screen(parent), m_desk(desk), m_events(events), m_theme(theme), m_library(desk.library()) {
    setObjectName(QStringLiteral("homeScreen"));
    build();
    addActions();
    connect(&events, &DeskEvents::libraryIsNew, this, &HomeScreen::takeLibrary);
    connect(&events, &DeskEvents::healthIsNew, this, &HomeScreen::takeHealth);
    connect(&events, &DeskEvents::runsAreNew, this, &HomeScreen::takeRuns);
    connect(&theme, &Theme::changed, this, [this] {
        m_tableOf.clear();
        m_suggestedBy.clear();
        takeRuns();
    });
    m_clock = new QTimer(this);
    m_clock->setInterval(1000);
    connect(m_clock, &QTimer::timeout, this, &HomeScreen::tick);
    m_clock->start();
    takeLibrary();
}

void HomeScreen::build() {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    m_scroll = new QScrollArea(this);
    m_scroll->setObjectName(QStringLiteral("home.scroll"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    outer->addWidget(m_scroll);
    auto* page = new QWidget;
    page->setProperty("scrolled", true);
    m_scroll->setWidget(page);
    auto* column = new QVBoxLayout(page);
    const int margin = m_theme.space(Space::page);
    column->setContentsMargins(margin, m_theme.space(Space::wide), margin, margin);
    column->setSpacing(m_theme.space(Space::medium));

    auto* top = new QHBoxLayout;
    new Bend(top, this, m_theme, 760);
    top->addWidget(oneLine(QStringLiteral("What is happening?"), "title", "text"), 1);
    auto* watching = new QHBoxLayout;
    watching->addWidget(oneLine(QStringLiteral("Watching"), "body", "faint"));
    m_environment = new QComboBox;
    m_environment->setObjectName(QStringLiteral("home.environment"));
    m_environment->setAccessibleName(QStringLiteral("Watched environment"));
    m_environment->setToolTip(QStringLiteral("The environment whose probes are asked"));
    m_environment->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    watching->addWidget(m_environment, 1);
    top->addLayout(watching);
    column->addLayout(top);

    m_field = new QLineEdit;
    m_field->setObjectName(QStringLiteral("home.search"));
    m_field->setAccessibleName(QStringLiteral("Search runbooks by symptom"));
    m_field->setToolTip(QStringLiteral("Search runbooks (Ctrl+F or /). Arrow keys choose, Enter declares"));
    m_field->setPlaceholderText(
        QStringLiteral("What do you see? Type it, or paste a line of the log  (Ctrl+F)"));
    addClearButton(*m_field);
    m_field->setMaxLength(8192);
    m_field->setMinimumHeight(m_theme.pixels(46));
    m_field->addAction(m_theme.icon(QStringLiteral("search"), Role::faint), QLineEdit::LeadingPosition)
        ->setText(QStringLiteral("Search"));
    m_field->installEventFilter(this);
    column->addWidget(m_field);
    m_hits = new HitList(m_theme);
    m_hits->hide();
    column->addWidget(m_hits);
    m_open = new OpenRuns(m_theme);
    column->addWidget(m_open);

    // What to do comes before what was seen: it is what a person came for.
    m_suggested = new QWidget;
    m_suggested->setObjectName(QStringLiteral("home.suggested"));
    auto* suggested = new QVBoxLayout(m_suggested);
    suggested->setContentsMargins(0, m_theme.space(Space::small), 0, 0);
    suggested->setSpacing(m_theme.space(Space::small));
    auto* headline = new QHBoxLayout;
    new Bend(headline, this, m_theme, 760);
    headline->addWidget(heading(QStringLiteral("Suggested by what the probes see")), 1);
    m_declareFirst = button(m_theme, QStringLiteral("Declare an incident"), "home.declareFirst",
                            QStringLiteral("Declare an incident with the first of these (Ctrl+I)"),
                            Button::Kind::primary, QKeySequence(Qt::CTRL | Qt::Key_I));
    headline->addWidget(m_declareFirst, 0, Qt::AlignLeft);
    suggested->addLayout(headline);
    m_suggestedRow = new QHBoxLayout;
    new Bend(m_suggestedRow, this, m_theme, 900);
    m_suggestedRow->setSpacing(m_theme.space(Space::medium));
    suggested->addLayout(m_suggestedRow);
    m_suggested->hide();
    column->addWidget(m_suggested);

    m_tiles = new ServiceTiles(m_theme);
    column->addWidget(m_tiles);
    m_first = new FirstSteps(m_theme);
    column->addWidget(m_first);

    auto* acts = new QHBoxLayout;
    acts->setSpacing(m_theme.space(Space::small));
    new Bend(acts, this, m_theme, 900);
    auto* buttons = new FlowLayout(nullptr, m_theme.space(Space::small));
    acts->addLayout(buttons);
    m_declare = button(m_theme, QStringLiteral("Declare an incident"), "home.declare",
                       QStringLiteral("Declare an incident or a rehearsal (Ctrl+I)"), Button::Kind::secondary,
                       QKeySequence(Qt::CTRL | Qt::Key_I));
    auto* drill =
        button(m_theme, QStringLiteral("Run a drill"), "home.drill", QStringLiteral("Go to the drills"));
    auto* reload = button(m_theme, QStringLiteral("Reload"), "home.reload",
                          QStringLiteral("Read all documents again (F5)"), Button::Kind::secondary,
                          QKeySequence(Qt::Key_F5));
    for (auto* each : {m_declare, drill, reload})
        buttons->addWidget(each);
    m_onCall = label({}, "body", "faint");
    m_onCall->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    acts->addWidget(m_onCall, 1);
    column->addLayout(acts);

    column->addSpacing(m_theme.space(Space::small));
    column->addWidget(heading(QStringLiteral("All runbooks")));
    m_noRunbook = new EmptyState(
        m_theme, QStringLiteral("list"), QStringLiteral("There is no runbook yet"),
        QStringLiteral(
            "A runbook is a Markdown file that says, step by step, how a service comes back. Put one into a "
            "runbook folder (Setup lists them), then press F5."));
    m_noRunbook->setObjectName(QStringLiteral("home.noRunbook"));
    column->addWidget(m_noRunbook);
    m_table = new RunbookTable(m_theme);
    column->addWidget(m_table);
    column->addStretch(1);

    connect(m_environment, &QComboBox::activated, this, [this](int row) {
        m_desk.watch(m_environment->itemData(row).toString().toStdString());
        takeHealth();
    });
    connect(m_field, &QLineEdit::textChanged, this, &HomeScreen::search);
    connect(m_field, &QLineEdit::returnPressed, this, [this] {
        if (!m_field->text().trimmed().isEmpty() && !m_hits->chosen().isEmpty())
            declare(m_hits->chosen());
    });
    connect(m_hits, &HitList::picked, this, &HomeScreen::declare);
    connect(m_hits, &HitList::chosenMoved, this,
            [this](QWidget* row) { m_scroll->ensureWidgetVisible(row); });
    connect(m_table, &RunbookTable::picked, this, &HomeScreen::declare);
    connect(m_table, &RunbookTable::currentAt, this, [this](const QRect& row) {
        const auto centre = m_table->mapTo(m_scroll->widget(), row.center());
        m_scroll->ensureVisible(m_theme.pixels(10), centre.y(), 0, row.height() * 2);
    });
    connect(m_tiles, &ServiceTiles::setupAsked, this, [this] {
        if (navigator() != nullptr)
            navigator()->openScreen(QStringLiteral("setup"));
    });
    connect(m_tiles, &ServiceTiles::declareAsked, this, [this](const QString& service) {
        for (const auto& suggestion : m_suggestions)
            if (suggestion.service == service.toStdString())
                return declare(QString::fromStdString(m_library->runbooks[suggestion.runbook].runbook.id));
        declare({});
    });
    connect(m_first, &FirstSteps::drillAsked, this, [this] {
        if (navigator() != nullptr)
            navigator()->openScreen(QStringLiteral("drills"));
    });
    for (auto* each : {m_declare, m_declareFirst})
        connect(each, &QPushButton::clicked, this, [this] { declare({}); });
    connect(reload, &QPushButton::clicked, this, [this] { m_desk.reloadLibrary(); });
    connect(drill, &QPushButton::clicked, this, [this] {
        if (navigator() != nullptr)
            navigator()->openScreen(QStringLiteral("drills"));
    });
    connect(m_open, &OpenRuns::openAsked, this, [this](qint64 run) {
        if (navigator() != nullptr)
            navigator()->openRun(run);
    });
    connect(m_open, &OpenRuns::resumeAsked, this, [this](qint64 run) {
        m_open->setBusy(run);
        m_desk.resume(run, onUi(this, [this, run](Result<> result) {
                          if (!result)
                              complain(result.error());
                          else if (navigator() != nullptr)
                              navigator()->openRun(run);
                      }));
    });
    connect(m_open, &OpenRuns::putBackAsked, this, [this](qint64 run) {
        m_open->setBusy(run);
        m_desk.withdrawDrill(run, onUi(this, [this](Result<> result) {
                                 if (!result)
                                     complain(result.error());
                                 else if (navigator() != nullptr)
                                     navigator()->say(
                                         QStringLiteral("The drill is withdrawn and its fault is put back"));
                             }));
    });
}

void HomeScreen::addActions() {
    const auto add = [this](const QString& text, const char* name, const QList<QKeySequence>& keys,
                            auto&& act) {
        auto* action = new QAction(text, this);
        action->setObjectName(QLatin1String(name));
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, act);
        addAction(action);
    };
    const auto find = [this] {
        m_scroll->ensureVisible(0, 0);
        m_field->setFocus(Qt::ShortcutFocusReason);
        m_field->selectAll();
    };
    add(QStringLiteral("Runbooks: search"), "action.search",
        {QKeySequence(Qt::CTRL | Qt::Key_F), QKeySequence(Qt::Key_Slash)}, find);
    add(QStringLiteral("Documents: read again"), "action.reload", {QKeySequence(Qt::Key_F5)},
        [this] { m_desk.reloadLibrary(); });
}

void HomeScreen::shown() {
    m_field->setFocus(Qt::OtherFocusReason);
}

QVariantMap HomeScreen::unfinished() const {
    return {{QStringLiteral("search"), m_field->text()}};
}

void HomeScreen::restore(const QVariantMap& unfinished) {
    m_field->setText(unfinished.value(QStringLiteral("search")).toString());
}

void HomeScreen::declare(const QString& runbook) {
    if (findChild<DeclareDialog*>() != nullptr)
        return;
    auto* dialog = new DeclareDialog(m_desk, m_events, m_theme, *m_search, runbook, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DeclareDialog::declared, this, [this](qint64 run) {
        m_field->clear();
        if (navigator() != nullptr)
            navigator()->openRun(run);
    });
    dialog->open();
}

void HomeScreen::takeLibrary() {
    m_library = m_desk.library();
    const auto library = m_library;
    if (library->runbooks.size() <= fewRunbooks) {
        m_search = std::make_shared<runbook::Search>(searchOf(*library));
    } else {
        auto then = onUi<std::shared_ptr<const runbook::Search>>(this, [this, library](auto made) {
            if (library != m_library || !made) // an older library's: another one is under way
                return;
            m_search = *made;
            m_suggestedBy.clear();
            search();
            takeHealth();
        });
        m_search = std::make_shared<runbook::Search>();
        QThreadPool::globalInstance()->start(
            [library, then] { then(std::make_shared<const runbook::Search>(searchOf(*library))); });
    }
    m_environment->clear();
    for (const auto& entry : library->environments) {
        const auto& environment = entry.environment;
        auto words = plain(environment.title.empty() ? environment.name : environment.title);
        if (environment.production)
            words += QStringLiteral(" (production)");
        m_environment->addItem(words, QString::fromStdString(environment.name));
    }
    if (library->environments.empty())
        m_environment->addItem(QStringLiteral("no environment"), QString());
    m_environment->setEnabled(!library->environments.empty());

    m_noRunbook->setVisible(library->runbooks.empty());
    m_table->setVisible(!library->runbooks.empty());
    m_suggestedBy.clear();
    m_tableOf.clear();
    search();
    takeHealth();
    takeRuns();
}

void HomeScreen::takeHealth() {
    const auto watched = m_desk.watched();
    if (const int row = m_environment->findData(QString::fromStdString(watched)); row >= 0)
        m_environment->setCurrentIndex(row);
    m_tiles->show(*m_library, watched, m_desk.health(), nowUtcMs());
    m_declare->setEnabled(!m_library->environments.empty());
    suggest();
}

void HomeScreen::suggest() {
    const auto now = nowUtcMs();
    std::vector<ports::ServiceHealth> health;
    auto key = drillsDone(m_desk.runs()) + (m_desk.runs().empty() ? "." : "") + m_desk.watched() + '\n';
    for (auto& each : m_desk.health()) {
        health.push_back(seen(std::move(each), now));
        const bool isDown = health.back().state == State::down;
        key += health.back().service + (isDown ? "!" + health.back().why : ".") + "\n";
    }
    if (key == m_suggestedBy)
        return lead();
    m_suggestedBy = key;
    m_suggestions = suggestions(*m_library, *m_search, m_desk.watched(), health);
    // The words of a probe change while somebody walks through what they speak for.
    const auto* focused = QApplication::focusWidget();
    const auto kept =
        focused != nullptr && focused->parentWidget() == m_suggested ? focused->objectName() : QString();
    empty(m_suggestedRow);
    const auto runs = m_desk.runs();
    for (std::size_t i = 0; i < std::min(m_suggestions.size(), mostSuggested); ++i) {
        const auto& suggestion = m_suggestions[i];
        const auto& entry = m_library->runbooks[suggestion.runbook];
        auto* offer = new CardButton(m_theme, m_suggested);
        const auto id = QString::fromStdString(entry.runbook.id);
        offer->setObjectName(QStringLiteral("suggestion.") + id);
        auto* column = new QVBoxLayout(offer);
        const int margin = m_theme.space(Space::medium);
        column->setContentsMargins(m_theme.space(Space::large), margin, m_theme.space(Space::large), margin);
        column->setSpacing(m_theme.space(Space::tight));
        const auto proven = proof(entry, runs, now);
        const auto title = plain(entry.runbook.title);
        column->addWidget(label(title, "strong"));
        column->addWidget(label(plain(suggestion.reason), "body", "text"));
        column->addWidget(
            label(plain(entry.runbook.severity) + QStringLiteral("  ·  ") + proven.words, "small", "faint"));
        column->addStretch(1);
        for (auto* part : offer->findChildren<QLabel*>())
            part->setAttribute(Qt::WA_TransparentForMouseEvents);
        offer->setAccessibleName(title + QStringLiteral(": ") + plain(suggestion.reason));
        offer->setAccessibleDescription(proven.detail);
        offer->setToolTip(QStringLiteral("Declare an incident with this runbook (Enter). ") + proven.detail);
        offer->setChosen(i == 0);
        connect(offer, &QAbstractButton::clicked, this, [this, id] { declare(id); });
        m_suggestedRow->addWidget(offer, 1);
        if (offer->objectName() == kept)
            offer->setFocus(Qt::OtherFocusReason);
    }
    m_suggested->setVisible(!m_suggestions.empty());
    lead();

    const auto* environment = environmentOf(*m_library, m_desk.watched());
    const auto* practice = environment == nullptr ? nullptr : &environment->environment;
    if (practice != nullptr && practice->drillsAllowed && !practice->production && runs.empty() &&
        m_suggestions.empty())
        m_first->show(plain(practice->title.empty() ? practice->name : practice->title));
    else
        m_first->hide();
    const auto severity = m_suggestions.empty()
                              ? std::string("P0")
                              : m_library->runbooks[m_suggestions.front().runbook].runbook.severity;
    m_onCall->setText(environment == nullptr ? QString() : onCallWords(environment->environment, severity));
}

// One thing to do next: first what was interrupted, then what is suggested, then what is down.
void HomeScreen::lead() {
    const bool free = !m_open->offersToResume();
    m_declareFirst->setKind(free ? Button::Kind::primary : Button::Kind::secondary);
    m_tiles->setProminent(free && m_suggestions.empty());
}

void HomeScreen::takeRuns() {
    const auto runs = m_desk.runs();
    const auto now = nowUtcMs();
    m_open->show(runs, *m_library, m_desk.readOnly().has_value(), now);
    showTable(runs);
    const auto open = std::count_if(runs.begin(), runs.end(),
                                    [](const auto& run) { return run.verdict.empty() && run.interrupted; });
    emit badgeChanged(open == 0 ? QString() : QString::number(open));
    suggest();
}

// Events of a run come many times a second; whoever reads or walks the table is not to lose the place.
void HomeScreen::showTable(const std::vector<ports::RunSummary>& runs) {
    auto key = drillsDone(runs);
    if (key == m_tableOf)
        return;
    m_tableOf = std::move(key);
    m_table->show(*m_library, runs, nowUtcMs());
}

void HomeScreen::search() {
    const auto query = m_field->text().trimmed();
    m_hits->setVisible(!query.isEmpty());
    if (query.isEmpty()) {
        m_field->setAccessibleDescription({});
        return;
    }
    m_hits->show(*m_library, m_search->find(query.toStdString()));
    m_field->setAccessibleDescription(m_hits->spoken());
}

void HomeScreen::tick() {
    if (!isVisible())
        return;
    const auto now = nowUtcMs();
    m_tiles->tick(now);
    m_open->tick(now);
    suggest(); // a probe that fell silent speaks for nothing any more
}

void HomeScreen::complain(const Error& error) {
    takeRuns();
    if (navigator() != nullptr)
        navigator()->complain(plain(error.what), plain(error.why), plain(error.next));
}

bool HomeScreen::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            m_hits->move(key == Qt::Key_Down ? 1 : -1);
            m_field->setAccessibleDescription(m_hits->spoken());
            return true;
        }
        if (key == Qt::Key_Escape && !m_field->text().isEmpty()) {
            m_field->clear();
            return true;
        }
    }
    return Screen::eventFilter(watched, event);
}

} // namespace muster::ui
