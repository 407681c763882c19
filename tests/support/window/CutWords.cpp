#include "tests/support/window/CutWords.h"

#include "tests/support/window/Hands.h"

#include <QAbstractButton>
#include <QLabel>
#include <QScrollArea>
#include <QToolButton>
#include <gtest/gtest.h>

namespace muster::tests {
namespace {

QString missing(const QWidget& widget, const QString& text, QSize needed) {
    constexpr int rounding = 1;
    // A tenth of the height of a text is the air between its lines.
    if (widget.width() >= needed.width() - rounding && widget.height() >= needed.height() * 9 / 10 - rounding)
        return {};
    return QStringLiteral("%1 '%2': %3x%4 of %5x%6")
        .arg(widget.objectName(), text.left(60))
        .arg(widget.width())
        .arg(widget.height())
        .arg(needed.width())
        .arg(needed.height());
}

bool isIconAlone(const QAbstractButton& button) {
    const auto* tool = qobject_cast<const QToolButton*>(&button);
    return tool != nullptr && tool->toolButtonStyle() == Qt::ToolButtonIconOnly && !tool->icon().isNull();
}

} // namespace

QStringList cutWords(const QWidget& root) {
    QStringList out;
    for (const auto* label : root.findChildren<QLabel*>()) {
        if (!label->isVisible() || label->text().isEmpty() || label->inherits("muster::ui::ElidedLabel"))
            continue;
        const QSize needed =
            label->wordWrap() ? QSize(0, label->heightForWidth(label->width())) : label->sizeHint();
        out << missing(*label, label->text(), needed);
    }
    for (const auto* button : root.findChildren<QAbstractButton*>())
        if (button->isVisible() && !button->text().isEmpty() && !isIconAlone(*button))
            out << missing(*button, button->text(),
                           {button->minimumSizeHint().width(), button->fontMetrics().height()});
    for (const auto* area : root.findChildren<QScrollArea*>())
        if (area->isVisible() && area->horizontalScrollBarPolicy() == Qt::ScrollBarAlwaysOff &&
            area->widget() != nullptr && area->widget()->width() > area->viewport()->width())
            out << QStringLiteral("%1: %2 wide in a place of %3")
                       .arg(area->objectName())
                       .arg(area->widget()->width())
                       .arg(area->viewport()->width());
    out.removeAll(QString());
    return out;
}

void expectNoCutWords(QWidget& screen, const QString& name, const std::function<void(int)>& arrange) {
    for (const int size : {100, 150, 200}) {
        arrange(size);
        screen.window()->resize(1180, 620); // what the rail and the band leave of the screen
        settle();
        until([&] { return cutWords(screen).isEmpty(); }); // layouts are asked for anew, one after another
        EXPECT_EQ(cutWords(screen).join(QLatin1Char('\n')).toStdString(), "")
            << name.toStdString() << " at " << size << " %";
        picture(screen, QStringLiteral("large-%1-%2").arg(name).arg(size));
    }
}

} // namespace muster::tests
