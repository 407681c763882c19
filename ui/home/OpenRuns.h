// What is going on: incidents and drills that are open here, and those that a crash or a closed window left,
// with the one thing to do about each.
#pragma once

#include "models/ports/Desk.h"

#include <QWidget>
#include <vector>

class QLabel;
class QVBoxLayout;

namespace muster::ui {

class Button;
class Theme;
class WrapLabel;

class OpenRuns : public QWidget {
    Q_OBJECT
public:
    explicit OpenRuns(Theme& theme, QWidget* parent = nullptr);

    // Takes from `runs` those that are open. `readOnly`: another console has the journal, nothing is resumed.
    void show(const std::vector<ports::RunSummary>& runs, const ports::LibraryView& library, bool readOnly,
              std::int64_t nowMs);
    void tick(std::int64_t nowMs);
    [[nodiscard]] bool offersToResume() const; // something here is the next thing to do
    void setBusy(std::int64_t run);            // it was asked for: its button waits

signals:
    void openAsked(qint64 run);
    void resumeAsked(qint64 run);
    void putBackAsked(qint64 run);

private:
    struct Row {
        std::int64_t run;
        std::int64_t openedUtcMs;
        std::int64_t lastUtcMs;
        bool interrupted;
        WrapLabel* age;
        Button* act;
    };

    void add(const ports::RunSummary& run, const ports::LibraryView& library, bool readOnly);

    Theme& m_theme;
    QVBoxLayout* m_column;
    QLabel* m_heading;
    std::vector<Row> m_rows;
    QString m_shown; // what the rows were made from
};

} // namespace muster::ui
