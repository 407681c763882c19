#include "ui/drills/DrillRunView.h"

#include "models/base/Utc.h"
#include "models/report/RecoveryLanes.h"
#include "ui/drills/DrillWords.h"
#include "ui/shell/DeskEvents.h"
#include "ui/widgets/WrapLabel.h"

#include <QDateTime>
#include <QTimer>

namespace muster::ui {
namespace {

constexpr int tickMs = 250;
constexpr int samplesEveryTicks = 4;

QString counted(const report::Count& count) {
    return count ? QString::number(*count) : QObject::tr("not known");
}

} // namespace

std::vector<TargetBar> targetBars(const report::Report& report, const QString& label) {
    const bool isVoid = report.verdict == "not-tested";
    const auto bar = [&](const QString& name, report::Seconds value, report::Seconds target) {
        TargetBar out;
        out.label = label + name;
        out.value = isVoid ? std::nullopt : value;
        out.target = target;
        out.unattended = report.unattended;
        if (isVoid)
            out.instead = QObject::tr("not tested");
        return out;
    };
    auto rto = bar(QObject::tr("RTO"), report.rto, report.rtoTarget);
    rto.errorBelow = report.probeError.value_or(0);
    auto rpo = bar(QObject::tr("RPO"), report.rpo, report.rpoTarget);
    rpo.atLeast = report.rpoAtLeast;
    rpo.errorBelow = rpo.errorAbove = report.writeInterval.value_or(0);
    return {rto, rpo};
}

std::vector<Fact> factsOf(const report::Report& report) {
    std::vector<Fact> out;
    const auto add = [&](const QString& name, const QString& value, Role role = Role::text,
                         const QString& icon = {}) {
        if (!value.isEmpty())
            out.push_back({name, value, role, icon});
    };
    const auto& counts = report.counts;
    add(QObject::tr("Writes acknowledged"), counted(counts.acknowledged));
    const bool lost = counts.lost.value_or(0) > 0;
    add(QObject::tr("of them lost"), counted(counts.lost), lost ? Role::bad : Role::text,
        lost ? QStringLiteral("cross") : QString());
    const bool twice = counts.duplicated.value_or(0) > 0;
    add(QObject::tr("there twice"), counted(counts.duplicated), twice ? Role::bad : Role::text,
        twice ? QStringLiteral("cross") : QString());
    add(QObject::tr("Unknown answers"),
        counts.unknownPresent ? QObject::tr("%1, of which %2 were written")
                                    .arg(counted(counts.unknown), counted(counts.unknownPresent))
                              : counted(counts.unknown));
    if (report.workflowsAffected)
        add(QObject::tr("Workflows interrupted"),
            QObject::tr("%1, recovered %2")
                .arg(counted(report.workflowsAffected), counted(report.workflowsRecovered)));
    if (!report.form.empty())
        add(QObject::tr("Form of the fault"), said(report.form));
    if (report.workLost)
        add(QObject::tr("Work done again"), said(report::spoken(report.workLost)));
    if (report.nodesAgree)
        add(QObject::tr("Nodes"),
            *report.nodesAgree ? QObject::tr("all hold the same rows") : QObject::tr("hold different rows"),
            *report.nodesAgree ? Role::text : Role::bad,
            *report.nodesAgree ? QString() : QStringLiteral("cross"));
    if (report.probeError)
        add(QObject::tr("Error of the RTO"),
            QObject::tr("at most %1 too large").arg(said(report::spoken(report.probeError))));
    if (report.writeInterval)
        add(QObject::tr("Error of the RPO"),
            QObject::tr("± %1, the write interval").arg(said(report::spoken(report.writeInterval))));
    add(QObject::tr("Data"), said(report.dataSize));
    add(QObject::tr("Hardware"), said(report.hardware));
    add(QObject::tr("Environment"),
        said(report.environmentTitle.empty() ? report.environment : report.environmentTitle));
    return out;
}

DrillRunView::DrillRunView(ports::Desk& desk, DeskEvents& events, Theme& theme, QWidget* parent)
    : QScrollArea(parent), m_desk(desk), m_theme(theme), m_timer(new QTimer(this)) {
    setObjectName(QStringLiteral("drill.run"));
    setAccessibleName(QObject::tr("Drill: what came of it"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    build();
    m_timer->setInterval(tickMs);
    connect(m_timer, &QTimer::timeout, this, &DrillRunView::tick);
    connect(&events, &DeskEvents::runIsNew, this, [this](qint64 run) {
        if (run == m_run)
            refresh();
    });
}

QWidget* DrillRunView::verdictCard() {
    auto* card = new Card(m_theme, this);
    card->setObjectName(QStringLiteral("drill.verdict"));
    card->setAccessibleName(tr("Verdict"));
    auto* head = new QHBoxLayout;
    m_glyph = new QLabel(card);
    m_word = new QLabel(card);
    m_word->setObjectName(QStringLiteral("drill.word"));
    Theme::setType(m_word, Type::title);
    m_when = new QLabel(card);
    Theme::setType(m_when, Type::small);
    Theme::setTone(m_when, Role::faint);
    head->setSpacing(m_theme.space(Space::small));
    head->addWidget(m_glyph);
    head->addWidget(m_word);
    head->addStretch(1);
    head->addWidget(m_when);
    card->body()->addLayout(head);
    m_unattended = new WrapLabel(tr("Unattended: nobody was there. The targets are set for people, who need "
                                    "time to notice and to decide."),
                                 card);
    Theme::setType(m_unattended, Type::small);
    Theme::setTone(m_unattended, Role::faint);
    m_reasons = new WrapLabel({}, card);
    m_reasons->setObjectName(QStringLiteral("drill.reasons"));
    m_reasons->setTextInteractionFlags(Qt::TextSelectableByMouse);
    card->body()->addWidget(m_reasons);
    card->body()->addWidget(m_unattended);
    card->body()->addStretch(1);
    m_report = new Button(m_theme, tr("Report: open"), QStringLiteral("drill.report"), card);
    card->body()->addWidget(m_report, 0, Qt::AlignLeft);
    connect(m_report, &QPushButton::clicked, this, [this]() { emit reportAsked(m_run); });
    return card;
}

void DrillRunView::build() {
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, m_theme.space(Space::medium), m_theme.space(Space::small),
                               m_theme.space(Space::large));
    column->setSpacing(m_theme.space(Space::medium));
    m_reading = new WrapLabel(tr("The run is being read …"), content);
    m_progress = new DrillProgress(m_theme, content);
    m_verdict = verdictCard();
    m_bars = new TargetBars(m_theme, tr("RTO and RPO"), content);
    m_barsCard =
        new ChartCard(m_theme, QStringLiteral("drill.bars"), tr("Against the targets"), m_bars, content);
    m_timeline = new RecoveryTimeline(m_theme, content);
    m_timelineCard = new ChartCard(m_theme, QStringLiteral("drill.timeline"), tr("Recovery timeline"),
                                   m_timeline, content);
    m_writes = new ProbeWrites(m_theme, content);
    m_writesCard = new ChartCard(m_theme, QStringLiteral("drill.writes"), tr("What the probe was told"),
                                 m_writes, content);
    m_writesCard->setLegend(m_writes->legend());
    m_facts = new Facts(m_theme, QStringLiteral("drill.facts"), tr("Counted"), content);
    m_top = new QBoxLayout(QBoxLayout::LeftToRight);
    m_top->setSpacing(m_theme.space(Space::medium));
    m_top->addWidget(m_verdict, 5);
    m_top->addWidget(m_barsCard, 6);
    m_bottom = new QBoxLayout(QBoxLayout::LeftToRight);
    m_bottom->setSpacing(m_theme.space(Space::medium));
    m_bottom->addWidget(m_writesCard, 7);
    m_bottom->addWidget(m_facts, 4);
    column->addWidget(m_reading);
    column->addWidget(m_progress);
    column->addLayout(m_top);
    column->addWidget(m_timelineCard);
    column->addLayout(m_bottom);
    column->addStretch(1);
    setWidget(content);
    connect(m_progress, &DrillProgress::stopAsked, this, [this]() { emit stopAsked(m_run); });
    refresh();
}

void DrillRunView::showRun(std::int64_t run) {
    if (run != m_run) {
        m_run = run;
        m_samples.clear();
        m_samplesOf = 0;
        m_view = nullptr;
        verticalScrollBar()->setValue(0);
        if (run != 0 && m_desk.view(run) == nullptr)
            m_desk.load(run, onUi(this, [this, run](Result<> loaded) {
                            if (!loaded && run == m_run) {
                                m_reading->setText(said(loaded.error().text()));
                                emit failed(loaded.error());
                            } else {
                                refresh();
                            }
                        }));
    }
    m_reading->setText(tr("The run is being read …"));
    refresh();
}

bool DrillRunView::open() const {
    return m_view && m_view->stage != ports::Stage::closed && m_view->stage != ports::Stage::interrupted;
}

void DrillRunView::refresh() {
    m_view = m_run == 0 ? nullptr : m_desk.view(m_run);
    const bool there = m_view && m_view->report && m_view->state;
    m_reading->setVisible(!there);
    m_progress->setVisible(there && open());
    m_verdict->setVisible(there && !open());
    for (QWidget* part : {static_cast<QWidget*>(m_barsCard), static_cast<QWidget*>(m_facts)})
        part->setVisible(there && !open());
    m_timelineCard->setVisible(there);
    m_writesCard->setVisible(there);
    if (!there)
        return;
    const auto& report = *m_view->report;
    if (open()) {
        m_progress->showView(*m_view);
        m_progress->tick(QDateTime::currentMSecsSinceEpoch());
    } else {
        const StateLook look = m_view->stage == ports::Stage::interrupted
                                   ? StateLook{QStringLiteral("warning"), tr("Interrupted"), Role::bad}
                                   : lookOf(report.verdict);
        const int side = m_theme.pixels(22);
        m_glyph->setPixmap(m_theme.icon(look.icon, look.role).pixmap(QSize(side, side), devicePixelRatioF()));
        m_word->setText(look.word);
        Theme::setTone(m_word, look.role);
        m_when->setText(tr("Run %1 · %2").arg(report.run).arg(whenText(report.openedUtcMs)));
        QStringList reasons;
        for (const auto& why : report.why) {
            QString line = said(why);
            if (!line.isEmpty())
                line[0] = line[0].toUpper();
            reasons += line + QLatin1Char('.');
        }
        if (report.faultStands)
            reasons.prepend(tr("What the drill broke has not been put back completely."));
        m_reasons->setText(reasons.isEmpty() ? tr("No reason was recorded.")
                                             : reasons.join(QLatin1Char('\n')));
        m_unattended->setVisible(report.unattended);
        m_bars->setBars(targetBars(report));
        m_facts->set(factsOf(report));
    }
    if (m_samplesOf != m_run)
        askSamples();
    refreshCharts();
    m_timer->stop();
    if (isVisible() && open())
        m_timer->start();
}

void DrillRunView::refreshCharts() {
    if (!m_view || !m_view->report)
        return;
    m_timeline->setLanes(
        report::recoveryLanes(*m_view->report, m_samples, open() ? QDateTime::currentMSecsSinceEpoch() : 0));
    m_timelineCard->setLegend(m_timeline->legend());
    std::int64_t origin = m_samples.empty() ? 0 : m_samples.front().scheduledNs;
    const auto fault = m_view->state->stampsNs.find("fault");
    const auto faultUtc = parseUtc(m_view->report->milestones.faultUtc);
    const bool broken = faultUtc.has_value();
    if (fault != m_view->state->stampsNs.end())
        origin = fault->second;
    else if (faultUtc && !m_samples.empty())
        origin = m_samples.front().sentNs + (*faultUtc - m_samples.front().utcMs) * 1'000'000;
    // A stamp of another boot's clock would lie far from every sample: then the clock of people decides.
    if (faultUtc && !m_samples.empty()) {
        const auto byUtc = m_samples.front().sentNs + (*faultUtc - m_samples.front().utcMs) * 1'000'000;
        if (std::abs(static_cast<double>(origin) - static_cast<double>(byUtc)) > 2e9)
            origin = byUtc;
    }
    m_writes->setSamples(m_samples, origin, broken);
}

void DrillRunView::askSamples() {
    if (m_asking || m_run == 0)
        return;
    m_asking = true;
    m_samplesOf = m_run;
    m_desk.samples(m_run, onUi<std::vector<metrics::Sample>>(
                              this, [this, run = m_run](Result<std::vector<metrics::Sample>> samples) {
                                  m_asking = false;
                                  if (run != m_run)
                                      return askSamples();
                                  if (samples) // without them the chart says that there are none
                                      m_samples = std::move(*samples);
                                  refreshCharts();
                              }));
}

void DrillRunView::tick() {
    if (!open()) {
        m_timer->stop();
        return;
    }
    m_progress->tick(QDateTime::currentMSecsSinceEpoch());
    if (++m_ticks % samplesEveryTicks == 0)
        askSamples();
}

void DrillRunView::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    const bool wide = viewport()->width() > m_theme.pixels(820);
    for (auto* row : {m_top, m_bottom})
        row->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void DrillRunView::showEvent(QShowEvent* event) {
    QScrollArea::showEvent(event);
    refresh();
}

void DrillRunView::hideEvent(QHideEvent* event) {
    QScrollArea::hideEvent(event);
    m_timer->stop();
}

} // namespace muster::ui
