// A report as pages of a PDF, painted with QPainter: tables repeat their heads, every page says of which run,
// environment and event it is, and which of how many. Needs a QGuiApplication, no display and no Widgets.
#pragma once

#include "models/report/Sheet.h"

#include <QByteArray>
#include <string>

namespace muster::paper {

enum class PageSize { a4, letter };

struct About {
    std::string creator;           // "Muster 0.1.0"
    std::int64_t createdUtcMs = 0; // stands in the file instead of the clock: of the run's last event
};

// The same sheet on the same Qt and fonts gives the same bytes. Empty where Qt could not begin to paint.
QByteArray pdf(const report::Sheet& sheet, PageSize size, const About& about);

} // namespace muster::paper
