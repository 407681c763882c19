// SHA-256 (FIPS 180-4), through libsodium.
#pragma once

#include <string>
#include <string_view>

namespace muster {

// 64 lower-case hexadecimal digits, as `sha256sum` prints them.
std::string sha256(std::string_view bytes);

} // namespace muster
