#include "ui/shell/ShortcutSheet.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/Dialog.h"
#include "ui/widgets/KeyHint.h"
#include "ui/widgets/SectionLabel.h"
#include "ui/widgets/WrapLabel.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QScrollArea>

namespace muster::ui {

ShortcutSheet::ShortcutSheet(const Theme& theme, const QList<ShortcutGroup>& groups, QWidget* parent)
    : QDialog(parent) {
    setObjectName(QStringLiteral("shortcuts"));
    setWindowTitle(QStringLiteral("Shortcuts"));
    setAccessibleName(windowTitle());
    Theme::setPanel(this, Role::surface);
    auto* inside = new QWidget;
    inside->setProperty("scrolled", true);
    auto* rows = new QVBoxLayout(inside);
    rows->setContentsMargins(0, 0, theme.space(Space::medium), 0);
    rows->setSpacing(theme.space(Space::small));
    for (const auto& group : groups) {
        QList<QAction*> listed;
        for (auto* action : group.actions)
            if (!action->shortcuts().isEmpty() && action->isVisible())
                listed << action;
        if (listed.isEmpty())
            continue;
        if (rows->count() > 0)
            rows->addSpacing(theme.space(Space::medium));
        rows->addWidget(new SectionLabel(group.title, inside));
        for (auto* action : listed) {
            auto* line = new QHBoxLayout;
            line->setSpacing(theme.space(Space::small));
            const auto words = action->text().remove(QLatin1Char('&'));
            auto* text = new WrapLabel(
                action->isEnabled() ? words : words + QStringLiteral(" (not possible now)"), inside);
            if (!action->isEnabled())
                Theme::setTone(text, Role::faint);
            line->addWidget(text, 1);
            for (const auto& keys : action->shortcuts())
                line->addWidget(new KeyHint(theme, keys, inside));
            rows->addLayout(line);
        }
    }
    rows->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("shortcuts.list"));
    scroll->setAccessibleName(QStringLiteral("Shortcuts"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(inside);
    auto* title = new QLabel(QStringLiteral("Shortcuts"), this);
    Theme::setType(title, Type::title);
    auto* close = new Button(theme, QStringLiteral("Close"), QStringLiteral("shortcuts.close"), this);
    close->setHint(Qt::Key_Escape);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto* column = new QVBoxLayout(this);
    const int edge = theme.space(Space::wide);
    column->setContentsMargins(edge, edge, edge, edge);
    column->setSpacing(theme.space(Space::medium));
    column->addWidget(title);
    column->addWidget(scroll, 1);
    column->addWidget(close, 0, Qt::AlignRight);
    const auto room = parent ? parent->size() : QSize(1280, 720);
    resize(std::min(theme.pixels(620), room.width() - edge),
           std::min(theme.pixels(640), room.height() - 2 * edge));
    close->setFocus();
}

void ShortcutSheet::done(int result) {
    giveKeysBack(*this);
    QDialog::done(result);
}

} // namespace muster::ui
