// Keyboard and mouse for tests: events take the way that those of the desktop take, with focus, shortcuts
// and all. Every widget used has to be in a window that is shown.
#pragma once

#include <QPoint>
#include <QString>
#include <QWidget>
#include <chrono>
#include <functional>

namespace muster::tests {

// Shows the window, active, at a size, and waits until it is painted.
void showWindow(QWidget& window, QSize size = {1000, 600});
// "Ctrl+F", "Down", "Shift+End": to whatever has the focus in the window.
void press(QWidget& window, const QString& keys);
void type(QWidget& window, const QString& text);
void click(QWidget& widget, QPoint at = {-1, -1}); // by default in its middle
void doubleClick(QWidget& widget, QPoint at);
void drag(QWidget& widget, QPoint from, QPoint to);
// Lets the application work until `done`; false: it did not come in time.
bool until(const std::function<bool()>& done, std::chrono::milliseconds limit = std::chrono::seconds(10));
void settle(); // until nothing is waiting to be done
// Keeps a picture in the folder that MUSTER_SHOTS names, if it does.
void picture(QWidget& widget, const QString& name);

} // namespace muster::tests
