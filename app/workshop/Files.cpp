#include "app/workshop/Files.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace muster::app {

Result<std::string> readFile(const std::filesystem::path& file) {
    const auto cannot = [&] {
        return failure({"cannot read " + file.string(), std::strerror(errno),
                        "look at its permissions, and at the disk", file.string(), Retry::never});
    };
    errno = 0;
    std::ifstream in(file, std::ios::binary);
    if (!in)
        return cannot();
    std::string text;
    // Not by iterators of the stream's buffer: these throw when a read fails.
    for (std::array<char, 65536> part; in.read(part.data(), part.size()), in.gcount() > 0;)
        text.append(part.data(), static_cast<std::size_t>(in.gcount()));
    if (!in.eof() || in.bad())
        return cannot();
    return text;
}

} // namespace muster::app
