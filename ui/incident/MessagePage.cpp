#include "ui/incident/MessagePage.h"

#include "ui/incident/ActButton.h"
#include "ui/incident/CardScroll.h"
#include "ui/incident/ChoiceFlow.h"
#include "ui/incident/Pieces.h"
#include "ui/incident/Words.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace muster::ui {

MessagePage::MessagePage(ports::Desk& desk, std::int64_t run, Theme& theme, QWidget* parent)
    : QFrame(parent), m_desk(desk), m_run(run), m_theme(theme), m_template(new QComboBox(this)),
      m_to(new QLineEdit(this)), m_text(new QPlainTextEdit(this)),
      m_trouble(words({}, Type::body, Role::bad, this)),
      m_sent(new ActButton(theme, ActButton::Kind::primary, QStringLiteral("It is sent: keep it"), this)),
      m_keep(new ActButton(theme, ActButton::Kind::plain, QStringLiteral("Keep it, not sent"), this)) {
    setObjectName(QStringLiteral("messagePage"));
    setProperty("card", true);
    Theme::setPanel(this, Role::surface);
    auto* column = new QVBoxLayout(this);
    pad(theme, column, {20, 16, 20, 16, 10});
    auto* head = new QHBoxLayout;
    pad(theme, head, even(0, 10));
    auto* glyph = new Glyph(theme, this);
    glyph->show(QStringLiteral("message"), Role::text, QStringLiteral("Communications"));
    head->addWidget(glyph, 0, Qt::AlignTop);
    auto* titles = new QVBoxLayout;
    pad(theme, titles, even(0, 2));
    titles->addWidget(words(QStringLiteral("Communications"), Type::heading, Role::text, this));
    titles->addWidget(words(QStringLiteral("Muster sends nothing by itself: copy the text, send it where the "
                                           "outage was announced, then keep it as sent."),
                            Type::small, Role::faint, this));
    head->addLayout(titles, 1);
    column->addLayout(head);

    auto* fields = new QHBoxLayout;
    pad(theme, fields, even(0, 8));
    m_template->setObjectName(QStringLiteral("template"));
    m_template->setAccessibleName(QStringLiteral("Template"));
    m_to->setObjectName(QStringLiteral("messageTo"));
    m_to->setAccessibleName(QStringLiteral("To whom"));
    m_to->setText(QStringLiteral("stakeholders"));
    fields->addWidget(words(QStringLiteral("Text"), Type::body, Role::faint, this));
    fields->addWidget(m_template, 1);
    auto* to = words(QStringLiteral("to"), Type::body, Role::faint, this);
    to->setBuddy(m_to);
    fields->addWidget(to);
    fields->addWidget(m_to, 1);
    column->addLayout(fields);

    m_text->setObjectName(QStringLiteral("messageDraft"));
    m_text->setAccessibleName(QStringLiteral("Text of the message"));
    m_text->setProperty("field", true);
    m_text->setTabChangesFocus(true);
    column->addWidget(m_text, 3);
    m_trouble->hide();
    column->addWidget(m_trouble);

    auto* copy = new ActButton(theme, ActButton::Kind::plain, QStringLiteral("Copy the text"), this);
    copy->setObjectName(QStringLiteral("copyMessage"));
    copy->setGlyph(QStringLiteral("copy"));
    m_sent->setObjectName(QStringLiteral("keepSent"));
    m_sent->setGlyph(QStringLiteral("check"));
    m_sent->setHint(QStringLiteral("Ctrl+Enter"));
    m_keep->setObjectName(QStringLiteral("keepUnsent"));
    auto* buttons = new ChoiceFlow(Qt::AlignLeft);
    pad(theme, buttons, even(0, 8));
    buttons->addWidget(copy);
    buttons->addWidget(m_sent);
    buttons->addWidget(m_keep);
    column->addLayout(buttons);

    auto* inside = new QWidget;
    inside->setProperty("scrolled", true);
    m_said = new QVBoxLayout(inside);
    pad(theme, m_said, {0, 6, 0, 0, 8});
    auto* scroll = new CardScroll(this);
    scroll->setContent(inside);
    column->addWidget(scroll, 2);

    fillTemplates();
    connect(m_template, &QComboBox::activated, this, [this] { takeTemplate(); });
    connect(copy, &ActButton::chosen, this, [this] {
        QGuiApplication::clipboard()->setText(m_text->toPlainText());
        emit copied(QStringLiteral("The message is on the clipboard"));
    });
    connect(m_sent, &ActButton::chosen, this, [this] { keep(true); });
    connect(m_keep, &ActButton::chosen, this, [this] { keep(false); });
}

