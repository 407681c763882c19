// Text is never clipped: finds what has less room than its words need.
#pragma once

#include <QStringList>
#include <QWidget>

namespace muster::tests {

// Of the labels and buttons that are shown in `root`: what they say, and the room that they miss. Labels that
// end with "…" by intention are left out. Also pages that are wider than their place, where nobody can
// scroll.
QStringList cutWords(const QWidget& root);

} // namespace muster::tests
