#include "ui/charts/ChartCard.h"

#include <QBoxLayout>
#include <QMenu>

namespace muster::ui {

ChartCard::ChartCard(Theme& theme, const QString& name, const QString& title, ChartSurface* chart,
                     QWidget* parent)
    : QFrame(parent), m_theme(theme), m_chart(chart) {
    setObjectName(name);
    setProperty("card", true);
    Theme::setPanel(this, Role::surface);

    m_title = new QLabel(this);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    Theme::setType(m_title, Type::strong);
    m_sentence = new QLabel(this);
    m_sentence->setObjectName(name + QStringLiteral(".sentence"));
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    Theme::setType(m_sentence, Type::small);
    Theme::setTone(m_sentence, Role::faint);

    m_asTable = new QPushButton(tr("Table"), this);
    m_asTable->setObjectName(name + QStringLiteral(".asTable"));
    m_asTable->setCheckable(true);
    m_asTable->setProperty("kind", "quiet");
    m_asTable->setToolTip(tr("Chart: show the same figures as a table"));
    auto* copy = copyButton();

    m_picture = new QWidget(this);
    m_legend = new Legend(theme, {}, m_picture);
    m_legend->hide();
    auto* picture = new QVBoxLayout(m_picture);
    picture->setContentsMargins(0, 0, 0, 0);
    picture->setSpacing(theme.space(Space::small));
    m_chart->setParent(m_picture);
    m_chart->setObjectName(name + QStringLiteral(".chart"));
    picture->addWidget(m_chart);
    picture->addWidget(m_legend);
    m_table = new FigureTable(theme, title, this);
    m_table->setObjectName(name + QStringLiteral(".table"));
    m_table->fitRows(12);
    m_table->hide();

    auto* head = new QHBoxLayout;
    head->setSpacing(theme.space(Space::tight));
    head->addWidget(m_title, 1);
    head->addWidget(m_asTable);
    head->addWidget(copy);
    auto* column = new QVBoxLayout(this);
    const int pad = theme.space(Space::large);
    column->setContentsMargins(pad, theme.space(Space::medium), pad, pad);
    column->setSpacing(theme.space(Space::small));
    column->addLayout(head);
    column->addWidget(m_sentence);
    column->addWidget(m_picture);
    column->addWidget(m_table);
    column->addStretch(0);

    connect(m_asTable, &QPushButton::toggled, this, &ChartCard::showTable);
    connect(m_chart, &ChartSurface::dataChanged, this, &ChartCard::refresh);
    setTitle(title);
    refresh();
}

QToolButton* ChartCard::copyButton() {
    auto* button = new QToolButton(this);
    button->setObjectName(objectName() + QStringLiteral(".copy"));
    button->setAccessibleName(tr("Copy the figures"));
    button->setToolTip(tr("Figures: copy them"));
    button->setIcon(m_theme.icon(QStringLiteral("copy"), Role::faint));
    button->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(button);
    menu->addAction(tr("Figures: copy as CSV"), this, [this]() { m_table->copyAsCsv(); });
    menu->addAction(tr("Figures: copy as Markdown"), this, [this]() { m_table->copyAsMarkdown(); });
    button->setMenu(menu);
    return button;
}

void ChartCard::setLegend(const QList<Legend::Entry>& entries) {
    m_legend->setEntries(entries);
    m_legend->setVisible(!entries.isEmpty());
}

void ChartCard::setTitle(const QString& title) {
    m_title->setText(title);
    setAccessibleName(title);
    m_chart->setAccessibleName(tr("Chart: %1").arg(title));
    m_asTable->setAccessibleName(tr("%1 as a table").arg(title));
    m_table->setAccessibleName(title);
}

void ChartCard::showTable(bool shown) {
    m_asTable->setChecked(shown);
    m_asTable->setText(shown ? tr("Chart") : tr("Table"));
    m_asTable->setToolTip(shown ? tr("Table: show the figures as a chart")
                                : tr("Chart: show the same figures as a table"));
    m_picture->setVisible(!shown);
    m_table->setVisible(shown);
}

bool ChartCard::tableShown() const {
    return m_asTable->isChecked();
}

void ChartCard::refresh() {
    m_sentence->setText(m_chart->sentence());
    m_chart->setAccessibleDescription(m_chart->sentence());
    setAccessibleDescription(m_chart->sentence());
    m_table->set(m_chart->table());
}

} // namespace muster::ui
