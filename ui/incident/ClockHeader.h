// The clock of the incident, always in sight: what is left of the RTO largest, the RPO beside it, what is
// known of the fault and of the recovery, and which incident this is. A second that passes repaints labels,
// no more.
#pragma once

#include "models/ports/Desk.h"
#include "ui/theme/Theme.h"

#include <QFrame>
#include <QTimer>
#include <memory>

class QLabel;

namespace muster::ui {

class Bend;
class Glyph;

class ClockHeader : public QFrame {
    Q_OBJECT
public:
    ClockHeader(Theme& theme, QWidget* parent);

    void show(const std::shared_ptr<const ports::RunView>& view);

signals:
    void ticked(qint64 nowUtcMs); // about once a second while the clock runs and is in sight

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void read();

    Theme& m_theme;
    Bend* m_bend = nullptr;
    QTimer m_timer;
    std::shared_ptr<const ports::RunView> m_view;
    QLabel* m_badges;
    QLabel* m_title;
    QLabel* m_where;
    Glyph* m_alarm;
    QLabel* m_figure;
    QLabel* m_words;
    QLabel* m_elapsed;
    QLabel* m_known;
    QLabel* m_rpo;
    QLabel* m_rpoWhy;
    QWidget* m_recoveryArea;
    Glyph* m_recoveryGlyph;
    QLabel* m_recovery;
};

} // namespace muster::ui
