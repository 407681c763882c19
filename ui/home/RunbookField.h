// Chooses one runbook: by typing what the search understands (a symptom, a word), or from the list of all,
// which the Down key opens. Half a word chooses nothing: the field goes back to what was chosen.
#pragma once

#include "models/ports/Desk.h"
#include "models/runbook/Search.h"

#include <QLineEdit>
#include <memory>
#include <vector>

class QStandardItemModel;

namespace muster::ui {

class Theme;

class RunbookField : public QLineEdit {
    Q_OBJECT
public:
    RunbookField(const Theme& theme, const ports::LibraryView& library, const runbook::Search& search,
                 QWidget* parent = nullptr);

    [[nodiscard]] QString runbook() const { return m_chosen; } // id; empty: none
    void choose(const QString& id);

signals:
    void chosen(const QString& id);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Entry {
        QString id, title;
    };
    void offer(const std::vector<runbook::SearchHit>& hits);
    void offerAll();
    void showChosen();

    std::vector<Entry> m_entries;
    std::shared_ptr<const runbook::Search> m_search;
    QStandardItemModel* m_offers;
    QString m_chosen;
};

} // namespace muster::ui
