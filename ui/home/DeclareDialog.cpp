#include "ui/home/DeclareDialog.h"

#include "ui/home/FaultTimeBox.h"
#include "ui/home/InputsBox.h"
#include "ui/home/Labels.h"
#include "ui/home/Phrases.h"
#include "ui/home/Preselect.h"
#include "ui/home/RunbookField.h"
#include "ui/shell/DeskEvents.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Dialog.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QFrame>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QRadioButton>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

namespace muster::ui {

using namespace home;

namespace {

constexpr int severities = 4; // P0 to P3

QRadioButton* radio(const QString& text, const char* name, const QString& tip) {
    auto* out = new QRadioButton(text);
    out->setObjectName(QLatin1String(name));
    out->setAccessibleName(text);
    out->setToolTip(tip);
    return out;
}

} // namespace

DeclareDialog::DeclareDialog(ports::Desk& desk, DeskEvents& events, Theme& theme,
                             const runbook::Search& search, const QString& runbook, QWidget* parent)
    : QDialog(parent), m_desk(desk), m_theme(theme), m_search(search), m_library(desk.library()) {
    setObjectName(QStringLiteral("declareDialog"));
    setWindowTitle(QStringLiteral("Declare an incident"));
    Theme::setPanel(this, Role::surface);
    build();
    preselect(runbook);
    connect(&events, &DeskEvents::healthIsNew, this, &DeclareDialog::judge);
    m_declare->setFocus(Qt::OtherFocusReason);
}

void DeclareDialog::build() {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(1, 1, 1, 1);
    outer->setSpacing(0);

    m_banner = new QFrame;
    m_banner->setObjectName(QStringLiteral("declare.banner"));
    auto* banner = new QVBoxLayout(m_banner);
    const int margin = m_theme.space(Space::wide);
    banner->setContentsMargins(margin, m_theme.space(Space::medium), margin, m_theme.space(Space::medium));
    banner->setSpacing(m_theme.space(Space::hair));
    m_bannerWord = label({}, "heading");
    m_bannerText = label({}, "body");
    banner->addWidget(m_bannerWord);
    banner->addWidget(m_bannerText);
    outer->addWidget(m_banner);

    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* page = m_form = new QWidget;
    page->setProperty("scrolled", true);
    scroll->setWidget(page);
    outer->addWidget(scroll, 1);
    auto* form = new QGridLayout(page);
    form->setContentsMargins(margin, m_theme.space(Space::large), margin, m_theme.space(Space::large));
    form->setHorizontalSpacing(m_theme.space(Space::large));
    form->setVerticalSpacing(m_theme.space(Space::large));
    form->setColumnStretch(1, 1);
    int row = 0;
    const auto add = [&](const QString& name, QLayout* field, QWidget* buddy) {
        auto* words = oneLine(name, "strong", "text");
        words->setBuddy(buddy);
        form->addWidget(words, row, 0, Qt::AlignTop | Qt::AlignLeft);
        form->addLayout(field, row++, 1);
        return words;
    };
    const auto column = [this] {
        auto* out = new QVBoxLayout;
        out->setSpacing(m_theme.space(Space::tight));
        return out;
    };

    m_runbook = new RunbookField(m_theme, *m_library, m_search);
    m_reason = label({}, "small", "faint");
    m_reason->setObjectName(QStringLiteral("declare.reason"));
    m_problems = label({}, "small", "bad");
    m_problems->setObjectName(QStringLiteral("declare.problems"));
    auto* runbook = column();
    runbook->addWidget(m_runbook);
    runbook->addWidget(m_reason);
    runbook->addWidget(m_problems);
    add(QStringLiteral("Runbook"), runbook, m_runbook);

    m_environment = new QComboBox;
    m_environment->setObjectName(QStringLiteral("declare.environment"));
    m_environment->setAccessibleName(QStringLiteral("Environment"));
    m_environment->setToolTip(QStringLiteral("The system that the steps act on"));
    for (const auto& each : m_library->environments) {
        const auto& environment = each.environment;
        auto words = plain(environment.title.empty() ? environment.name : environment.title);
        words +=
            environment.production ? QStringLiteral(" (PRODUCTION)") : QStringLiteral(" (not production)");
        m_environment->addItem(words, QString::fromStdString(environment.name));
    }
    auto* environment = column();
    environment->addWidget(m_environment);
    add(QStringLiteral("Environment"), environment, m_environment);

    auto* mode = column();
    m_rehearsal = radio(QStringLiteral("Rehearsal: only steps that read are executed, the rest is shown"),
                        "declare.rehearsal", QStringLiteral("Nothing is changed on any host"));
    m_live = radio(QStringLiteral("Live: every step is executed"), "declare.live",
                   QStringLiteral("Steps change the system"));
    auto* modes = new QButtonGroup(this);
    modes->addButton(m_rehearsal);
    modes->addButton(m_live);
    mode->addWidget(m_rehearsal);
    mode->addWidget(m_live);
    add(QStringLiteral("Mode"), mode, m_rehearsal);

    auto* severity = column();
    m_severity = new QButtonGroup(this);
    auto* levels = new QHBoxLayout;
    levels->setSpacing(m_theme.space(Space::large));
    for (int i = 0; i < severities; ++i) {
        auto* level = radio(QStringLiteral("P%1").arg(i), "declare.severity", {});
        level->setObjectName(QStringLiteral("declare.severity.P%1").arg(i));
        m_severity->addButton(level, i);
        levels->addWidget(level);
    }
    levels->addStretch(1);
    severity->addLayout(levels);
    m_onCall = label({}, "body", "text");
    m_onCall->setObjectName(QStringLiteral("declare.onCall"));
    severity->addWidget(m_onCall);
    add(QStringLiteral("Severity"), severity, m_severity->button(0));

    m_fault = new FaultTimeBox(m_theme);
    auto* fault = column();
    fault->addWidget(m_fault);
    add(QStringLiteral("Fault time"), fault, m_fault);

    m_inputs = new InputsBox(m_theme);
    auto* inputs = column();
    inputs->addWidget(m_inputs);
    m_inputsLabel = add(QStringLiteral("Inputs"), inputs, m_inputs);
    form->setRowStretch(row, 1);

    auto* foot = m_foot = new QFrame;
    foot->setProperty("panel", QStringLiteral("raised"));
    auto* footer = new QHBoxLayout(foot);
    footer->setContentsMargins(margin, m_theme.space(Space::medium), margin, m_theme.space(Space::medium));
    footer->setSpacing(m_theme.space(Space::medium));
    m_obstacle = label({}, "body", "bad");
    m_obstacle->setObjectName(QStringLiteral("declare.obstacle"));
    footer->addWidget(m_obstacle, 1);
    auto* cancel = button(m_theme, QStringLiteral("Cancel"), "declare.cancel",
                          QStringLiteral("Close this and declare nothing (Esc)"), Button::Kind::secondary,
                          QKeySequence(Qt::Key_Escape));
    m_declare =
        button(m_theme, QStringLiteral("Declare"), "declare.declare",
               QStringLiteral("Declare it now (Enter)"), Button::Kind::primary, QKeySequence(Qt::Key_Enter));
    m_declare->setDefault(true);
    footer->addWidget(cancel);
    footer->addWidget(m_declare);
    outer->addWidget(foot);

    connect(m_runbook, &RunbookField::chosen, this, [this] { showRunbook(); });
    connect(m_environment, &QComboBox::activated, this, &DeclareDialog::showEnvironment);
    connect(m_severity, &QButtonGroup::idClicked, this, [this] { m_severityTouched = true; });
    connect(m_severity, &QButtonGroup::idToggled, this, [this] { judge(); });
    connect(m_live, &QRadioButton::clicked, this, [this] { m_modeTouched = true; });
    connect(m_rehearsal, &QRadioButton::clicked, this, [this] { m_modeTouched = true; });
    connect(m_live, &QRadioButton::toggled, this, &DeclareDialog::judge);
    connect(m_fault, &FaultTimeBox::changed, this, &DeclareDialog::judge);
    connect(m_inputs, &InputsBox::changed, this, &DeclareDialog::judge);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_declare, &QPushButton::clicked, this, &DeclareDialog::send);
}

