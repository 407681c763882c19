// The left half of the Reports screen: search, filter, and the list of runs.
#pragma once

#include "models/ports/Desk.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QStackedWidget;

namespace muster::ui {

class EmptyState;
class RunFilter;
class RunRows;
class Theme;

class RunList : public QWidget {
    Q_OBJECT
public:
    RunList(const Theme& theme, QWidget* parent);

    void setRuns(std::vector<ports::RunSummary> runs); // the chosen one stays chosen
    void choose(std::int64_t run);                     // empties the search where it would hide it
    [[nodiscard]] std::int64_t chosen() const { return m_chosen; } // 0: none
    [[nodiscard]] const ports::RunSummary* summary(std::int64_t run) const;
    void focusSearch();
    void focusList();

signals:
    void chosenIsNew(qint64 run);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void arrange();
    void showWhatIsThere();
    void currentIsNew();

    const Theme& m_theme;
    QLineEdit* m_search = nullptr;
    QComboBox* m_group = nullptr;
    QListView* m_list = nullptr;
    QLabel* m_count = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    RunRows* m_rows = nullptr;
    RunFilter* m_filter = nullptr;
    std::int64_t m_chosen = 0;
    bool m_changing = false; // rows come and go: what the list then calls current is passing
};

} // namespace muster::ui
