// The catalogue: every drill of the library, with what its last run on the watched environment proved.
#pragma once

#include "ui/drills/DrillWords.h"

#include <QListView>
#include <vector>

class QStandardItemModel;

namespace muster::ui {

class DrillList : public QListView {
    Q_OBJECT
public:
    DrillList(Theme& theme, QWidget* parent);

    void setLines(std::vector<DrillLine> lines); // keeps what is chosen
    [[nodiscard]] const std::vector<DrillLine>& lines() const { return m_lines; }
    void choose(const std::string& id);
    [[nodiscard]] std::string chosen() const; // empty: none

signals:
    void chosenIsNew();

private:
    std::vector<DrillLine> m_lines;
    QStandardItemModel* m_model = nullptr;
};

} // namespace muster::ui
