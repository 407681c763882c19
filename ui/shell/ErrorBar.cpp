#include "ui/shell/ErrorBar.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/WrapLabel.h"

#include <QAccessible>
#include <QBoxLayout>

namespace muster::ui {
namespace {

constexpr int most = 3; // the oldest goes: more would push the work off the screen

} // namespace

ErrorBar::ErrorBar(const Theme& theme, QWidget* parent) : QFrame(parent), m_theme(theme) {
    setObjectName(QStringLiteral("errors"));
    setAccessibleName(QStringLiteral("Errors"));
    m_lines = new QVBoxLayout(this);
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setSpacing(1);
    hide();
}

int ErrorBar::count() const {
    return m_lines->count();
}

void ErrorBar::complain(const QString& what, const QString& why, const QString& next) {
    const auto all = QStringList{what, why, next}.join(QLatin1Char('\n'));
    for (int i = 0; i < m_lines->count(); ++i)
        if (m_lines->itemAt(i)->widget()->property("complaint").toString() == all)
            return;
    if (m_lines->count() >= most)
        dismiss(m_lines->itemAt(0)->widget());

    auto* line = new QFrame(this);
    line->setObjectName(QStringLiteral("error"));
    line->setProperty("complaint", all);
    line->setProperty("complains", true);
    Theme::setPanel(line, Role::raised);
    auto* icon = new QLabel(line);
    const int side = m_theme.pixels(22);
    icon->setPixmap(
        m_theme.icon(QStringLiteral("warning"), Role::bad).pixmap(QSize(side, side), devicePixelRatioF()));
    auto* texts = new QVBoxLayout;
    texts->setSpacing(m_theme.space(Space::hair));
    auto* heading = new WrapLabel(what, line);
    Theme::setType(heading, Type::strong);
    texts->addWidget(heading);
    if (!why.isEmpty())
        texts->addWidget(new WrapLabel(why, line));
    if (!next.isEmpty())
        texts->addWidget(new WrapLabel(QStringLiteral("Next: ") + next, line));
    auto* close = new Button(m_theme, QStringLiteral("Dismiss"), QStringLiteral("error.dismiss"), line);
    close->setAccessibleName(QStringLiteral("Dismiss: ") + what);
    close->setHint(QKeySequence(Qt::CTRL | Qt::Key_D));
    connect(close, &QPushButton::clicked, this, [this, line] { dismiss(line); });
    auto* row = new QHBoxLayout(line);
    const int edge = m_theme.space(Space::large);
    row->setContentsMargins(edge, m_theme.space(Space::small), edge, m_theme.space(Space::small));
    row->setSpacing(m_theme.space(Space::medium));
    row->addWidget(icon, 0, Qt::AlignTop);
    row->addLayout(texts, 1);
    row->addWidget(close, 0, Qt::AlignTop);
    line->setAccessibleName(all);
    m_lines->addWidget(line);
    show();
    emit countChanged(count());
    QAccessibleEvent alert(line, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void ErrorBar::dismiss(QWidget* line) {
    m_lines->removeWidget(line);
    line->hide();
    line->deleteLater();
    setVisible(m_lines->count() > 0);
    emit countChanged(count());
}

void ErrorBar::dismissAll() {
    while (m_lines->count() > 0)
        dismiss(m_lines->itemAt(0)->widget());
}

} // namespace muster::ui