QSize DeclareDialog::sizeHint() const {
    // As high as what stands in it, and no higher than there is room: the rest is scrolled.
    const auto room = parentWidget() != nullptr ? parentWidget()->window()->size() : QSize(1280, 720);
    const int wide = std::min(m_theme.pixels(760), room.width() - m_theme.space(Space::page));
    auto* form = m_form->layout();
    form->activate();
    const int inside = form->hasHeightForWidth() ? form->heightForWidth(wide) : form->sizeHint().height();
    const int around = m_banner->sizeHint().height() + m_foot->sizeHint().height();
    return {wide, std::min(inside + around + m_theme.space(Space::large),
                           room.height() - m_theme.space(Space::page))};
}

void DeclareDialog::done(int result) {
    giveKeysBack(*this);
    QDialog::done(result);
}

void DeclareDialog::showEvent(QShowEvent* event) {
    QDialog::showEvent(event);
    resize(sizeHint()); // only what is shown has the fonts of the style sheet
    const auto* over = parentWidget() != nullptr ? parentWidget()->window() : nullptr;
    if (over != nullptr)
        move(over->mapToGlobal(over->rect().center()) - rect().center());
}

std::vector<ports::ServiceHealth> DeclareDialog::health() const {
    std::vector<ports::ServiceHealth> out;
    const auto now = nowUtcMs();
    for (auto& each : m_desk.health())
        out.push_back(seen(std::move(each), now));
    return out;
}

