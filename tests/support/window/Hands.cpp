#include "tests/support/window/Hands.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QKeySequence>
#include <QMouseEvent>
#include <QTimer>
#include <QWindow>

// What Qt Test itself uses to put events in where those of the desktop come in (qtestkey.h, qtestmouse.h).
Q_GUI_EXPORT void qt_handleKeyEvent(QWindow* window, QEvent::Type type, int key,
                                    Qt::KeyboardModifiers modifiers, const QString& text, bool autoRepeat,
                                    ushort count);
Q_GUI_EXPORT void qt_handleMouseEvent(QWindow* window, const QPointF& local, const QPointF& global,
                                      Qt::MouseButtons state, Qt::MouseButton button, QEvent::Type type,
                                      Qt::KeyboardModifiers modifiers, int timestamp);

namespace muster::tests {
namespace {

void key(QWidget& window, int code, Qt::KeyboardModifiers modifiers, const QString& text) {
    QWidget* top = window.window();
    if (QWidget* modal = QApplication::activeModalWidget())
        top = modal->window();
    if (QWidget* popup = QApplication::activePopupWidget())
        top = popup->window();
    qt_handleKeyEvent(top->windowHandle(), QEvent::KeyPress, code, modifiers, text, false, 1);
    if (top->windowHandle() != nullptr)
        qt_handleKeyEvent(top->windowHandle(), QEvent::KeyRelease, code, modifiers, text, false, 1);
    QCoreApplication::processEvents();
}

void mouse(QWidget& widget, QPoint at, Qt::MouseButtons state, Qt::MouseButton button, QEvent::Type type) {
    static int timestamp = 0;
    timestamp += type == QEvent::MouseButtonPress ? 1000 : 10; // far enough apart to be no double click
    QWidget* top = widget.window();
    const QPoint local = widget.mapTo(top, at);
    qt_handleMouseEvent(top->windowHandle(), local, widget.mapToGlobal(at), state, button, type,
                        Qt::NoModifier, timestamp);
    QCoreApplication::processEvents();
}

} // namespace

void showWindow(QWidget& window, QSize size) {
    window.resize(size);
    window.show();
    window.activateWindow();
    until([&] { return window.windowHandle() != nullptr && window.windowHandle()->isExposed(); });
    QApplication::setActiveWindow(&window);
    settle();
}

void press(QWidget& window, const QString& keys) {
    const QKeySequence sequence(keys);
    for (int i = 0; i < sequence.count(); ++i) {
        const QKeyCombination each = sequence[static_cast<uint>(i)];
        const bool plain = each.keyboardModifiers() == Qt::NoModifier && each.key() < 0x80;
        key(window, each.key(), each.keyboardModifiers(),
            plain ? QString(QChar(each.key())).toLower() : QString());
    }
}

void type(QWidget& window, const QString& text) {
    for (const QChar c : text)
        key(window, c.toUpper().unicode(), c.isUpper() ? Qt::ShiftModifier : Qt::NoModifier, QString(c));
}

void click(QWidget& widget, QPoint at) {
    const QPoint place = at.x() < 0 ? widget.rect().center() : at;
    mouse(widget, place, Qt::LeftButton, Qt::LeftButton, QEvent::MouseButtonPress);
    mouse(widget, place, Qt::NoButton, Qt::LeftButton, QEvent::MouseButtonRelease);
}

void doubleClick(QWidget& widget, QPoint at) {
    click(widget, at);
    mouse(widget, at, Qt::LeftButton, Qt::LeftButton, QEvent::MouseButtonDblClick);
    mouse(widget, at, Qt::NoButton, Qt::LeftButton, QEvent::MouseButtonRelease);
}

void drag(QWidget& widget, QPoint from, QPoint to) {
    mouse(widget, from, Qt::LeftButton, Qt::LeftButton, QEvent::MouseButtonPress);
    mouse(widget, (from + to) / 2, Qt::LeftButton, Qt::NoButton, QEvent::MouseMove);
    mouse(widget, to, Qt::LeftButton, Qt::NoButton, QEvent::MouseMove);
    mouse(widget, to, Qt::NoButton, Qt::LeftButton, QEvent::MouseButtonRelease);
}

bool until(const std::function<bool()>& done, std::chrono::milliseconds limit) {
    QElapsedTimer timer;
    timer.start();
    while (!done()) {
        if (timer.hasExpired(limit.count()))
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 20);
    }
    return true;
}

void settle() {
    QEventLoop loop;
    QTimer::singleShot(60, &loop, &QEventLoop::quit); // timers of up to a few frames come before it
    loop.exec();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void picture(QWidget& widget, const QString& name) {
    const QString folder = qEnvironmentVariable("MUSTER_SHOTS");
    if (!folder.isEmpty() && QDir().mkpath(folder))
        widget.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
}

} // namespace muster::tests
