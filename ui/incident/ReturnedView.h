// What acts came back with: host by host the result, exit or status, how long it took and, where asked for,
// the last lines that were printed. Output is fetched by its hash and comes when it comes.
#pragma once

#include "models/ports/Desk.h"
#include "ui/theme/Theme.h"

#include <QWidget>
#include <vector>

class QVBoxLayout;

namespace muster::ui {

class ReturnedView : public QWidget {
    Q_OBJECT
public:
    ReturnedView(ports::Desk& desk, Theme& theme, QWidget* parent);

    // Acts with the same result and the same output are told once, for all their hosts. `lines`: how many of
    // the last ones are shown; 0: none.
    void show(const std::vector<report::Act>& acts, int lines, bool tellAttempts);

private:
    void addAct(const report::Act& act, const QString& hosts, int lines, bool tellAttempt);

    ports::Desk& m_desk;
    Theme& m_theme;
    QVBoxLayout* m_column;
};

// The last `count` lines of the text, without a newline at its end.
QString lastLines(const QString& text, int count);

} // namespace muster::ui