const ports::LibraryView::RunbookEntry* DeclareDialog::entry() const {
    return runbookOf(*m_library, m_runbook->runbook().toStdString());
}

void DeclareDialog::preselect(const QString& runbook) {
    const auto chosen =
        home::preselect(*m_library, m_search, health(), m_desk.watched(), runbook.toStdString());
    if (const int row = m_environment->findData(QString::fromStdString(chosen.declaration.environment));
        row >= 0)
        m_environment->setCurrentIndex(row);
    (chosen.declaration.mode == incident::Mode::live ? m_live : m_rehearsal)->setChecked(true);
    m_runbook->choose(QString::fromStdString(chosen.declaration.runbook)); // shows it
    showRunbook();
}

void DeclareDialog::showRunbook() {
    const auto* book = entry();
    const auto id = book == nullptr ? std::string() : book->runbook.id;
    const auto environment = m_environment->currentData().toString().toStdString();
    // What the probes see is of the watched environment and says nothing of another one.
    const auto seenNow = environment == m_desk.watched() ? health() : std::vector<ports::ServiceHealth>{};
    const auto chosen = home::preselect(*m_library, m_search, seenNow, environment, id);
    m_reason->setText(chosen.reason.empty() ? QString()
                                            : QStringLiteral("Suggested: ") + plain(chosen.reason));
    m_reason->setVisible(!chosen.reason.empty());
    if (!m_modeTouched)
        (chosen.declaration.mode == incident::Mode::live ? m_live : m_rehearsal)->setChecked(true);
    if (!m_severityTouched || m_severity->checkedId() < 0) {
        const auto& level = chosen.declaration.severity;
        const int number = level.size() == 2 ? level[1] - '0' : 1;
        if (auto* button = m_severity->button(number))
            button->setChecked(true);
    }
    m_fault->setEdge(chosen.lastGoodUtcMs, chosen.firstBadUtcMs);
    QStringList errors;
    if (book != nullptr)
        for (const auto& problem : book->problems)
            if (problem.severity == Severity::error)
                errors << paragraph(problem.text());
    constexpr int most = 4;
    if (errors.size() > most) {
        const auto more = errors.size() - most;
        errors = errors.mid(0, most);
        errors << QStringLiteral("%1 more errors: Setup lists them").arg(more);
    }
    m_problems->setText(errors.join(QLatin1Char('\n')));
    m_problems->setVisible(!errors.isEmpty());
    m_inputs->show(book == nullptr ? std::vector<runbook::Input>{} : book->runbook.inputs);
    m_inputsLabel->setVisible(book != nullptr && !book->runbook.inputs.empty());
    judge();
}

void DeclareDialog::showEnvironment() {
    showRunbook();
}

ports::Declaration DeclareDialog::declaration() const {
    ports::Declaration out;
    out.environment = m_environment->currentData().toString().toStdString();
    out.runbook = m_runbook->runbook().toStdString();
    out.mode = m_live->isChecked() ? incident::Mode::live : incident::Mode::rehearsal;
    out.severity = "P" + std::to_string(std::max(0, m_severity->checkedId()));
    static_cast<void>(m_fault->into(out));
    out.inputs = m_inputs->values();
    return out;
}

