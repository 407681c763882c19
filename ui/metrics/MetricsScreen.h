// What all runs say together: how many drills passed, how near the worst came to its target, what was lost,
// how old the proofs are, and where the time of incidents went. Computed by models/report/Scoreboard; here it
// is filtered, shown and exported.
#pragma once

#include "models/ports/Desk.h"
#include "models/report/Scoreboard.h"
#include "ui/shell/Screen.h"

class QBoxLayout;
class QComboBox;
class QStackedWidget;

namespace muster::ui {

class Button;
class ChartCard;
class DeskEvents;
class EmptyState;
class FigureTable;
class MetricTile;
class TargetBars;
class Theme;
class TimeKinds;
class WrapLabel;

class MetricsScreen : public Screen {
    Q_OBJECT
public:
    MetricsScreen(ports::Desk& desk, DeskEvents& events, Theme& theme, QWidget* parent);

    [[nodiscard]] QString name() const override { return QStringLiteral("metrics"); }
    [[nodiscard]] QString title() const override { return tr("Metrics"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("metrics"); }
    void shown() override;
    [[nodiscard]] QVariantMap unfinished() const override;
    void restore(const QVariantMap& unfinished) override;

    [[nodiscard]] QString asMarkdown() const;
    [[nodiscard]] QString asCsv() const;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    QWidget* header();
    QWidget* freshnessCard();
    void refresh();
    void fillEnvironments();
    void tiles();
    void charts();
    void freshnessTable();
    void incidents();
    void exportTo(bool csv);
    void arrange();
    [[nodiscard]] report::Filter filter() const;
    [[nodiscard]] QString filterWords() const;

    ports::Desk& m_desk;
    Theme& m_theme;
    report::Scoreboard m_board;
    QStackedWidget* m_stack = nullptr;
    QComboBox* m_environment = nullptr;
    QComboBox* m_period = nullptr;
    Button* m_export = nullptr;
    MetricTile* m_success = nullptr;
    MetricTile* m_worst = nullptr;
    MetricTile* m_within = nullptr;
    MetricTile* m_lost = nullptr;
    TargetBars* m_rto = nullptr;
    TargetBars* m_rpo = nullptr;
    FigureTable* m_fresh = nullptr;
    TimeKinds* m_times = nullptr;
    WrapLabel* m_declared = nullptr;
    QList<QBoxLayout*> m_rows; // side by side where there is room
    QBoxLayout* m_tileRow = nullptr;
    QBoxLayout* m_tileRows[2] = {};
};

} // namespace muster::ui
