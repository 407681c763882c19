#include "ui/home/FaultTimeBox.h"

#include "ui/home/Labels.h"
#include "ui/home/Phrases.h"
#include "ui/home/Preselect.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRadioButton>
#include <QVBoxLayout>

namespace muster::ui {

using namespace home;

FaultTimeBox::FaultTimeBox(Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_choices(new QButtonGroup(this)), m_probe(new QRadioButton),
      m_time(new QLineEdit), m_understood(label({}, "small", "faint")) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.space(Space::tight));
    m_probe->setObjectName(QStringLiteral("declare.fault.probe"));
    m_choices->addButton(m_probe, probe);
    column->addWidget(m_probe);
    auto* row = new QHBoxLayout;
    row->setSpacing(theme.space(Space::large));
    const auto add = [&](Choice choice, const QString& text, const char* name, const QString& tip) {
        auto* out = new QRadioButton(text);
        out->setObjectName(QLatin1String(name));
        out->setAccessibleName(QStringLiteral("Fault time: ") + text);
        out->setToolTip(tip);
        m_choices->addButton(out, choice);
        row->addWidget(out);
    };
    add(now, QStringLiteral("Now"), "declare.fault.now",
        QStringLiteral("It has just happened: the clock starts with the declaration"));
    add(known, QStringLiteral("Known"), "declare.fault.known", QStringLiteral("You know when it happened"));
    add(estimated, QStringLiteral("Estimated"), "declare.fault.estimated",
        QStringLiteral("You can say about when; the report says that it is an estimate"));
    add(unknown, QStringLiteral("Unknown"), "declare.fault.unknown",
        QStringLiteral("Nobody knows: no RTO can be said then"));
    row->addStretch(1);
    column->addLayout(row);
    m_time->setObjectName(QStringLiteral("declare.fault.time"));
    m_time->setAccessibleName(QStringLiteral("Time of the fault, UTC"));
    m_time->setToolTip(QStringLiteral("In UTC: 10:40, 10:40:07 or 2026-11-24 10:40"));
    m_time->setPlaceholderText(QStringLiteral("10:40:07 UTC"));
    auto* typed = new QHBoxLayout;
    typed->setSpacing(theme.space(Space::medium));
    typed->addWidget(m_time);
    typed->addWidget(m_understood, 1);
    column->addLayout(typed);
    connect(m_choices, &QButtonGroup::idClicked, this, [this](int choice) {
        m_touched = true;
        if (choice == known || choice == estimated)
            m_time->setFocus(Qt::OtherFocusReason);
    });
    connect(m_choices, &QButtonGroup::idToggled, this, [this] { read(); });
    connect(m_time, &QLineEdit::textEdited, this, [this] { read(); });
    m_choices->button(now)->setChecked(true);
    setEdge(0, 0);
}

void FaultTimeBox::setEdge(std::int64_t lastGoodUtcMs, std::int64_t firstBadUtcMs) {
    const auto present = nowUtcMs();
    m_edgeUtcMs = firstBadUtcMs == 0 ? 0 : lastGoodUtcMs != 0 ? lastGoodUtcMs : firstBadUtcMs;
    m_probe->setVisible(m_edgeUtcMs != 0);
    if (m_edgeUtcMs != 0) {
        const auto last = momentUtc(firstBadUtcMs, present);
        m_probe->setText(
            lastGoodUtcMs == 0
                ? QStringLiteral("Seen by the probe: before %1").arg(last)
                : QStringLiteral("Seen by the probe: between %1 and %2")
                      .arg(momentUtc(lastGoodUtcMs, present).remove(QStringLiteral(" UTC")), last));
        m_probe->setAccessibleName(m_probe->text());
        m_probe->setToolTip(QStringLiteral(
            "The clock starts at the last good answer, so that no recovery looks faster than it was"));
    }
    if (!m_touched || (m_edgeUtcMs == 0 && m_probe->isChecked()))
        m_choices->button(m_edgeUtcMs != 0 ? probe : now)->setChecked(true);
    read();
}

void FaultTimeBox::read() {
    const int choice = m_choices->checkedId();
    const bool typing = choice == known || choice == estimated;
    m_time->setVisible(typing);
    m_understood->setVisible(typing);
    const auto present = nowUtcMs();
    m_typed = parseFaultTime(m_time->text(), present);
    if (m_typed)
        m_understood->setText(
            QStringLiteral("%1, %2").arg(momentUtc(*m_typed, present), ago(*m_typed, present)));
    else
        m_understood->setText(
            m_time->text().isEmpty()
                ? QStringLiteral("In UTC: 10:40, 10:40:07 or 2026-11-24 10:40. It is %1 now.")
                      .arg(clockUtc(present))
                : QStringLiteral("This is no time in the past. Write 10:40, 10:40:07 or 2026-11-24 10:40."));
    setTone(m_understood, m_typed || m_time->text().isEmpty() ? "faint" : "bad");
    emit changed();
}

bool FaultTimeBox::into(ports::Declaration& declaration) const {
    declaration.faultUtcMs = 0;
    switch (m_choices->checkedId()) {
    case probe:
        declaration.faultTime = ports::FaultTime::known;
        declaration.faultUtcMs = m_edgeUtcMs;
        return true;
    case known:
    case estimated:
        declaration.faultTime =
            m_choices->checkedId() == known ? ports::FaultTime::known : ports::FaultTime::estimated;
        declaration.faultUtcMs = m_typed.value_or(0);
        return m_typed.has_value();
    case unknown:
        declaration.faultTime = ports::FaultTime::unknown;
        return true;
    default:
        declaration.faultTime = ports::FaultTime::now;
        return true;
    }
}

} // namespace muster::ui
