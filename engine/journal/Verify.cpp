#include "engine/journal/Verify.h"

#include "engine/journal/Follower.h"
#include "engine/journal/sqlite/VerifyFile.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace muster::journal {
namespace {

constexpr std::string_view sqliteMagic("SQLite format 3\0", 16);

} // namespace

ChainReport verifyLines(std::string_view text) {
    Follower follower;
    while (!text.empty()) {
        const auto end = text.find('\n');
        if (end == std::string_view::npos) {
            follower.report.type.clear();
            follower.report.run = 0;
            return brokenAt(follower.report, follower.report.events + 1, "the last line is cut off");
        }
        if (!follower.take(text.substr(0, end)))
            return follower.report;
        text.remove_prefix(end + 1);
    }
    follower.report.intact = true;
    follower.report.type.clear();
    follower.report.run = 0;
    return follower.report;
}

Result<ChainReport> verifyJournal(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in || in.peek() == std::ifstream::traits_type::eof())
        return failure({"there is no journal to verify", in.is_open() ? path + " is empty or no file" : path,
                        "name the file, or run something first", path, Retry::never});
    std::string start(sqliteMagic.size(), '\0');
    in.read(start.data(), static_cast<std::streamsize>(start.size()));
    if (in && start == sqliteMagic)
        return verifyFile(path);
    if (start.front() == '{') {
        start.resize(static_cast<std::size_t>(in.gcount()));
        // Not by iterators of the stream's buffer: these throw when a read fails.
        for (std::array<char, 65536> part; in.read(part.data(), part.size()), in.gcount() > 0;)
            start.append(part.data(), static_cast<std::size_t>(in.gcount()));
        if (in.bad())
            return failure({"the journal cannot be read to its end", std::strerror(errno),
                            "copy it to another disk and verify the copy", path, Retry::never});
        return verifyLines(start);
    }
    return brokenAt({}, 0,
                    "the file is neither a journal nor an export of one, or its beginning was changed");
}

} // namespace muster::journal
