#include "engine/measure/ProbeWriter.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace muster::measure {

namespace {

Error unwritable(const std::string& path, int code) {
    return {.what = "cannot write the probe log",
            .why = std::strerror(code),
            .next = code == EEXIST ? "give every prober a file of its own"
                                   : "make room or choose another folder, then run the drill again",
            .target = path,
            .retry = Retry::safe};
}

// 0, or errno.
int writeAndSync(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errno;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fdatasync(file) == 0 ? 0 : errno;
}

// So that the file's name survives a power cut as well.
void syncFolder(const std::string& path) {
    auto folder = std::filesystem::path(path).parent_path().string();
    if (folder.empty())
        folder = ".";
    const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0)
        return;
    ::fsync(opened);
    ::close(opened);
}

} // namespace

Result<std::unique_ptr<ProbeWriter>> ProbeWriter::create(const std::string& path,
                                                         const std::string& firstLine) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0)
        return failure(unwritable(path, errno));
    if (const int code = writeAndSync(file, firstLine); code != 0) {
        ::close(file);
        ::unlink(path.c_str());
        return failure(unwritable(path, code));
    }
    syncFolder(path);
    return std::unique_ptr<ProbeWriter>(new ProbeWriter(path, file));
}

ProbeWriter::ProbeWriter(std::string path, int file)
    : m_path(std::move(path)), m_file(file), m_thread([this] { work(); }) {}

ProbeWriter::~ProbeWriter() {
    (void)close();
    ::close(m_file);
}

void ProbeWriter::add(std::string_view lines) {
    {
        const std::lock_guard lock(m_mutex);
        m_waiting += lines;
    }
    m_wake.notify_one();
}

std::optional<Error> ProbeWriter::trouble() {
    const std::lock_guard lock(m_mutex);
    return m_trouble;
}

Result<> ProbeWriter::close() {
    {
        const std::lock_guard lock(m_mutex);
        m_closing = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
    if (m_trouble)
        return failure(*m_trouble);
    return {};
}

void ProbeWriter::work() {
    std::unique_lock lock(m_mutex);
    while (true) {
        m_wake.wait(lock, [this] { return m_closing || !m_waiting.empty(); });
        if (m_waiting.empty() || m_trouble)
            return;
        const auto lines = std::exchange(m_waiting, {});
        lock.unlock();
        const int code = writeAndSync(m_file, lines);
        lock.lock();
        if (code != 0)
            m_trouble = unwritable(m_path, code); // a line may be torn: nothing may follow it
    }
}

} // namespace muster::measure
