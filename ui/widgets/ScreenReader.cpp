#include "ui/widgets/ScreenReader.h"

#include <QAccessibleWidget>
#include <QLineEdit>
#include <QToolButton>
#include <QWidget>

namespace muster::ui {
namespace {

// Its bars and axes are painted; what they show stands in the sentence and the table beside it.
class ChartAccessible : public QAccessibleWidget {
public:
    explicit ChartAccessible(QWidget* widget) : QAccessibleWidget(widget, QAccessible::Chart) {}
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] QAccessibleInterface* child(int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface*) const override { return -1; }
};

// Asked with the names of the classes of an object, its own first; Qt owns what is made.
QAccessibleInterface* make(const QString& className, QObject* object) {
    if (className == QLatin1String("QScrollArea"))
        return new QAccessibleWidget(qobject_cast<QWidget*>(object), QAccessible::Pane);
    if (className == QLatin1String("QGraphicsView"))
        return new ChartAccessible(qobject_cast<QWidget*>(object));
    return nullptr;
}

} // namespace

void installScreenReaderRoles() {
    static const bool installed = [] {
        QAccessible::installFactory(make);
        return true;
    }();
    Q_UNUSED(installed)
}

void addClearButton(QLineEdit& field) {
    field.setClearButtonEnabled(true);
    for (auto* button : field.findChildren<QToolButton*>(QString(), Qt::FindDirectChildrenOnly)) {
        if (button->accessibleName().isEmpty())
            button->setAccessibleName(QLineEdit::tr("Clear"));
    }
}

} // namespace muster::ui
