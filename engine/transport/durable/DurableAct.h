// One act under the durable wrapper, over whatever lines reach its host. Starts it once, follows its output,
// comes back after a lost line, and stops it, with all its processes, over a second line.
#pragma once

#include "engine/transport/durable/Line.h"
#include "engine/transport/durable/WrapperCommand.h"
#include "engine/transport/durable/WrapperTalk.h"
#include "models/ports/Executor.h"

#include <optional>
#include <stop_token>
#include <string>

namespace muster::transport {

// Used once, on the thread that made it; `lines` and `act` outlive it. Errors and outcomes are those of
// ports::Executor. The act's timeout counts from its start on the host, also for who collects it later.
class DurableAct {
public:
    DurableAct(LineSource& lines, const ports::Act& act, const ports::ShellAct& what);

    [[nodiscard]] Result<ports::Outcome> run(ports::OutputSink& sink, std::stop_token stop);
    [[nodiscard]] Result<std::optional<ports::Outcome>> collect(ports::OutputSink& sink,
                                                                std::stop_token stop);
    void forget();

private:
    using Settled = Result<std::optional<ports::Outcome>>; // nullopt: it certainly never started

    struct Opened {
        std::unique_ptr<Line> line;
        std::string nonce;
    };
    struct Followed {
        std::optional<Settled> settled; // nullopt: the line went away too early
        std::string why;
        bool greeted = false;
    };

    [[nodiscard]] Settled follow(bool start, ports::OutputSink& sink, std::stop_token stop);
    [[nodiscard]] Result<Opened> open(bool start, std::stop_token stop);
    [[nodiscard]] Followed listen(Opened opened, ports::OutputSink& sink, std::stop_token stop);
    // Once it is time, or `stop` asks for it: nullopt while the act may go on.
    [[nodiscard]] std::optional<Settled> stopIfDue(std::stop_token stop);
    [[nodiscard]] std::optional<Settled> kill(bool cancelled);
    [[nodiscard]] std::optional<Settled> settle(const std::vector<std::string>& words);
    [[nodiscard]] tl::unexpected<Error> unknown(std::string what, std::string why) const;
    [[nodiscard]] ports::Outcome stopped() const;

    LineSource& m_lines;
    const ports::Act& m_act;
    const ports::ShellAct& m_what;
    Received m_received;
    std::optional<Deadline> m_deadline; // of the act, known as soon as the host told its age
    std::optional<Deadline> m_killedAt;
    bool m_cancelled = false; // why it was killed
};

} // namespace muster::transport
