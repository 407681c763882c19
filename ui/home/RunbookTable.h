// All runbooks, grouped by service, with what a person wants to know before trusting one: severity, whether
// its review is overdue, and what its last drill proved. Rows are as high as they need to be; the page
// scrolls, not the table.
#pragma once

#include "models/ports/Desk.h"

#include <QTreeWidget>
#include <vector>

namespace muster::ui {

class Theme;

class RunbookTable : public QTreeWidget {
    Q_OBJECT
public:
    explicit RunbookTable(Theme& theme, QWidget* parent = nullptr);

    void show(const ports::LibraryView& library, const std::vector<ports::RunSummary>& runs,
              std::int64_t nowMs);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void picked(const QString& runbook);
    void currentAt(const QRect& row); // in coordinates of this widget: the page makes it visible

private:
    Theme& m_theme;
};

} // namespace muster::ui
