// Appends lines to a probe log and syncs them, on a thread of its own: a slow disk must not hold up the
// prober's schedule.
#pragma once

#include "models/base/Error.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace muster::measure {

class ProbeWriter {
public:
    // Creates the file (mode 0600, refused if it exists) and returns once `firstLine` is on disk.
    [[nodiscard]] static Result<std::unique_ptr<ProbeWriter>> create(const std::string& path,
                                                                     const std::string& firstLine);
    ~ProbeWriter();
    ProbeWriter(const ProbeWriter&) = delete;
    ProbeWriter& operator=(const ProbeWriter&) = delete;

    // Thread-safe, never waits for the disk. `lines` end with a newline.
    void add(std::string_view lines);
    // nullopt while everything could be written so far.
    [[nodiscard]] std::optional<Error> trouble();
    // Waits until all is on disk.
    [[nodiscard]] Result<> close();

private:
    ProbeWriter(std::string path, int file);
    void work();

    std::string m_path;
    int m_file;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::string m_waiting;
    std::optional<Error> m_trouble;
    bool m_closing = false;
    std::thread m_thread; // last: everything above stands when it starts
};

} // namespace muster::measure
