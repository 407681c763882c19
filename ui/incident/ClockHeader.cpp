#include "ui/incident/ClockHeader.h"

#include "ui/incident/Clock.h"
#include "ui/incident/Pieces.h"
#include "ui/incident/Words.h"
#include "ui/widgets/Bend.h"

#include <QDateTime>
#include <QHBoxLayout>

namespace muster::ui {
namespace {

void put(QLabel* label, const QString& text) {
    if (label->text() != text)
        label->setText(text);
}

} // namespace

ClockHeader::ClockHeader(Theme& theme, QWidget* parent)
    : QFrame(parent), m_theme(theme), m_badges(words({}, Type::small, Role::faint, this)),
      m_title(words({}, Type::heading, Role::text, this)), m_where(words({}, Type::small, Role::faint, this)),
      m_alarm(new Glyph(theme, this)), m_figure(words({}, Type::clock, Role::text, this)),
      m_words(words({}, Type::strong, Role::text, this)),
      m_elapsed(words({}, Type::small, Role::faint, this)),
      m_known(words({}, Type::small, Role::faint, this)), m_rpo(words({}, Type::strong, Role::text, this)),
      m_rpoWhy(words({}, Type::small, Role::faint, this)), m_recoveryArea(new QWidget(this)),
      m_recoveryGlyph(new Glyph(theme, m_recoveryArea)),
      m_recovery(words({}, Type::small, Role::text, m_recoveryArea)) {
    setObjectName(QStringLiteral("clockHeader"));
    Theme::setPanel(this, Role::surface);
    m_badges->setObjectName(QStringLiteral("incidentFacts"));
    m_figure->setObjectName(QStringLiteral("timeLeft"));
    m_figure->setWordWrap(false);
    m_words->setObjectName(QStringLiteral("timeLeftWords"));
    m_elapsed->setObjectName(QStringLiteral("timeElapsed"));
    m_known->setObjectName(QStringLiteral("faultKnown"));
    m_rpo->setObjectName(QStringLiteral("rpo"));
    m_title->setObjectName(QStringLiteral("incidentTitle"));
    m_where->setObjectName(QStringLiteral("incidentWhere"));
    m_rpoWhy->setObjectName(QStringLiteral("rpoWhy"));
    m_recovery->setObjectName(QStringLiteral("recovery"));

    auto* row = new QHBoxLayout(this);
    pad(theme, row, {20, 10, 20, 10, 4});
    auto* which = new QVBoxLayout;
    pad(theme, which, {0, 0, 24, 0, 2}); // the distance of the clocks beside it
    which->addWidget(m_badges);
    which->addWidget(m_title);
    which->addWidget(m_where);
    row->addLayout(which, 5);

    auto* left = new QHBoxLayout;
    pad(theme, left, even(0, 10));
    left->addWidget(m_alarm, 0, Qt::AlignVCenter);
    left->addWidget(m_figure, 0, Qt::AlignVCenter);
    auto* beside = new QVBoxLayout;
    pad(theme, beside, even(0, 1));
    beside->addStretch(1);
    beside->addWidget(m_words);
    beside->addWidget(m_elapsed);
    beside->addWidget(m_known);
    beside->addStretch(1);
    left->addLayout(beside, 1);

    auto* rpo = new QVBoxLayout;
    pad(theme, rpo, even(0, 1));
    rpo->addStretch(1);
    rpo->addWidget(m_rpo);
    rpo->addWidget(m_rpoWhy);
    auto* recovery = new QHBoxLayout(m_recoveryArea);
    pad(theme, recovery, even(0, 6));
    recovery->addWidget(m_recoveryGlyph, 0, Qt::AlignTop);
    recovery->addWidget(m_recovery, 1);
    rpo->addWidget(m_recoveryArea);
    rpo->addStretch(1);
    auto* rpoArea = new QWidget(this);
    rpoArea->setLayout(rpo);
    const auto widen = [this, rpoArea] {
        rpoArea->setMinimumWidth(m_theme.pixels(150));
        m_elapsed->setMinimumWidth(m_theme.pixels(130));
    };
    widen();
    connect(&theme, &Theme::changed, rpoArea, widen);
    auto* clocks = new QHBoxLayout;
    pad(theme, clocks, even(0, 28));
    clocks->addLayout(left, 5);
    clocks->addWidget(rpoArea, 3);
    row->addLayout(clocks, 8);
    m_bend = new Bend(row, this, theme, 860);
    connect(m_bend, &Bend::changed, this, &ClockHeader::read);

    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &ClockHeader::read);
}

