#include "ui/reports/NoticeBar.h"

#include "models/base/Printable.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/StatusChip.h"
#include "ui/widgets/WrapLabel.h"

#include <QBoxLayout>

namespace muster::ui {

NoticeBar::NoticeBar(const Theme& theme, QWidget* parent) : QFrame(parent), m_theme(theme) {
    setObjectName(QStringLiteral("reportNotice"));
    Theme::setPanel(this, Role::raised);
    m_state = new StatusChip(theme, this, StatusChip::Look::plain);
    m_what = new WrapLabel({}, this);
    m_what->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_folder = new Button(theme, QStringLiteral("Folder: open"), QStringLiteral("reportOpenFolder"), this);
    m_folder->setToolTip(QStringLiteral("Show the folder that the file is in"));
    m_dismiss = new Button(theme, QStringLiteral("Dismiss"), QStringLiteral("reportDismiss"), this,
                           Button::Kind::quiet);
    auto* row = new QHBoxLayout(this);
    row->addWidget(m_state, 0, Qt::AlignTop);
    row->addWidget(m_what, 1);
    row->addWidget(m_folder);
    row->addWidget(m_dismiss);
    connect(m_folder, &QPushButton::clicked, this, [this] { emit folderIsWanted(m_folderPath); });
    connect(m_dismiss, &QPushButton::clicked, this, &QWidget::hide);
    connect(&theme, &Theme::changed, this, &NoticeBar::arrange);
    arrange();
    hide();
}

void NoticeBar::arrange() {
    const int edge = m_theme.space(Space::wide);
    layout()->setContentsMargins(edge, m_theme.space(Space::small), edge, m_theme.space(Space::small));
    layout()->setSpacing(m_theme.space(Space::medium));
}

void NoticeBar::say(const QString& icon, const QString& word, Role role, const QString& what,
                    const QString& folder) {
    m_state->set(icon, word, role);
    m_what->setText(what);
    m_folderPath = folder;
    m_folder->setVisible(!folder.isEmpty());
    setAccessibleName(word + QStringLiteral(": ") + what);
    show();
}

void NoticeBar::working(const QString& what) {
    say(QStringLiteral("clock"), QStringLiteral("At work"), Role::text, what, {});
}

void NoticeBar::good(const QString& word, const QString& what, const QString& folder) {
    say(QStringLiteral("check"), word, Role::good, what, folder);
}

void NoticeBar::bad(const Error& error) {
    say(QStringLiteral("cross"), QStringLiteral("Failed"), Role::bad,
        QString::fromStdString(printable(error.text())), {});
}

QString NoticeBar::text() const {
    return isHidden() ? QString() : m_state->word() + QStringLiteral(": ") + m_what->plainText();
}

} // namespace muster::ui
