// Chooses one runbook: by arrow keys, or by typing what the search understands (a symptom, a word).
#pragma once

#include "models/ports/Desk.h"
#include "models/runbook/Search.h"

#include <QComboBox>

class QStandardItemModel;

namespace muster::ui {

class RunbookField : public QComboBox {
    Q_OBJECT
public:
    RunbookField(const ports::LibraryView& library, const runbook::Search& search, QWidget* parent = nullptr);

    [[nodiscard]] QString runbook() const; // id
    void choose(const QString& id);

signals:
    void chosen(const QString& id);

protected:
    void focusOutEvent(QFocusEvent* event) override;

private:
    void offer(const QString& typed);

    std::shared_ptr<const runbook::Search> m_search;
    QStandardItemModel* m_offers;
};

} // namespace muster::ui
