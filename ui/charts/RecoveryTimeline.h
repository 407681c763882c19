// Who did what when: one lane a part, with the marks fault, detected, declared, claimed, writable and stable
// across all of them. Segments differ by pattern and by the word in them, not by colour alone.
#pragma once

#include "models/report/RecoveryLanes.h"
#include "ui/charts/ChartSurface.h"
#include "ui/charts/Patterns.h"

namespace muster::ui {

class RecoveryTimeline : public ChartSurface {
    Q_OBJECT
public:
    RecoveryTimeline(Theme& theme, QWidget* parent);

    void setLanes(report::RecoveryLanes lanes);
    [[nodiscard]] const report::RecoveryLanes& lanes() const { return m_lanes; }

    [[nodiscard]] QString sentence() const override;
    [[nodiscard]] report::TableOf table() const override;
    [[nodiscard]] QList<Legend::Entry> legend() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void arrange() override;
    void paintUnder(QPainter& painter) override;
    void paintOver(QPainter& painter) override;
    bool viewportEvent(QEvent* event) override; // the tooltip of a segment

private:
    [[nodiscard]] double x(double seconds) const;
    [[nodiscard]] QRectF where(std::size_t lane, const report::LaneSegment& segment) const;
    [[nodiscard]] double laneHeight() const;
    [[nodiscard]] double header() const; // room for the names of the marks
    [[nodiscard]] int markRows() const;
    void paintMarks(QPainter& painter);

    report::RecoveryLanes m_lanes;
};

} // namespace muster::ui
