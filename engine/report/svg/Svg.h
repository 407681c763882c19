// A drawing as SVG. Deterministic: no clock, no locale, no font is measured; the same drawing gives the same
// bytes. Light ground, dark where the reader's system asks for it, light again on paper.
#pragma once

#include "models/report/Drawing.h"

#include <string>
#include <string_view>

namespace muster::report {

// One <svg> element for use within HTML; `id` is unique in the page and made of letters, digits and '-'.
std::string svg(const Drawing& drawing, const std::string& id);
// A file of its own.
std::string svgFile(const Drawing& drawing);

// Text for XML and HTML, in elements and in attributes. Characters that XML cannot hold become '?'.
std::string xmlText(std::string_view text);

} // namespace muster::report
