// Text is never clipped: finds what has less room than its words need.
#pragma once

#include <QString>
#include <QStringList>
#include <QWidget>
#include <functional>

namespace muster::tests {

// Of the labels and buttons that are shown in `root`: what they say, and the room that they miss. Labels that
// end with "…" by intention are left out. Also pages that are wider than their place, where nobody can
// scroll.
QStringList cutWords(const QWidget& root);

// At 100, 150 and 200 % on a screen of 1280x720 `screen` cuts no word, each time after `arrange` (of the size
// in percent) was called. Keeps pictures "large-<name>-<size>".
void expectNoCutWords(QWidget& screen, const QString& name, const std::function<void(int)>& arrange);

} // namespace muster::tests
