#include "ui/charts/TimeKinds.h"

#include "models/report/Standing.h"

#include <algorithm>

namespace muster::ui {
namespace {

struct Kind {
    const char* word;
    double report::TimeByKind::*part;
    Look look;
};

const std::array<Kind, 5> kinds{
    {{"machine", &report::TimeByKind::machine, {Role::accent, Qt::SolidPattern, 0.4}},
     {"people", &report::TimeByKind::person, {Role::warning, Qt::HorPattern, 0.1}},
     {"approvals", &report::TimeByKind::approval, {Role::warning, Qt::DiagCrossPattern, 0.1}},
     {"messages", &report::TimeByKind::communications, {Role::text, Qt::Dense6Pattern, 0.05}},
     {"console not running", &report::TimeByKind::interrupted, {Role::bad, Qt::BDiagPattern, 0.1}}}};

double rowHeight(const QFontMetricsF& body, const Theme& theme) {
    return body.height() * 2 + theme.space(Space::medium);
}

} // namespace

TimeKinds::TimeKinds(Theme& theme, QWidget* parent)
    : ChartSurface(theme, parent), m_series(new QHorizontalStackedBarSeries(this)),
      m_axis(new QValueAxis(this)), m_rows(new QValueAxis(this)) {
    for (std::size_t i = 0; i < m_sets.size(); ++i) {
        m_sets[i] = new QBarSet(QString(), this);
        m_series->append(m_sets[i]);
    }
    chart()->addSeries(m_series);
    chart()->addAxis(m_axis, Qt::AlignBottom);
    m_series->attachAxis(m_axis);
    m_axis->setVisible(false);
    chart()->addAxis(m_rows, Qt::AlignLeft);
    m_series->attachAxis(m_rows);
    m_rows->setVisible(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    refresh();
}

void TimeKinds::setGroups(std::vector<Group> groups) {
    m_groups = std::move(groups);
    double most = 1;
    for (const auto& group : m_groups)
        most = std::max(most, group.times.total());
    for (std::size_t i = 0; i < m_sets.size(); ++i) {
        m_sets[i]->remove(0, m_sets[i]->count());
        QList<double> values;
        for (auto group = m_groups.rbegin(); group != m_groups.rend(); ++group)
            values.append(group->times.*kinds[i].part);
        m_sets[i]->append(values);
    }
    m_axis->setRange(0, most);
    m_rows->setRange(-0.5, std::max(static_cast<double>(m_groups.size()), 1.0) - 0.5);
    refresh();
}

QString TimeKinds::sentence() const {
    QStringList parts;
    for (const auto& group : m_groups)
        if (group.times.total() > 0)
            parts += tr("%1: %2, of which %3 waiting for people")
                         .arg(group.name, QString::fromStdString(report::spoken(group.times.total())),
                              QString::fromStdString(report::spoken(
                                  group.times.person + group.times.approval + group.times.communications)));
    return parts.isEmpty() ? tr("No incident has been closed.")
                           : parts.join(QStringLiteral("; ")) + QLatin1Char('.');
}

report::TableOf TimeKinds::table() const {
    report::TableOf out;
    out.head = {"Incidents"};
    for (const auto& kind : kinds)
        out.head.emplace_back(kind.word);
    out.head.emplace_back("all");
    for (const auto& group : m_groups) {
        std::vector<std::string> row{group.name.toStdString()};
        for (const auto& kind : kinds)
            row.push_back(report::spoken(group.times.*kind.part));
        row.push_back(report::spoken(group.times.total()));
        out.rows.push_back(std::move(row));
    }
    return out;
}

QList<Legend::Entry> TimeKinds::legend() {
    QList<Legend::Entry> out;
    for (const auto& kind : kinds)
        out.append({kind.look, tr(kind.word)});
    return out;
}

QSize TimeKinds::sizeHint() const {
    return {theme().pixels(360),
            static_cast<int>(rowHeight(metrics(Type::small), theme()) *
                             static_cast<double>(std::max<std::size_t>(m_groups.size(), 1))) +
                4};
}

QSize TimeKinds::minimumSizeHint() const {
    return {theme().pixels(220), sizeHint().height()};
}

void TimeKinds::arrange() {
    const auto body = metrics(Type::small);
    const double row = rowHeight(body, theme());
    plotAt({0, body.height() / 2, static_cast<double>(width()),
            row * static_cast<double>(std::max<std::size_t>(m_groups.size(), 1))});
    m_series->setBarWidth(theme().pixels(14) / row);
}

void TimeKinds::restyle() {
    for (std::size_t i = 0; i < m_sets.size(); ++i) {
        const QColor colour = theme().colour(kinds[i].look.role);
        m_sets[i]->setBrush(QBrush(colour, kinds[i].look.pattern));
        m_sets[i]->setPen(QPen(colour, 1));
    }
}

void TimeKinds::paintOver(QPainter& painter) {
    const auto body = metrics(Type::small);
    const double row = rowHeight(body, theme());
    for (std::size_t i = 0; i < m_groups.size(); ++i) {
        const QRectF line(0, row * static_cast<double>(i), width(), body.height());
        write(painter, line, Qt::AlignLeft | Qt::AlignVCenter, m_groups[i].name, Type::small, Role::text);
        write(painter, line, Qt::AlignRight | Qt::AlignVCenter,
              QString::fromStdString(report::spoken(m_groups[i].times.total())), Type::monoSmall, Role::text);
    }
}

} // namespace muster::ui
