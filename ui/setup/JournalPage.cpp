#include "ui/setup/JournalPage.h"

#include "ui/home/Labels.h"
#include "ui/home/Phrases.h"
#include "ui/shell/DeskEvents.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/CodeView.h"

#include <QVBoxLayout>

namespace muster::ui {

using namespace home;

JournalPage::JournalPage(ports::Desk& desk, DeskEvents& events, Theme& theme, QWidget* parent)
    : QWidget(parent), m_desk(desk), m_file(new CodeView(theme, QStringLiteral("journal file"))),
      m_access(new Status(theme, "body")), m_why(label({}, "body")),
      m_verify(button(theme, QStringLiteral("Verify the journal"), "setup.verify",
                      QStringLiteral("Read every event and check the chain of hashes"))),
      m_verdict(new Status(theme, "strong")), m_words(new CodeView(theme, QStringLiteral("result"))),
      m_actor(label({}, "body")) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, theme.space(Space::large), 0, 0);
    column->setSpacing(theme.space(Space::small));
    column->addWidget(heading(QStringLiteral("Journal")));
    column->addWidget(label(QStringLiteral("Everything that is declared, done, answered and noted is one "
                                           "line in this file. Lines are chained by "
                                           "hashes and never changed, so that a change from outside shows."),
                            "body", "faint"));
    m_file->setObjectName(QStringLiteral("setup.journalFile"));
    m_words->setObjectName(QStringLiteral("setup.verifyAnswer"));
    m_actor->setObjectName(QStringLiteral("setup.actor"));
    column->addWidget(m_file);
    column->addWidget(m_access);
    column->addWidget(m_why);
    column->addWidget(m_verify, 0, Qt::AlignLeft);
    column->addWidget(m_verdict);
    column->addWidget(m_words);
    m_verdict->hide();
    m_words->hide();
    column->addSpacing(theme.space(Space::wide));
    column->addWidget(heading(QStringLiteral("Who acts")));
    column->addWidget(m_actor);
    column->addWidget(label(QStringLiteral("Every line of the journal carries this name. It is that of the "
                                           "login; start the console as somebody else to change it."),
                            "body", "faint"));
    column->addStretch(1);
    connect(m_verify, &QPushButton::clicked, this, &JournalPage::verify);
    connect(&events, &DeskEvents::runsAreNew, this, &JournalPage::refresh);
    refresh();
}

void JournalPage::refresh() {
    m_file->setCode(plain(m_desk.journalFile()));
    const auto readOnly = m_desk.readOnly();
    m_access->show(readOnly ? QStringLiteral("lock") : QStringLiteral("check"),
                   readOnly ? QStringLiteral("This console only reads it")
                            : QStringLiteral("This console writes it"),
                   readOnly ? Role::warning : Role::text);
    m_why->setText(readOnly ? paragraph(readOnly->text()) : QString());
    m_why->setVisible(readOnly.has_value());
    const auto actor = m_desk.actor();
    m_actor->setText(
        QStringLiteral("%1 (%2 on %3)").arg(plain(actor.name), plain(actor.login), plain(actor.machine)));
}

void JournalPage::verify() {
    m_verify->setEnabled(false);
    m_verify->setText(QStringLiteral("Verifying…"));
    m_desk.verifyJournal(onUi<std::string>(this, [this](Result<std::string> result) {
        m_verify->setEnabled(true);
        m_verify->setText(QStringLiteral("Verify the journal"));
        m_verdict->show(result ? QStringLiteral("check") : QStringLiteral("cross"),
                        result ? QStringLiteral("Intact") : QStringLiteral("Not intact"),
                        result ? Role::good : Role::bad);
        m_words->setCode(result ? paragraph(*result) : paragraph(result.error().text()));
        m_verdict->setVisible(true);
        m_words->show();
    }));
}

} // namespace muster::ui
