// Above the preview: verdict, title, the figures beside their targets, and what can be done with the report.
#pragma once

#include "models/report/Sheet.h"

#include <QWidget>

class QLayout;
class QLabel;

namespace muster::ui {

class StatusChip;
class Theme;
class WrapLabel;

class ReportHead : public QWidget {
    Q_OBJECT
public:
    ReportHead(const Theme& theme, QWidget* parent);

    void setSheet(const report::Sheet& sheet);
    [[nodiscard]] QLayout* actionRow() const { return m_actions; } // buttons stand at its right end

private:
    void arrange();
    void showFigures();

    const Theme& m_theme;
    report::Sheet m_sheet; // without its sections
    QLabel* m_kind = nullptr;
    WrapLabel* m_title = nullptr;
    StatusChip* m_verdict = nullptr;
    QLabel* m_qualifier = nullptr;
    WrapLabel* m_why = nullptr;
    QLayout* m_actions = nullptr;
    QWidget* m_figures = nullptr;
    QWidget* m_warnings = nullptr;
};

} // namespace muster::ui
