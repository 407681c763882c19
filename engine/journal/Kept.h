// How much of an output a journal keeps. Pure.
#pragma once

#include "models/ports/Journal.h"

#include <string>
#include <string_view>

namespace muster::journal {

inline constexpr std::size_t keptBytesOfBlob = 64U << 20U; // more is cut in the middle:
inline constexpr std::size_t keptTailOfBlob = 16U << 20U;  // first 48 MiB, last 16 MiB

struct Kept {
    ports::Blob blob;
    std::string_view bytes; // into what was given, or into `shortened`
    std::string shortened;
};

// Fills a Kept in place, since one of its views may look into it.
void keepWithin(std::string_view bytes, Kept& kept);

} // namespace muster::journal
