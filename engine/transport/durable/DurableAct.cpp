#include "engine/transport/durable/DurableAct.h"

#include "models/base/Printable.h"

#include <algorithm>
#include <charconv>
#include <thread>

namespace muster::transport {
namespace {

using Clock = std::chrono::steady_clock;
using ports::Outcome;

constexpr Milliseconds pollInterval{50};
// Login shell, sudo and the wrapper's first breath on a host in trouble.
constexpr Milliseconds greetingLimit{20'000};
// Connecting has a limit of its own; this bounds it together with the command's start.
constexpr Milliseconds openLimit{30'000};
// TERM, 2 s, KILL, and a host that is slow.
constexpr Milliseconds killLimit{15'000};
// After the kill the rest of the output follows; a line that is silent for so long is given up.
constexpr Milliseconds silenceAfterKill{5000};
// A line lost shortly before the act's timeout is still worth a second try.
constexpr Milliseconds leastReconnectTime{10'000};
constexpr Milliseconds reconnectPause{300};
constexpr int fruitlessLines = 5;

std::int64_t numberOf(const std::vector<std::string>& words, std::size_t index) {
    std::int64_t number = 0;
    if (index < words.size())
        std::from_chars(words[index].data(), words[index].data() + words[index].size(), number);
    return number;
}

std::string joined(const std::vector<std::string>& words, std::size_t from) {
    std::string out;
    for (std::size_t i = from; i < words.size(); ++i)
        out += (out.empty() ? "" : " ") + words[i];
    return out;
}

} // namespace

DurableAct::DurableAct(LineSource& lines, const ports::Act& act, const ports::ShellAct& what)
    : m_lines(lines), m_act(act), m_what(what) {}

Result<Outcome> DurableAct::run(ports::OutputSink& sink, std::stop_token stop) {
    if (auto good = checkShellAct(m_act, m_what); !good)
        return failure(std::move(good.error()));
    if (stop.stop_requested()) {
        m_cancelled = true;
        return stopped();
    }
    auto settled = follow(true, sink, stop);
    if (!settled)
        return failure(std::move(settled.error()));
    if (*settled)
        return std::move(**settled);
    return failure({"the act did not start on " + m_what.host.name, "somebody else called it off first",
                    "look at the other console, then try again", m_what.host.name, Retry::safe});
}

Result<std::optional<Outcome>> DurableAct::collect(ports::OutputSink& sink, std::stop_token stop) {
    if (auto good = checkShellAct(m_act, m_what); !good)
        return failure(std::move(good.error()));
    return follow(false, sink, stop);
}

DurableAct::Settled DurableAct::follow(bool start, ports::OutputSink& sink, std::stop_token stop) {
    bool mayHaveStarted = !start;
    bool startedOver = false;
    std::optional<Deadline> giveUp;
    int fruitless = 0;
    for (;;) {
        auto opened = open(start, stop);
        std::string why;
        if (opened) {
            mayHaveStarted = true;
            const auto before = m_received.out + m_received.err;
            auto followed = listen(std::move(*opened), sink, stop);
            if (followed.settled) {
                // Called off before it began, by the loss of its own line: then it may begin once more.
                const bool never = *followed.settled && !**followed.settled;
                if (!never || start || startedOver || m_killedAt || !giveUp)
                    return std::move(*followed.settled);
                startedOver = start = true;
                continue;
            }
            why = followed.why;
            if (m_received.out + m_received.err > before) {
                fruitless = 0;
                giveUp.reset();
            } else {
                ++fruitless;
            }
        } else {
            why = opened.error().text();
            if (stop.stop_requested() && !mayHaveStarted && opened.error().retry != Retry::unknown) {
                m_cancelled = true;
                return std::optional(stopped());
            }
            const bool firstLine = !giveUp && (start || !m_deadline);
            if (firstLine && opened.error().retry != Retry::unknown) {
                if (mayHaveStarted)
                    opened.error().retry = Retry::unknown;
                return failure(std::move(opened.error()));
            }
            mayHaveStarted = true;
        }
        start = false;
        const auto now = Clock::now();
        if (!giveUp)
            giveUp = std::max(m_deadline.value_or(now + m_act.timeout), now + leastReconnectTime);
        if (stop.stop_requested() && !m_killedAt)
            giveUp = std::min(*giveUp, now + leastReconnectTime);
        if (now >= *giveUp || fruitless >= fruitlessLines)
            return unknown("the line to " + m_what.host.name + " was lost and did not come back", why);
        std::this_thread::sleep_for(reconnectPause);
    }
}

Result<DurableAct::Opened> DurableAct::open(bool start, std::stop_token stop) {
    Opened out;
    out.nonce = newNonce();
    const std::string command =
        start ? runCommand(m_act, m_what, out.nonce) : collectCommand(m_act, m_what, out.nonce, m_received);
    // An act that may be running is stopped over a line; asking to stop must not prevent that line.
    auto line = m_lines.open(command, start ? runInput(m_what) : Secret(), Clock::now() + openLimit,
                             start ? stop : std::stop_token());
    if (!line)
        return failure(std::move(line.error()));
    out.line = std::move(*line);
    return out;
}

DurableAct::Followed DurableAct::listen(Opened opened, ports::OutputSink& sink, std::stop_token stop) {
    WrapperTalk talk(opened.nonce);
    Followed result;
    auto lastHeard = Clock::now();
    for (;;) {
        if (talk.greeted() || m_deadline)
            if ((result.settled = stopIfDue(stop)))
                return result;
        LineNews news = opened.line->poll(pollInterval);
        const auto now = Clock::now();
        if (!news.out.empty() || !news.err.empty())
            lastHeard = now;
        const std::string out = talk.feedOut(news.out);
        const std::string err = talk.feedErr(news.err);
        if (!out.empty())
            sink.write(ports::Stream::out, out);
        if (!err.empty())
            sink.write(ports::Stream::err, err);
        m_received.out += out.size();
        m_received.err += err.size();
        if (talk.greeted() && !m_deadline)
            m_deadline = now + m_act.timeout - Milliseconds(talk.age() * 10);
        result.greeted = talk.greeted();

        if (news.state == LineNews::State::lost) {
            result.why = news.why;
            return result;
        }
        if (news.state == LineNews::State::ended) {
            const auto words = talk.lastWord();
            if (words.empty() && !talk.greeted()) {
                const std::string said = printableLine(talk.noise(), 400);
                result.settled = failure(
                    {"nothing could be run on " + m_what.host.name,
                     said.empty() ? "its login shell ended without a word" : said,
                     m_what.sudo ? "sudo must work without a password there, or the step go without it"
                                 : "the login shell there must be a POSIX shell that runs commands",
                     m_what.host.name, Retry::never});
                return result;
            }
            result.why = words.empty() ? "what followed the act ended too early" : "output is missing";
            result.settled = words.empty() ? std::nullopt : settle(words);
            return result;
        }
        const auto silence = now - lastHeard;
        if ((!talk.greeted() && silence > greetingLimit) ||
            (m_killedAt && silence > silenceAfterKill && now - *m_killedAt > silenceAfterKill)) {
            result.why = m_what.host.name + " accepts connections and does not answer";
            return result;
        }
    }
}

std::optional<DurableAct::Settled> DurableAct::stopIfDue(std::stop_token stop) {
    if (m_killedAt)
        return std::nullopt;
    if (stop.stop_requested())
        return kill(true);
    if (m_deadline && Clock::now() >= *m_deadline)
        return kill(false);
    return std::nullopt;
}

std::optional<DurableAct::Settled> DurableAct::kill(bool cancelled) {
    m_cancelled = cancelled;
    const std::string nonce = newNonce();
    const auto limit = Clock::now() + killLimit;
    const std::string what =
        "the act on " + m_what.host.name + " may still be running: it could not be stopped";
    auto line =
        m_lines.open(killCommand(m_act, m_what, nonce, cancelled ? "cancel" : "timeout"), {}, limit, {});
    if (!line)
        return unknown(what, line.error().text());
    WrapperTalk talk(nonce);
    for (;;) {
        LineNews news = (*line)->poll(pollInterval);
        static_cast<void>(talk.feedOut(news.out));
        static_cast<void>(talk.feedErr(news.err));
        const auto words = talk.lastWord();
        const std::string verdict = words.empty() ? "" : words.front();
        if (verdict == "killed" || verdict == "finished") {
            m_killedAt = Clock::now();
            return std::nullopt;
        }
        if (verdict == "absent")
            return Settled(stopped());
        if (verdict == "survived")
            return unknown(what, "its processes outlive SIGKILL");
        if (!verdict.empty())
            return unknown(what, joined(words, 0));
        if (news.state != LineNews::State::open)
            return unknown(what, news.why.empty() ? printableLine(talk.noise(), 400) : news.why);
        if (Clock::now() > limit)
            return unknown(what, m_what.host.name + " does not answer");
    }
}

std::optional<DurableAct::Settled> DurableAct::settle(const std::vector<std::string>& words) {
    const std::string& word = words.front();
    if (word == "ended" && words.size() >= 6) {
        if (m_received.out < static_cast<std::uint64_t>(numberOf(words, 3)) ||
            m_received.err < static_cast<std::uint64_t>(numberOf(words, 4)))
            return std::nullopt;
        Outcome outcome;
        outcome.duration = Milliseconds(numberOf(words, 5) * 10);
        if (words.size() > 6) {
            outcome.ended = words[6] == "timeout" ? Outcome::Ended::timedOut : Outcome::Ended::cancelled;
        } else if (words[1] == "signal") {
            outcome.ended = Outcome::Ended::signalled;
            outcome.signal = words[2];
        } else {
            outcome.exitCode = static_cast<int>(numberOf(words, 2));
        }
        return Settled(std::move(outcome));
    }
    // Its script did not arrive whole, so that it did not begin.
    if (word == "absent" || (word == "error" && joined(words, 1) == "incomplete"))
        return Settled(std::nullopt);
    if (word == "lost")
        return unknown("nobody knows how the act on " + m_what.host.name + " ended",
                       words.size() > 1 && words[1] == "running"
                           ? "the shell that waited for it was killed; the act's own processes still run"
                           : "it left no record: the host was restarted, or the shell that waited for it was "
                             "killed");
    Error error{"the act was not started on " + m_what.host.name, joined(words, 2),
                "mend that on the host, then try again", m_what.host.name, Retry::never};
    if (word != "error")
        error.why = "its durable wrapper said '" + printableLine(joined(words, 0)) + "'";
    return failure(std::move(error));
}

tl::unexpected<Error> DurableAct::unknown(std::string what, std::string why) const {
    return failure({std::move(what), std::move(why),
                    "look on " + m_what.host.name + " at what the act did before anything is repeated",
                    m_what.host.name, Retry::unknown});
}

Outcome DurableAct::stopped() const {
    Outcome outcome;
    outcome.ended = m_cancelled ? Outcome::Ended::cancelled : Outcome::Ended::timedOut;
    return outcome;
}

void DurableAct::forget() {
    if (!checkShellAct(m_act, m_what))
        return;
    const std::string nonce = newNonce();
    const auto limit = Clock::now() + Milliseconds(5000);
    auto line = m_lines.open(forgetCommand(m_act, m_what, nonce), {}, limit, {});
    while (line && Clock::now() < limit)
        if ((*line)->poll(pollInterval).state != LineNews::State::open)
            return;
}

} // namespace muster::transport
