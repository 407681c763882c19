// How well a text fits what somebody typed in a hurry: the letters in order, with gaps; beginnings of words
// count more. Pure.
#pragma once

#include <QString>
#include <optional>

namespace muster::ui {

// Higher is better; nullopt: it does not fit. Every word of the query has to fit; an empty query fits all.
[[nodiscard]] std::optional<int> fuzzyScore(const QString& query, const QString& text);

} // namespace muster::ui
