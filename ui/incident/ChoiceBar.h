// The lower edge of the step card: what can be done now. The one thing to do next stands at the left, apart
// from everything that stops, skips or undoes. Where a question has several ways on, each is a large button
// that says what follows. A choice that needs words asks for them here before it counts.
#pragma once

#include "models/ports/Desk.h"
#include "ui/incident/ActButton.h"
#include "ui/theme/Theme.h"

#include <QVariantMap>
#include <QWidget>
#include <functional>
#include <map>
#include <string>

class QGridLayout;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace muster::ui {

class ChoiceFlow;

class ChoiceBar : public QWidget {
    Q_OBJECT
public:
    ChoiceBar(Theme& theme, QWidget* parent);

    void offer(const ports::Question& question, const ports::RunDocuments& documents);
    void offerStop();   // something runs
    void offerResume(); // the run was interrupted
    void clear();
    void setCompact(bool compact); // there is little room: what a choice does is said in its tooltip

    [[nodiscard]] bool has(const std::string& choice) const;
    void choose(const std::string& choice); // as its button: asks for words where it needs them
    [[nodiscard]] ActButton* primary() const { return m_primary; }
    void pressPrimary(); // Ctrl+Enter: the focused choice where several stand side by side
    void setReady(const std::function<bool(const std::string&)>& ready); // which choices the form allows
    void setBusy(bool busy);                                             // an answer is under way
    [[nodiscard]] bool isBusy() const { return m_busy; }

    [[nodiscard]] bool asksReason() const { return !m_wanting.empty(); }
    bool leaveReason(); // Esc; false: none was asked
    [[nodiscard]] QVariantMap unfinished() const;
    void restore(const QVariantMap& unfinished);

signals:
    void decided(const QString& choice, const QString& reason);
    void stopAsked();
    void resumeAsked();
    void possibleChanged();

private:
    void addLarge(const ports::Choice& choice, const QString& label, const QString& detail, bool primary);
    ActButton* add(const ports::Choice& choice, ActButton::Kind kind, const QString& label);
    void buildReason();
    void askReason(const std::string& choice, const QString& ask, bool must);
    void takeReason();
    void arm();
    void showDetails();

    Theme& m_theme;
    QVBoxLayout* m_column;
    QWidget* m_largeArea;
    QGridLayout* m_large;
    QWidget* m_rowArea;
    QHBoxLayout* m_row;
    ChoiceFlow* m_flow;
    QWidget* m_reasonArea;
    QLabel* m_reasonAsk;
    QLineEdit* m_reason;
    ActButton* m_reasonTake;
    QLabel* m_reasonMissing;

    ports::Question m_question;
    std::map<std::string, ActButton*> m_buttons;
    ActButton* m_primary = nullptr;
    bool m_held = false;   // the primary one is held out: Ctrl+Enter chooses it. Not between branches
    std::string m_wanting; // the choice that waits for its words
    bool m_must = false;
    bool m_busy = false;
    bool m_compact = false;
};

} // namespace muster::ui