QString DeclareDialog::obstacle() const {
    if (const auto readOnly = m_desk.readOnly())
        return QStringLiteral("This console only reads: ") + plain(readOnly->text());
    if (m_library->environments.empty())
        return QStringLiteral(
            "No environment is registered. Run “muster range up”, or add an environment file in Setup.");
    const auto* environment =
        environmentOf(*m_library, m_environment->currentData().toString().toStdString());
    if (environment == nullptr)
        return QStringLiteral("Choose an environment.");
    for (const auto& problem : environment->problems)
        if (problem.severity == Severity::error)
            return QStringLiteral("The environment file has errors: mend %1 first.")
                .arg(plain(problem.place.text()));
    const auto* book = entry();
    if (m_library->runbooks.empty())
        return QStringLiteral("There is no runbook. Put one into a runbook folder: Setup lists them.");
    if (book == nullptr)
        return QStringLiteral("Choose a runbook.");
    if (!runs(*book))
        return QStringLiteral("The runbook has errors and does not run: mend them, or choose another one.");
    if (const auto wrong = m_inputs->wrong(); !wrong.isEmpty())
        return wrong;
    ports::Declaration unused;
    if (!m_fault->into(unused))
        return QStringLiteral("Type the time of the fault, or choose Unknown.");
    return {};
}

void DeclareDialog::judge() {
    const auto chosen = declaration();
    const auto* environment = environmentOf(*m_library, chosen.environment);
    const bool production = environment != nullptr && environment->environment.production;
    const bool live = chosen.mode == incident::Mode::live;
    const bool alarming = live && production;
    const auto where = environment == nullptr
                           ? QString()
                           : plain(environment->environment.title.empty() ? environment->environment.name
                                                                          : environment->environment.title);
    m_banner->setProperty("panel", alarming ? QStringLiteral("live") : QStringLiteral("practice"));
    m_banner->style()->unpolish(m_banner);
    m_banner->style()->polish(m_banner);
    const char* tone = alarming ? "onLive" : "onPractice";
    setTone(m_bannerWord, tone);
    setTone(m_bannerText, tone);
    m_bannerWord->setText(alarming ? QStringLiteral("LIVE on PRODUCTION: ") + where
                          : live   ? QStringLiteral("Live, not production: ") + where
                                   : QStringLiteral("Rehearsal: ") + where);
    m_bannerText->setText(
        alarming
            ? QStringLiteral("Steps change the real system. Each one that changes something waits for you.")
        : live
            ? QStringLiteral("Steps change this system, which is not production. Each one that changes "
                             "something waits for you.")
            : QStringLiteral("Nothing is changed: steps that read are executed, all others are only shown."));
    if (environment != nullptr) {
        m_onCall->setText(onCallWords(environment->environment, chosen.severity));
        for (int i = 0; i < severities; ++i) {
            const auto words = onCallWords(environment->environment, "P" + std::to_string(i));
            m_severity->button(i)->setToolTip(words);
            m_severity->button(i)->setAccessibleDescription(words);
        }
    }
    const auto why = obstacle();
    m_obstacle->setText(why);
    m_declare->setEnabled(why.isEmpty() && !m_sending);
    m_declare->setText((live ? QStringLiteral("Declare live %1") : QStringLiteral("Rehearse as %1"))
                           .arg(plain(chosen.severity)));
    m_declare->setAccessibleName(QStringLiteral("%1 on %2, %3")
                                     .arg(live ? QStringLiteral("Declare live") : QStringLiteral("Rehearse"),
                                          where, plain(chosen.severity)));
    m_declare->setAccessibleDescription(m_bannerWord->text());
    setWindowTitle(live ? QStringLiteral("Declare an incident") : QStringLiteral("Rehearse an incident"));
}

void DeclareDialog::send() {
    if (m_sending || !obstacle().isEmpty())
        return;
    m_sending = true;
    m_declare->setEnabled(false);
    m_declare->setText(QStringLiteral("Declaring…"));
    m_desk.declare(declaration(), onUi<std::int64_t>(this, [this](Result<std::int64_t> result) {
                       m_sending = false;
                       judge();
                       if (result) {
                           emit declared(*result);
                           accept();
                       } else {
                           m_obstacle->setText(plain(result.error().text()));
                       }
                   }));
}

} // namespace muster::ui
