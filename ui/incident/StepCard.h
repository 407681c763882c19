// The one step in focus: what it is for, exactly what it does and where, and what can be done now. It shows
// the step that is at work with its question, or any other step of the outline as it went or as it will come.
// The same question shown again keeps what was typed and where the focus is.
#pragma once

#include "models/ports/Desk.h"
#include "ui/incident/OutlineRows.h"
#include "ui/theme/Theme.h"

#include <QFrame>
#include <QVariantMap>
#include <memory>
#include <vector>

class QLabel;
class QVBoxLayout;

namespace muster::ui {

class ActsView;
class CardForm;
class CardScroll;
class ChoiceBar;
class Glyph;
class ProseView;

class StepCard : public QFrame {
    Q_OBJECT
public:
    StepCard(ports::Desk& desk, Theme& theme, QWidget* parent);

    void show(const std::shared_ptr<const ports::RunView>& view, const OutlineRow& row, bool current);
    void tick(std::int64_t nowUtcMs); // a second passed: how long it has been running
    void refused(const Error& error); // the answer did not fit; the question stands
    void takeFocus();                 // to what comes next on it
    [[nodiscard]] bool wantsRoom() const {
        return m_wantsRoom;
    } // no output belongs to it: it may have all the height

    [[nodiscard]] ChoiceBar* choices() const { return m_choices; }
    [[nodiscard]] ActsView* acts() const { return m_acts; }
    [[nodiscard]] bool current() const { return m_current; }
    [[nodiscard]] const OutlineRow& row() const { return m_row; }
    [[nodiscard]] QVariantMap unfinished() const;
    void restore(const QVariantMap& unfinished); // taken when its question is shown

signals:
    void answered(const muster::ports::Answer& answer);
    void stopAsked();
    void resumeAsked();
    void backAsked(); // from a step of the past to the current one

private:
    [[nodiscard]] QString identity() const; // of what is shown: the same one is not built anew
    [[nodiscard]] const runbook::Step* step() const;
    [[nodiscard]] const report::Step* told() const;
    [[nodiscard]] std::vector<report::Act> actsOf(const std::string& part, bool lastAttempt) const;
    void build();
    void buildHead();
    void buildQuestion(const ports::Question& question);
    void buildFailure(const ports::Question& question);
    void buildRunning();
    void buildPast();
    void showActs(const runbook::Step& step);
    QLabel* say(const QString& text, Type type, Role tone);
    void headline(const QString& icon, Role role, const QString& text);
    void decide(const QString& choice, const QString& reason);
    void applyReady();
    void applyRestored();

    ports::Desk& m_desk;
    Theme& m_theme;
    Glyph* m_glyph;
    QLabel* m_title;
    QLabel* m_state;
    QLabel* m_facts;
    CardScroll* m_scroll;
    QVBoxLayout* m_body;
    QLabel* m_trouble;
    ChoiceBar* m_choices;
    QLabel* m_running = nullptr; // "Running for 0:14"
    ActsView* m_acts = nullptr;
    CardForm* m_form = nullptr;

    std::shared_ptr<const ports::RunView> m_view;
    OutlineRow m_row;
    bool m_current = false;
    bool m_wantsRoom = false;
    QString m_shown;
    // The last texts that were shown before they ran, by visit: while they run they are still what runs.
    int m_previewVisit = 0;
    std::vector<ports::Preview> m_previews;
    QVariantMap m_restored;
};

} // namespace muster::ui
