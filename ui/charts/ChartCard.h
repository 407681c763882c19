// A chart with its title, a sentence that says what it shows, its legend, and the same figures as a table one
// key away. The table can be copied for spreadsheets and for documents.
#pragma once

#include "ui/charts/ChartSurface.h"
#include "ui/charts/FigureTable.h"
#include "ui/charts/Patterns.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

class QHBoxLayout;
class QStackedWidget;
class QVBoxLayout;

namespace muster::ui {

class ChartCard : public QFrame {
    Q_OBJECT
public:
    // Takes the chart. `name` becomes the objectName, and begins those of its parts.
    ChartCard(Theme& theme, const QString& name, const QString& title, ChartSurface* chart, QWidget* parent);

    void setLegend(const QList<Legend::Entry>& entries);
    void setTitle(const QString& title);
    void showTable(bool shown);
    [[nodiscard]] bool tableShown() const;
    [[nodiscard]] FigureTable* table() const { return m_table; }
    [[nodiscard]] ChartSurface* chart() const { return m_chart; }

private:
    void refresh();
    QToolButton* copyButton();

    Theme& m_theme;
    ChartSurface* m_chart = nullptr;
    FigureTable* m_table = nullptr;
    Legend* m_legend = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_sentence = nullptr;
    QWidget* m_picture = nullptr; // chart and legend
    QPushButton* m_asTable = nullptr;
};

} // namespace muster::ui
