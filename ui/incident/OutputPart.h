// Output below the card: live while something runs, and of the past, fetched by its hash, for the step that
// is looked at.
#pragma once

#include "models/ports/Desk.h"
#include "ui/incident/OutlineRows.h"
#include "ui/theme/Theme.h"

#include <QWidget>
#include <memory>

class QStackedWidget;

namespace muster::ui {

class OutputView;

class OutputPart : public QWidget {
    Q_OBJECT
public:
    OutputPart(ports::Desk& desk, Theme& theme, QWidget* parent);

    void append(const QString& host, bool errorStream, const QByteArray& bytes);
    // The step at work: what it prints is live, and what it printed is kept until the next one runs.
    void showLive(const ports::RunView& view, const OutlineRow& row);
    void showPast(const ports::RunView& view, const OutlineRow& row);
    [[nodiscard]] bool hasOutput() const; // of what it shows now
    void find();

signals:
    void cameOrWent(); // hasOutput() is another one now
    void copied(const QString& what);

private:
    void fetch(const std::vector<report::Act>& acts);

    ports::Desk& m_desk;
    QStackedWidget* m_views;
    OutputView* m_live;
    OutputView* m_past;
    QString m_liveKey, m_pastKey;
    bool m_liveAny = false, m_pastAny = false;
};

} // namespace muster::ui
