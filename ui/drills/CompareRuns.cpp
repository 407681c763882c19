#include "ui/drills/CompareRuns.h"

#include "ui/drills/DrillRunView.h"
#include "ui/drills/DrillWords.h"
#include "ui/shell/DeskEvents.h"
#include "ui/widgets/Card.h"

#include <QLabel>
#include <cmath>

namespace muster::ui {
namespace {

std::string count(const report::Count& value) {
    return value ? std::to_string(*value) : "not known";
}

std::string difference(report::Seconds earlier, report::Seconds later) {
    if (!earlier || !later)
        return "";
    const double more = *later - *earlier;
    if (std::abs(more) < 0.05)
        return "the same";
    return report::spoken(std::abs(more)) + (more > 0 ? " longer" : " shorter");
}

std::string difference(const report::Count& earlier, const report::Count& later) {
    if (!earlier || !later)
        return "";
    const auto more = *later - *earlier;
    return more == 0 ? "the same" : std::to_string(std::abs(more)) + (more > 0 ? " more" : " fewer");
}

std::string sha(const report::Report& report, const std::string& role) {
    for (const auto& each : report.documents)
        if (each.role == role)
            return each.sha256;
    return "";
}

} // namespace

report::TableOf comparison(const report::Report& earlier, const report::Report& later) {
    report::TableOf out;
    out.head = {"What", "Run " + std::to_string(earlier.run), "Run " + std::to_string(later.run),
                "Difference"};
    const auto words = [&](const char* name, const std::string& one, const std::string& other) {
        out.rows.push_back({name, one, other, one == other ? "the same" : "different"});
    };
    const auto seconds = [&](const char* name, report::Seconds one, report::Seconds other) {
        if (one || other)
            out.rows.push_back({name, report::spoken(one), report::spoken(other), difference(one, other)});
    };
    const auto number = [&](const char* name, const report::Count& one, const report::Count& other) {
        if (one || other)
            out.rows.push_back({name, count(one), count(other), difference(one, other)});
    };
    words("Verdict", lookOf(earlier.verdict).word.toStdString(), lookOf(later.verdict).word.toStdString());
    seconds("RTO", earlier.rto, later.rto);
    seconds("RTO target", earlier.rtoTarget, later.rtoTarget);
    seconds("RPO", earlier.rpo, later.rpo);
    seconds("RPO target", earlier.rpoTarget, later.rpoTarget);
    seconds("Detected", earlier.milestones.detected, later.milestones.detected);
    seconds("Claimed", earlier.milestones.claimed, later.milestones.claimed);
    seconds("Writable", earlier.milestones.writable, later.milestones.writable);
    seconds("Stable", earlier.milestones.stable, later.milestones.stable);
    number("Acknowledged writes", earlier.counts.acknowledged, later.counts.acknowledged);
    number("Lost writes", earlier.counts.lost, later.counts.lost);
    number("Unknown answers", earlier.counts.unknown, later.counts.unknown);
    seconds("Work done again", earlier.workLost, later.workLost);
    words("Person", earlier.unattended ? "unattended" : "attended",
          later.unattended ? "unattended" : "attended");
    words("Data", said(earlier.dataSize).toStdString(), said(later.dataSize).toStdString());
    words("Hardware", said(earlier.hardware).toStdString(), said(later.hardware).toStdString());
    for (const auto& [role, name] : {std::pair{"runbook", "Runbook"}, std::pair{"drill", "Drill"},
                                     std::pair{"environment", "Environment file"}}) {
        const std::string one = sha(earlier, role), other = sha(later, role);
        if (!one.empty() || !other.empty())
            out.rows.push_back(
                {name, one.substr(0, 8), other.substr(0, 8), one == other ? "the same" : "changed"});
    }
    return out;
}

CompareRuns::CompareRuns(ports::Desk& desk, Theme& theme, QWidget* parent) : QWidget(parent), m_desk(desk) {
    setObjectName(QStringLiteral("drill.compare"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.space(Space::medium));
    m_bars = new TargetBars(theme, tr("Both runs"), this);
    column->addWidget(new ChartCard(theme, QStringLiteral("drill.compare.bars"),
                                    tr("Both against the targets"), m_bars, this));
    auto* card = new Card(theme, this);
    m_title = new QLabel(card);
    Theme::setType(m_title, Type::strong);
    m_table = new FigureTable(theme, tr("What differs"), card);
    m_table->setObjectName(QStringLiteral("drill.compare.table"));
    m_table->fitRows(24);
    card->body()->addWidget(m_title);
    card->body()->addWidget(m_table);
    column->addWidget(card);
}

void CompareRuns::compare(std::int64_t earlier, std::int64_t later) {
    m_earlier = earlier;
    m_later = later;
    for (const auto run : {earlier, later})
        if (!m_desk.view(run))
            m_desk.load(run, onUi(this, [this](Result<> loaded) {
                            if (loaded)
                                refresh();
                            else
                                m_title->setText(said(loaded.error().text()));
                        }));
    refresh();
}

void CompareRuns::refresh() {
    const auto earlier = m_desk.view(m_earlier);
    const auto later = m_desk.view(m_later);
    if (!earlier || !later || !earlier->report || !later->report) {
        m_title->setText(tr("The runs are being read …"));
        return;
    }
    m_title->setText(tr("What differs"));
    auto bars = targetBars(*earlier->report, tr("Run %1, ").arg(m_earlier));
    const auto more = targetBars(*later->report, tr("Run %1, ").arg(m_later));
    // RTO beside RTO, RPO beside RPO.
    m_bars->setBars({bars[0], more[0], bars[1], more[1]});
    m_table->set(comparison(*earlier->report, *later->report));
}

} // namespace muster::ui
