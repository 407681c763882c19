#include "ui/home/ServiceTile.h"

#include "ui/home/HealthStrip.h"
#include "ui/home/Labels.h"
#include "ui/home/Phrases.h"
#include "ui/theme/Theme.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <cmath>

namespace muster::ui {

using namespace home;
using State = ports::ServiceHealth::State;

ServiceTile::ServiceTile(Theme& theme, const std::string& service, QWidget* parent)
    : QFrame(parent), m_theme(theme), m_name(label(plain(service), "strong")),
      m_state(new Status(theme, "title")), m_since(label({}, "body", "faint")),
      m_why(label({}, "body", "text")), m_strip(new HealthStrip(theme)), m_asOf(label({}, "small", "faint")),
      m_figures(label({}, "small", "faint")),
      m_declare(button(m_theme, QStringLiteral("Declare an incident"), "declareFromTile",
                       QStringLiteral("Declare an incident of this service"))) {
    m_health.service = service;
    setObjectName(QStringLiteral("tile.") + plain(service));
    setProperty("card", true);
    setProperty("panel", QStringLiteral("surface"));
    auto* column = new QVBoxLayout(this);
    const int margin = theme.space(Space::large);
    column->setContentsMargins(margin, theme.space(Space::medium), margin, margin);
    column->setSpacing(theme.space(Space::small));
    column->addWidget(m_name);
    auto* row = new QHBoxLayout;
    row->addWidget(m_state);
    row->addWidget(m_since, 1, Qt::AlignBottom);
    column->addLayout(row);
    column->addWidget(m_why);
    m_strip->setObjectName(QStringLiteral("strip.") + plain(service));
    m_strip->setMaximumWidth(theme.pixels(480));
    column->addWidget(m_strip);
    column->addWidget(m_asOf);
    column->addWidget(m_figures);
    column->addWidget(m_declare, 0, Qt::AlignLeft);
    column->addStretch(1);
    m_declare->setAccessibleName(QStringLiteral("Declare an incident of ") + plain(service));
    connect(m_declare, &QPushButton::clicked, this,
            [this] { emit declareAsked(QString::fromStdString(m_health.service)); });
}

void ServiceTile::show(const ports::ServiceHealth& health, const environment::Service* declared,
                       std::int64_t nowMs) {
    m_health = health;
    QStringList figures;
    if (health.milliseconds)
        figures << QStringLiteral("Answers in %1 ms (median)").arg(std::lround(*health.milliseconds));
    if (declared != nullptr)
        figures << QStringLiteral("RTO target %1  ·  RPO target %2")
                       .arg(target(declared->rto), target(declared->rpo));
    m_figures->setText(figures.join(QLatin1Char('\n')));
    m_figures->setVisible(!figures.isEmpty());
    m_strip->show(health.lastMinute);
    tick(nowMs);
}

bool ServiceTile::setProminent(bool prominent) {
    const bool red = seen(m_health, nowUtcMs()).state == State::down;
    const bool now = red && prominent;
    if (now != m_prominent) {
        m_prominent = now;
        m_declare->setKind(now ? Button::Kind::primary : Button::Kind::secondary);
        m_declare->setHint(now ? QKeySequence(Qt::CTRL | Qt::Key_I) : QKeySequence());
    }
    return now;
}

void ServiceTile::tick(std::int64_t nowMs) {
    const auto now = seen(m_health, nowMs);
    const Role role = now.state == State::up     ? Role::text
                      : now.state == State::down ? Role::bad
                                                 : Role::warning;
    m_state->show(iconName(now.state), word(now.state), role);
    m_since->setText(now.sinceUtcMs == 0 ? QString()
                                         : QStringLiteral("for ") + lasting(nowMs - now.sinceUtcMs));
    const auto why = sentence(now.why);
    m_why->setText(brief(why));
    m_why->setToolTip(m_why->plainText() == why ? QString() : why.toHtmlEscaped());
    m_why->setVisible(now.state != State::up && !now.why.empty());
    m_asOf->setText(now.asOfUtcMs == 0
                        ? QStringLiteral("No answer yet")
                        : QStringLiteral("As of %1 (%2)")
                              .arg(momentUtc(now.asOfUtcMs, nowMs), ago(now.asOfUtcMs, nowMs)));
    m_declare->setVisible(now.state == State::down);
    if (const auto name = m_name->plainText() + QStringLiteral(": ") + word(now.state);
        name != accessibleName())
        setAccessibleName(name);
    if (accessibleDescription() != why)
        setAccessibleDescription(why); // what changes every second stands in labels of its own
}

} // namespace muster::ui
