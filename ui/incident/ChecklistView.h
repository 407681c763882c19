// The post-incident checklist that the run pinned: each item is ticked with a note, and shows who did it and
// when.
#pragma once

#include "models/ports/Desk.h"
#include "ui/theme/Theme.h"

#include <QWidget>
#include <vector>

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace muster::ui {

class TickBox;

class ChecklistView : public QWidget {
    Q_OBJECT
public:
    ChecklistView(Theme& theme, QWidget* parent);

    void show(const std::vector<report::ChecklistItem>& items);
    void refused(int item, const Error& error); // it is not in the journal: the tick is taken back
    QWidget* firstOpen() const;
    [[nodiscard]] QVariantMap unfinished() const; // notes that were not kept yet
    void restore(const QVariantMap& unfinished);

signals:
    void ticked(int item, bool done, const QString& note);

private:
    struct Row {
        TickBox* box = nullptr;
        QLineEdit* note = nullptr;
        QLabel* who = nullptr;
        report::ChecklistItem item;
    };
    void build(const std::vector<report::ChecklistItem>& items);
    void tell(Row& row);

    Theme& m_theme;
    QVBoxLayout* m_column;
    QLabel* m_trouble = nullptr;
    std::vector<Row> m_rows;
    QVariantMap m_restored;
};

} // namespace muster::ui
