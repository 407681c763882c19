// At the right: what happened when, a field for notes, and when stakeholders want to hear again.
#pragma once

#include "models/ports/Desk.h"
#include "ui/theme/Theme.h"

#include <QFrame>
#include <memory>
#include <optional>

class QLabel;
class QLineEdit;
class QListView;
class QToolButton;

namespace muster::ui {

class ActButton;
class Glyph;
class TimelineModel;

// When the next update is due: so long after the last one that was sent, or after the declaration. nullopt:
// the run is closed, or no interval is known.
std::optional<std::int64_t> updateDueUtcMs(const ports::RunView& view);

class TimelinePanel : public QFrame {
    Q_OBJECT
public:
    TimelinePanel(Theme& theme, QWidget* parent);

    void show(const std::shared_ptr<const ports::RunView>& view);
    void tick(std::int64_t nowUtcMs);
    void writeNote(); // the focus goes to its field
    [[nodiscard]] QString note() const;
    void setNote(const QString& text);
    void noteKept();                      // it is in the journal
    void noteRefused(const Error& error); // it is not; the text is still there

signals:
    void noteWritten(const QString& text);
    void updateAsked();

private:
    Theme& m_theme;
    TimelineModel* m_model;
    QListView* m_list;
    QLineEdit* m_note;
    QLabel* m_trouble;
    QToolButton* m_zone;
    Glyph* m_dueGlyph;
    QLabel* m_due;
    ActButton* m_update;
    std::shared_ptr<const ports::RunView> m_view;
};

} // namespace muster::ui
