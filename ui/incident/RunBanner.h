// The line above the steps that says what is out of the ordinary: the journal broke, the run was interrupted,
// this console only reads, or what is looked at is not what is at work. Hidden when there is nothing to say.
#pragma once

#include "models/ports/Desk.h"
#include "ui/theme/Theme.h"

#include <QFrame>

class QLabel;

namespace muster::ui {

class ActButton;
class Glyph;

class RunBanner : public QFrame {
    Q_OBJECT
public:
    RunBanner(Theme& theme, QWidget* parent);

    // `away`: something else than the step at work is looked at; `atWork` names that step ("4, Restart
    // PostgreSQL"), empty: there is none. `readOnly`: why this console only reads.
    void show(const ports::RunView& view, const std::optional<Error>& readOnly, bool away,
              const QString& atWork);

signals:
    void resumeAsked();
    void backAsked(); // to the step at work

private:
    struct Said {
        QString icon, text, act;
        Role role = Role::warning;
    };
    void say(const Said& said, bool resumes);

    Glyph* m_glyph;
    QLabel* m_text;
    ActButton* m_act;
    bool m_resumes = false;
};

} // namespace muster::ui