void ClockHeader::show(const std::shared_ptr<const ports::RunView>& view) {
    m_view = view;
    if (!view || !view->state)
        return;
    const auto& state = *view->state;
    QStringList badges{QStringLiteral("#%1").arg(state.number)};
    if (!state.severity.empty())
        badges << shown(state.severity);
    badges << modeWord(state.mode);
    QString environment = shown(state.environment);
    if (view->report && !view->report->environmentTitle.empty())
        environment = shown(view->report->environmentTitle);
    badges << environment +
                  (view->report && view->report->production ? QStringLiteral(" (production)") : QString());
    put(m_badges, badges.join(QStringLiteral("  ·  ")));
    put(m_title, shown(state.title));
    QString page;
    if (view->report && !view->report->page.empty())
        page = QStringLiteral("Page: ") + shown(view->report->page);
    put(m_where, page);
    read();
}

void ClockHeader::read() {
    if (!m_view || !m_view->state)
        return;
    const auto now = QDateTime::currentMSecsSinceEpoch();
    const auto clock = readClock(*m_view, now);
    using Alarm = ClockReading::Alarm;
    put(m_figure, clock.figure);
    put(m_words, clock.words);
    put(m_elapsed,
        clock.declared.isEmpty() ? clock.elapsed : clock.elapsed + QStringLiteral(" · ") + clock.declared);
    put(m_known, clock.faultKnown);
    // Where letters are large and the screen is small the height is for the step; the tip has the rest.
    for (auto* each : {m_badges, m_known, m_rpoWhy})
        each->setVisible(!m_bend->bent());
    m_where->setVisible(!m_bend->bent() && !m_where->text().isEmpty());
    QStringList rest;
    if (m_bend->bent())
        rest << m_badges->text() << m_where->text() << clock.faultKnown << clock.rpoWhy;
    rest.removeAll(QString());
    setToolTip(rest.join(QLatin1Char('\n')).toHtmlEscaped());
    m_figure->setAccessibleDescription(rest.join(QLatin1Char('\n'))); // and who hears the screen hears it
    put(m_rpo, QStringLiteral("RPO ") + clock.rpo);
    put(m_rpoWhy, clock.rpoWhy);
    const Role tone = clock.alarm == Alarm::over   ? Role::bad
                      : clock.alarm == Alarm::near ? Role::warning
                      : clock.alarm == Alarm::met  ? Role::good
                                                   : Role::text;
    Theme::setTone(m_figure, tone);
    Theme::setTone(m_words, tone);
    m_alarm->show(clock.alarm == Alarm::over || clock.alarm == Alarm::near ? QStringLiteral("warning")
                  : clock.alarm == Alarm::met                              ? QStringLiteral("check")
                                                                           : QStringLiteral("clock"),
                  tone, clock.words);
    m_figure->setAccessibleName(clock.figure + QLatin1Char(' ') + clock.words);
    m_recoveryArea->setVisible(!clock.recovered.isEmpty());
    put(m_recovery, clock.recovered);
    m_recoveryGlyph->show(clock.recoveryStable ? QStringLiteral("check") : QStringLiteral("clock"),
                          clock.recoveryStable ? Role::good : Role::text, clock.recovered);
    if (isVisible() && clock.ticking)
        m_timer.start(static_cast<int>(clock.nextMs) + 2);
    emit ticked(now);
}

void ClockHeader::showEvent(QShowEvent* event) {
    QFrame::showEvent(event);
    read();
}

void ClockHeader::hideEvent(QHideEvent* event) {
    m_timer.stop();
    QFrame::hideEvent(event);
}

} // namespace muster::ui