void MessagePage::fillTemplates() {
    m_template->clear();
    for (const auto& each : m_desk.library()->templates)
        m_template->addItem(shown(each.title.empty() ? each.name : each.title),
                            QString::fromStdString(each.name));
    m_template->addItem(QStringLiteral("Empty"), QString());
    const int update = m_template->findData(QStringLiteral("status-update"));
    m_template->setCurrentIndex(update >= 0 ? update : 0);
}

void MessagePage::takeTemplate() {
    const auto name = m_template->currentData().toString().toStdString();
    QString text;
    for (const auto& each : m_desk.library()->templates)
        if (each.name == name)
            text = unwrapped(shown(m_desk.filled(m_run, each.text)));
    m_proposed = text;
    m_text->setPlainText(text);
}

void MessagePage::show(const std::shared_ptr<const ports::RunView>& view) {
    if (!view || !view->report)
        return;
    const auto& said = view->report->communications;
    if (m_saidShown && said.size() == m_saidCount)
        return;
    m_saidShown = true;
    m_saidCount = said.size();
    empty(m_said);
    m_said->addWidget(
        words(said.empty() ? QStringLiteral("Nothing was said so far.") : QStringLiteral("Said so far"),
              Type::strong, Role::text));
    for (auto each = said.rbegin(); each != said.rend(); ++each) {
        auto* row = new QHBoxLayout;
        pad(m_theme, row, even(0, 8));
        auto* glyph = new Glyph(m_theme, nullptr);
        glyph->show(each->sent ? QStringLiteral("check") : QStringLiteral("note"),
                    each->sent ? Role::good : Role::warning,
                    each->sent ? QStringLiteral("sent") : QStringLiteral("not sent"));
        row->addWidget(glyph, 0, Qt::AlignTop);
        auto* text = new QVBoxLayout;
        pad(m_theme, text, even(0, 2));
        text->addWidget(
            words(QStringLiteral("%1 UTC, to %2, %3%4")
                      .arg(timeOfDay(each->utcMs, false), shown(each->to),
                           each->sent ? QStringLiteral("sent") : QStringLiteral("kept, not sent"),
                           each->person.empty() ? QString() : QStringLiteral(" – ") + shown(each->person)),
                  Type::small, Role::faint));
        text->addWidget(words(shown(each->text), Type::body, Role::text));
        row->addLayout(text, 1);
        m_said->addLayout(row);
    }
    m_said->addStretch(1);
}

void MessagePage::takeFocus() {
    // Filled at the moment it is opened, unless somebody has begun to write.
    if (m_text->toPlainText().isEmpty() || m_text->toPlainText() == m_proposed)
        takeTemplate();
    m_text->setFocus(Qt::OtherFocusReason);
    m_sent->arm();
}

void MessagePage::keep(bool sent) {
    const QString text = m_text->toPlainText().trimmed();
    const QString to = m_to->text().trimmed();
    if (text.isEmpty() || to.isEmpty()) {
        m_trouble->setText(text.isEmpty() ? QStringLiteral("The message is empty: write what is to be said.")
                                          : QStringLiteral("Say to whom it goes."));
        m_trouble->show();
        return;
    }
    m_trouble->hide();
    m_sent->setEnabled(false);
    m_keep->setEnabled(false);
    emit keepAsked(to, text, sent);
}

void MessagePage::kept() {
    m_sent->setEnabled(true);
    m_keep->setEnabled(true);
    m_text->clear();
    m_proposed.clear();
}

void MessagePage::refused(const Error& error) {
    m_sent->setEnabled(true);
    m_keep->setEnabled(true);
    m_trouble->setText(shown(error.text()));
    m_trouble->show();
}

QVariantMap MessagePage::unfinished() const {
    const QString text = m_text->toPlainText();
    if (text.isEmpty() || text == m_proposed)
        return {};
    return {{QStringLiteral("to"), m_to->text()}, {QStringLiteral("text"), text}};
}

void MessagePage::restore(const QVariantMap& unfinished) {
    if (!unfinished.contains(QStringLiteral("text")))
        return;
    m_to->setText(unfinished.value(QStringLiteral("to")).toString());
    m_text->setPlainText(unfinished.value(QStringLiteral("text")).toString());
}

} // namespace muster::ui
