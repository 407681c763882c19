#include "ui/reports/ReportHead.h"

#include "ui/reports/VerdictWords.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Bend.h"
#include "ui/widgets/Card.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/StatusChip.h"
#include "ui/widgets/WrapLabel.h"

#include <QBoxLayout>
#include <QLabel>

namespace muster::ui {
namespace {

QLabel* label(const QString& text, Type type, Role role, QWidget* parent) {
    auto* out = new QLabel(text, parent);
    out->setTextFormat(Qt::PlainText);
    Theme::setType(out, type);
    Theme::setTone(out, role);
    return out;
}

void empty(QWidget* widget) {
    while (auto* item = widget->layout()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

} // namespace

ReportHead::ReportHead(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setObjectName(QStringLiteral("reportHead"));
    m_kind = label({}, Type::small, Role::faint, this);
    m_title = new WrapLabel({}, this);
    m_title->setObjectName(QStringLiteral("reportTitle"));
    Theme::setType(m_title, Type::title);
    m_verdict = new StatusChip(theme, this);
    m_verdict->setObjectName(QStringLiteral("reportVerdict"));
    m_qualifier = label({}, Type::strong, Role::text, this);
    m_why = new WrapLabel({}, this);
    m_why->setObjectName(QStringLiteral("reportWhy"));
    m_figures = new QWidget(this);
    m_figures->setObjectName(QStringLiteral("reportFigures"));
    new Bend(new QHBoxLayout(m_figures), this, theme, 560);
    m_warnings = new QWidget(this);
    new QVBoxLayout(m_warnings);

    auto* first = new QHBoxLayout;
    new Bend(first, this, theme, 780);
    auto kind = m_kind->sizePolicy(); // the buttons come first, it has what they leave
    kind.setHorizontalPolicy(QSizePolicy::Ignored);
    m_kind->setSizePolicy(kind);
    first->addWidget(m_kind, 1);
    m_actions = new FlowLayout(nullptr, theme.space(Space::small));
    first->addLayout(m_actions);
    auto* verdict = new QHBoxLayout;
    verdict->setObjectName(QStringLiteral("verdictRow"));
    verdict->addWidget(m_verdict);
    verdict->addWidget(m_qualifier);
    verdict->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->addLayout(first);
    column->addWidget(m_title);
    column->addLayout(verdict);
    column->addWidget(m_why);
    column->addWidget(m_figures);
    column->addWidget(m_warnings);
    connect(&theme, &Theme::changed, this, &ReportHead::arrange);
    arrange();
}

void ReportHead::arrange() {
    const int edge = m_theme.space(Space::wide);
    layout()->setContentsMargins(edge, m_theme.space(Space::medium), edge, m_theme.space(Space::medium));
    static_cast<QVBoxLayout*>(layout())->setSpacing(m_theme.space(Space::small));
    m_figures->layout()->setContentsMargins(0, 0, 0, 0);
    m_figures->layout()->setSpacing(m_theme.space(Space::medium));
    m_warnings->layout()->setContentsMargins(0, 0, 0, 0);
    m_warnings->layout()->setSpacing(m_theme.space(Space::tight));
}

void ReportHead::setSheet(const report::Sheet& sheet) {
    m_sheet = sheet;
    m_sheet.sections.clear();
    m_kind->setText(QString::fromStdString(sheet.kind + " · " + sheet.run + " · " + sheet.environment));
    m_title->setText(QString::fromStdString(sheet.title));
    m_verdict->set(verdictIcon(sheet.verdict), QString::fromStdString(sheet.verdict), toneRole(sheet.tone));
    m_verdict->setAccessibleName(QStringLiteral("Verdict: ") + QString::fromStdString(sheet.verdict));
    m_qualifier->setText(QString::fromStdString(sheet.qualifier));
    m_qualifier->setVisible(!sheet.qualifier.empty());
    QStringList why;
    for (const auto& reason : sheet.why)
        why.append(QString::fromStdString(reason));
    m_why->setText(why.join(QLatin1Char('\n')));
    m_why->setVisible(!why.isEmpty());
    showFigures();
}

void ReportHead::showFigures() {
    empty(m_figures);
    empty(m_warnings);
    for (const auto& figure : m_sheet.figures) {
        auto* card = new Card(m_theme, m_figures, Role::raised);
        card->setObjectName(QStringLiteral("reportFigure") + QString::fromStdString(figure.name));
        auto* row = new QHBoxLayout;
        row->addWidget(label(QString::fromStdString(figure.name), Type::strong, Role::text, card));
        row->addStretch(1);
        row->addWidget(new StatusChip(m_theme, toneIcon(figure.tone), QString::fromStdString(figure.result),
                                      toneRole(figure.tone), card, StatusChip::Look::plain));
        card->body()->addLayout(row);
        card->body()->addWidget(label(QString::fromStdString(figure.value), Type::figure, Role::text, card));
        card->body()->addWidget(label(QString::fromStdString(figure.target + " · " + figure.note),
                                      Type::small, Role::faint, card));
        m_figures->layout()->addWidget(card);
        card->show();
    }
    m_figures->setVisible(!m_sheet.figures.empty());
    for (const auto& warning : m_sheet.warnings) {
        auto* line = new QWidget(m_warnings);
        auto* row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(m_theme.space(Space::small));
        auto* icon = new QLabel(line);
        icon->setPixmap(m_theme.icon(QStringLiteral("warning"), toneRole(warning.tone))
                            .pixmap(m_theme.pixels(16), m_theme.pixels(16)));
        row->addWidget(icon, 0, Qt::AlignTop);
        row->addWidget(new WrapLabel(QString::fromStdString(warning.text), line), 1);
        m_warnings->layout()->addWidget(line);
        line->show();
    }
    m_warnings->setVisible(!m_sheet.warnings.empty());
}

} // namespace muster::ui
