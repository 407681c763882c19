#include "ui/incident/RunBanner.h"

#include "ui/incident/ActButton.h"
#include "ui/incident/Pieces.h"
#include "ui/incident/Words.h"

namespace muster::ui {

using ports::Stage;

RunBanner::RunBanner(Theme& theme, QWidget* parent)
    : QFrame(parent), m_glyph(new Glyph(theme, this)), m_text(words({}, Type::body, Role::text, this)),
      m_act(new ActButton(theme, ActButton::Kind::primary, {}, this)) {
    setObjectName(QStringLiteral("banner"));
    Theme::setPanel(this, Role::raised);
    m_text->setObjectName(QStringLiteral("bannerText"));
    m_act->setObjectName(QStringLiteral("bannerAct"));
    auto* row = new QHBoxLayout(this);
    pad(theme, row, {20, 8, 20, 8, 10});
    row->addWidget(m_glyph, 0, Qt::AlignVCenter);
    row->addWidget(m_text, 1);
    row->addWidget(m_act, 0, Qt::AlignVCenter);
    hide();
    connect(m_act, &ActButton::chosen, this, [this] {
        if (m_resumes)
            emit resumeAsked();
        else
            emit backAsked();
    });
}

void RunBanner::show(const ports::RunView& view, const std::optional<Error>& readOnly, bool away,
                     const QString& atWork) {
    const bool over = view.stage == Stage::finished || view.stage == Stage::closed;
    if (view.stage == Stage::broken) {
        const Error trouble =
            view.trouble.value_or(Error{"the journal could not be written", "", "", "", Retry::never});
        QString text = QStringLiteral("Nothing further is done: %1").arg(shown(trouble.text()));
        if (trouble.next.empty())
            text += QStringLiteral(". Go on by the runbook on paper, make room on the journal's disk, then "
                                   "start Muster again: it resumes here.");
        say({QStringLiteral("cross"), text, {}, Role::bad}, false);
    } else if (view.stage == Stage::interrupted) {
        say({QStringLiteral("pause"),
             QStringLiteral("The console was interrupted at this step. On resuming, Muster asks the target "
                            "what became of it before anything is repeated."),
             away ? QStringLiteral("Resume") : QString()},
            true);
    } else if (readOnly) {
        say({QStringLiteral("lock"),
             QStringLiteral("This console only reads: %1").arg(shown(readOnly->text())),
             {}},
            false);
    } else if (!over && away) {
        QString text;
        if (!atWork.isEmpty())
            text = QStringLiteral("Step %1, %2.")
                       .arg(atWork, view.stage == Stage::asking ? QStringLiteral("waits for you")
                                                                : QStringLiteral("is at work"));
        say({QStringLiteral("arrow-left"), text, QStringLiteral("Back to it"), Role::text}, false);
    } else {
        say({}, false);
    }
}

void RunBanner::say(const Said& said, bool resumes) {
    m_resumes = resumes;
    setVisible(!said.text.isEmpty());
    m_text->setText(said.text);
    m_glyph->show(said.icon, said.role, said.text);
    m_act->setVisible(!said.act.isEmpty());
    m_act->setKind(resumes ? ActButton::Kind::primary : ActButton::Kind::plain);
    m_act->setLabel(said.act);
    m_act->setHint(resumes ? QString() : QStringLiteral("Esc"));
}

} // namespace muster::ui
