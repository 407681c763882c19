#include "tests/support/window/AccessibleWalk.h"

#include "tests/support/window/Hands.h"

#include <QAccessible>
#include <QApplication>
#include <functional>
#include <set>

namespace muster::tests {
namespace {

bool acts(QAccessible::Role role) {
    switch (role) {
    case QAccessible::Button:
    case QAccessible::ButtonMenu:
    case QAccessible::CheckBox:
    case QAccessible::RadioButton:
    case QAccessible::ComboBox:
    case QAccessible::EditableText:
    case QAccessible::Link:
    case QAccessible::PageTab:
    case QAccessible::MenuItem:
    case QAccessible::Slider:
    case QAccessible::SpinBox:
        return true;
    default:
        return false;
    }
}

QString words(QAccessibleInterface* node) {
    QString path;
    for (const QObject* at = node->object(); at != nullptr; at = at->parent()) {
        if (!at->objectName().isEmpty())
            path += (path.isEmpty() ? "" : " in ") + at->objectName();
    }
    return QStringLiteral("%1 (role %2) [%3]")
        .arg(node->text(QAccessible::Name))
        .arg(static_cast<int>(node->role()))
        .arg(path);
}

void walk(QAccessibleInterface* node, QStringList& problems) {
    if (node == nullptr || !node->isValid() || node->state().invisible)
        return;
    const bool asked = node->state().focusable || acts(node->role());
    if (asked && node->text(QAccessible::Name).trimmed().isEmpty())
        problems << QStringLiteral("has no name: ") + words(node);
    if (asked && (node->role() == QAccessible::NoRole || node->role() == QAccessible::Client))
        problems << QStringLiteral("has no role: ") + words(node);
    for (int i = 0; i < std::min(node->childCount(), 300); ++i)
        walk(node->child(i), problems);
}

} // namespace

QStringList namelessControls() {
    QStringList problems;
    for (QWidget* window : QApplication::topLevelWidgets()) {
        if (window->isVisible() && window->windowType() != Qt::ToolTip)
            walk(QAccessible::queryAccessibleInterface(window), problems);
    }
    return problems;
}

QStringList beyondTab(QWidget& window) {
    std::set<const QWidget*> reached;
    for (int i = 0; i < 300; ++i) {
        press(window, QStringLiteral("Tab"));
        if (!reached.insert(QApplication::focusWidget()).second && i > 2 &&
            QApplication::focusWidget() == *reached.begin())
            break;
    }
    QStringList missed;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        const bool wanted = (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->isVisible() &&
                            widget->isEnabled() && widget->focusProxy() == nullptr;
        if (wanted && !reached.contains(widget))
            missed << QStringLiteral("%1 “%2”").arg(widget->metaObject()->className(), widget->objectName());
    }
    return missed;
}

} // namespace muster::tests
