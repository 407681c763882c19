#include "ui/drills/DrillProgress.h"

#include "models/report/Standing.h"
#include "ui/drills/DrillWords.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/StatusChip.h"
#include "ui/widgets/WrapLabel.h"

#include <QLabel>
#include <array>

namespace muster::ui {
namespace {

struct Phase {
    const char* word;
    const char* title;
    const char* about;
};

// In the order of a drill; the words are those of the journal.
constexpr std::array<Phase, 8> phases{{
    {"steady-state", "Steady state", "Looks whether the system is well, before anything is broken."},
    {"break", "Break it", "Injects the fault."},
    {"observe", "Wait until seen", "Waits until the probes see that the service is gone."},
    {"recover", "Recover", "Follows the runbook."},
    {"settle", "Wait until stable", "Waits until writes were acknowledged for a whole stability window."},
    {"put-back", "Put back", "Takes back what was broken."},
    {"steady-again", "Steady again", "Looks whether the system is as it was before."},
    {"verify", "Compare", "Compares every acknowledged write with what is there."},
}};

int indexOf(const std::string& word) {
    for (std::size_t i = 0; i < phases.size(); ++i)
        if (word == phases[i].word)
            return static_cast<int>(i);
    return -1;
}

QLabel* small(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    Theme::setType(label, Type::caption);
    Theme::setTone(label, Role::faint);
    return label;
}

} // namespace

void DrillProgress::resizeEvent(QResizeEvent* event) {
    Card::resizeEvent(event);
    m_row->setDirection(width() > m_theme.pixels(760) ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

QString DrillProgress::phaseTitle(const std::string& phase) {
    const int index = indexOf(phase);
    return index < 0 ? said(phase) : tr(phases[static_cast<std::size_t>(index)].title);
}

DrillProgress::DrillProgress(Theme& theme, QWidget* parent) : Card(theme, parent), m_theme(theme) {
    setObjectName(QStringLiteral("drill.progress"));
    setAccessibleName(tr("Progress of the drill"));
    auto* clocks = new QHBoxLayout;
    clocks->setSpacing(theme.space(Space::wide));
    const auto clock = [&](ClockLabel*& label, QLabel*& word, const QString& text, Type type) {
        auto* column = new QVBoxLayout;
        column->setSpacing(0);
        label = new ClockLabel(this, type);
        word = small(text, this);
        column->addWidget(label);
        column->addWidget(word);
        column->addStretch(1);
        clocks->addLayout(column);
    };
    QLabel* elapsedWord = nullptr;
    clock(m_left, m_leftWord, tr("left to the RTO"), Type::clock);
    clock(m_elapsed, elapsedWord, tr("since the fault"), Type::figure);
    m_left->setObjectName(QStringLiteral("drill.left"));
    m_elapsed->setObjectName(QStringLiteral("drill.elapsed"));
    m_row = new QBoxLayout(QBoxLayout::LeftToRight);
    m_row->setSpacing(theme.space(Space::medium));
    m_row->addLayout(clocks);
    auto* words = new QVBoxLayout;
    words->setSpacing(theme.space(Space::tight));
    m_now = new WrapLabel({}, this);
    m_now->setObjectName(QStringLiteral("drill.now"));
    m_targets = new WrapLabel({}, this);
    Theme::setType(m_targets, Type::small);
    Theme::setTone(m_targets, Role::faint);
    words->addWidget(m_now, 0, Qt::AlignTop);
    words->addWidget(m_targets, 0, Qt::AlignTop);
    words->addStretch(1);
    m_row->addSpacing(theme.space(Space::small));
    m_row->addLayout(words, 1);
    m_stop = new Button(theme, tr("Drill: stop and put back"), QStringLiteral("drill.stop"), this,
                        Button::Kind::danger);
    m_stop->setToolTip(
        tr("Ends the recovery, then takes back what was broken. The drill counts as stopped."));
    m_row->addWidget(m_stop, 0, Qt::AlignTop | Qt::AlignLeft);
    body()->addLayout(m_row);

    auto* row = new QWidget(this);
    auto* flow = new FlowLayout(row, theme.space(Space::small));
    for (const auto& phase : phases) {
        auto* chip = new StatusChip(theme, QStringLiteral("circle"), tr(phase.title), Role::faint, row);
        chip->setToolTip(tr(phase.about));
        flow->addWidget(chip);
        m_chips.push_back(chip);
    }
    body()->addWidget(row);
    connect(m_stop, &QPushButton::clicked, this, &DrillProgress::stopAsked);
}

void DrillProgress::showView(const ports::RunView& view) {
    m_report = view.report;
    m_faultUtcMs = view.faultUtcMs;
    m_recoveredUtcMs = view.recoveredUtcMs;
    m_stable = view.recoveryStable;
    const std::string phase = view.state ? view.state->phase : "";
    const int now = indexOf(phase);
    std::map<std::string, double> lasted;
    std::set<std::string> reached;
    if (m_report)
        for (const auto& segment : m_report->segments)
            if (segment.lane == report::Segment::Lane::phase) {
                reached.insert(segment.what);
                lasted[segment.what] += static_cast<double>(segment.toUtcMs - segment.fromUtcMs) / 1e3;
            }
    for (std::size_t i = 0; i < phases.size(); ++i) {
        const QString title = tr(phases[i].title);
        const int at = static_cast<int>(i);
        if (at == now)
            m_chips[i]->set(QStringLiteral("play"), title, Role::accent);
        else if (reached.contains(phases[i].word))
            m_chips[i]->set(QStringLiteral("check"),
                            title + QStringLiteral(" · ") + said(report::spoken(lasted[phases[i].word])),
                            Role::text);
        else
            m_chips[i]->set(QStringLiteral("circle"), title, Role::faint);
        m_chips[i]->setAccessibleDescription(at == now                          ? tr("now")
                                             : reached.contains(phases[i].word) ? tr("done")
                                                                                : tr("to come"));
    }
    QString text = now < 0 ? tr("Getting ready")
                           : tr("%1. %2").arg(tr(phases[static_cast<std::size_t>(now)].title),
                                              tr(phases[static_cast<std::size_t>(now)].about));
    const auto* visit = view.state ? view.state->active() : nullptr;
    if (visit != nullptr) {
        text = tr("%1: %2").arg(phaseTitle(phase), said(visit->title.empty() ? visit->step : visit->title));
        if (!view.acting.empty())
            text += tr(", on %1").arg(said(view.acting.front().host));
    }
    m_now->setText(text);
    if (m_report)
        m_targets->setText(
            tr("Targets: RTO %1, RPO %2. Nobody is asked: the drill file answers, so the figures count as "
               "unattended.")
                .arg(m_report->rtoTarget ? said(report::spoken(m_report->rtoTarget)) : tr("none"),
                     m_report->rpoTarget ? said(report::spoken(m_report->rpoTarget)) : tr("none")));
    const bool putting = now >= indexOf("put-back");
    m_stop->setEnabled(!putting);
    m_stop->setToolTip(
        putting ? tr("It is being put back already.")
                : tr("Ends the recovery, then takes back what was broken. The drill counts as stopped."));
}

void DrillProgress::tick(std::int64_t nowUtcMs) {
    const bool known = m_report && m_report->rtoTarget.has_value();
    const double target = known ? m_report->rtoTarget.value_or(0) : 0;
    if (m_faultUtcMs == 0) {
        m_elapsed->setUnknown();
        m_left->setTone(Role::text);
        if (known)
            m_left->setSeconds(static_cast<std::int64_t>(target));
        else
            m_left->setUnknown();
        m_leftWord->setText(tr("for the RTO; nothing is broken yet"));
        return;
    }
    const bool back = m_recoveredUtcMs > 0;
    const double gone = static_cast<double>((back ? m_recoveredUtcMs : nowUtcMs) - m_faultUtcMs) / 1e3;
    m_elapsed->setSeconds(static_cast<std::int64_t>(gone));
    if (!known) {
        m_left->setUnknown();
        m_leftWord->setText(tr("no RTO target"));
        return;
    }
    const double left = target - gone;
    m_left->setSeconds(static_cast<std::int64_t>(left));
    m_left->setTone(left < 0 ? Role::bad : left < target * 0.25 && !back ? Role::warning : Role::text);
    m_leftWord->setText(back && m_stable ? tr("left: stable again")
                        : back           ? tr("left: answers again, not stable yet")
                        : left < 0       ? tr("over the RTO")
                                         : tr("left to the RTO"));
}

} // namespace muster::ui
