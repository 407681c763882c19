// Lines to this machine: /bin/sh as a child of its own session, with three descriptors and a small
// environment. Children that are cut off are ended; what the durable wrapper started goes on.
#pragma once

#include "engine/transport/durable/Line.h"

#include <string>

namespace muster::transport {

class LocalLines : public LineSource {
public:
    // `spool`: becomes MUSTER_SPOOL of the wrapper; empty: this process's own, else the wrapper's default.
    explicit LocalLines(std::string spool) : m_spool(std::move(spool)) {}

    [[nodiscard]] Result<std::unique_ptr<Line>> open(const std::string& command, Secret input,
                                                     Deadline deadline, std::stop_token stop) override;

private:
    std::string m_spool;
};

} // namespace muster::transport
