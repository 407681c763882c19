// The runbooks that a search found, best first, each with why. One of them is chosen: the one that Enter in
// the search field opens.
#pragma once

#include "models/ports/Desk.h"
#include "models/runbook/Search.h"

#include <QWidget>
#include <vector>

class QVBoxLayout;

namespace muster::ui {

class CardButton;
class Theme;
class WrapLabel;

class HitList : public QWidget {
    Q_OBJECT
public:
    explicit HitList(Theme& theme, QWidget* parent = nullptr);

    void show(const ports::LibraryView& library, const std::vector<runbook::SearchHit>& hits);
    void move(int by);                    // the choice, within the hits
    [[nodiscard]] QString chosen() const; // id of the runbook; empty: there is no hit
    [[nodiscard]] QString spoken() const; // "2 runbooks found. First: Database crash, symptom: …"

signals:
    void picked(const QString& runbook);
    void chosenMoved(QWidget* row);

private:
    void choose(int row);

    Theme& m_theme;
    QVBoxLayout* m_column;
    WrapLabel* m_more;
    std::vector<CardButton*> m_rows;
    std::vector<QString> m_ids;
    int m_chosen = 0;
    std::size_t m_found = 0;
};

} // namespace muster::ui
