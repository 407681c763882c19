// Takes secrets out of output before anybody sees or keeps it.
#pragma once

#include "models/base/Secret.h"
#include "models/ports/Executor.h"

#include <map>
#include <string>

namespace muster::run {

// A decorator round a sink. Holds back as many bytes as a secret could still be beginning in, so that one
// split over two chunks is found; flush() gives the rest. Not thread-safe: one per act.
class Redactor : public ports::OutputSink {
public:
    Redactor(ports::OutputSink& next, const std::map<std::string, Secret>& secrets);

    void write(ports::Stream stream, std::string_view bytes) override;
    void flush();

private:
    void pass(ports::Stream stream, std::string& pending, bool all);

    ports::OutputSink& m_next;
    const std::map<std::string, Secret>& m_secrets; // of the caller
    std::size_t m_longest = 0;
    std::string m_out;
    std::string m_err;
};

} // namespace muster::run
