#include "engine/journal/sqlite/HeadFile.h"

#include "models/base/Json.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace muster::journal {
namespace {

class File {
public:
    File(const std::string& path, int flags) : m_handle(open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
    ~File() {
        if (m_handle >= 0)
            close(m_handle);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    [[nodiscard]] int handle() const { return m_handle; }

private:
    int m_handle;
};

std::string textOf(const NotedHead& noted) {
    return Json{{"writer", noted.writer},
                {"events", noted.head.events},
                {"runs", noted.head.runs},
                {"hash", noted.head.hash}}
               .dump() +
           "\n";
}

} // namespace

std::string headFileOf(const std::string& journal) {
    return journal + ".head";
}

Result<std::optional<NotedHead>> readHeadFile(const std::string& journal) {
    const std::string path = headFileOf(journal);
    const auto broken = [&](const std::string& why) {
        return failure(
            {"the note of the journal's end cannot be read", why, "look at " + path, path, Retry::never});
    };
    const File file(path, O_RDONLY);
    if (file.handle() < 0 && errno == ENOENT)
        return std::nullopt;
    std::array<char, 1024> bytes{};
    const auto size = file.handle() < 0 ? -1 : read(file.handle(), bytes.data(), bytes.size());
    if (size < 0)
        return broken(std::strerror(errno));
    const std::string text(bytes.data(), static_cast<std::size_t>(size));
    const Json said = Json::parse(text, nullptr, false);
    NotedHead noted;
    try {
        noted.writer = said.at("writer").get<std::string>();
        noted.head.events = said.at("events").get<std::int64_t>();
        noted.head.runs = said.at("runs").get<std::int64_t>();
        noted.head.hash = said.at("hash").get<std::string>();
    } catch (const Json::exception&) {
        return broken("it was changed");
    }
    if (textOf(noted) != text || noted.head.events < 0)
        return broken("it was changed");
    return noted;
}

Result<> writeHeadFile(const std::string& journal, const NotedHead& noted) {
    const std::string path = headFileOf(journal);
    const std::string fresh = path + ".new";
    const std::string text = textOf(noted);
    const auto failed = [&] {
        Error error{"the end of the journal cannot be noted beside it", std::strerror(errno),
                    "free some space on its disk, and look at the permissions of its folder", path,
                    Retry::safe};
        unlink(fresh.c_str());
        return failure(std::move(error));
    };
    {
        const File file(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
        if (file.handle() < 0 ||
            write(file.handle(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
            fdatasync(file.handle()) != 0)
            return failed();
    }
    if (rename(fresh.c_str(), path.c_str()) != 0)
        return failed();
    const auto folder = std::filesystem::path(path).parent_path().string();
    const File handle(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
    if (handle.handle() < 0 || fsync(handle.handle()) != 0)
        return failed();
    return {};
}

} // namespace muster::journal
