#include "engine/transport/http/HttpExecutor.h"

#include "engine/transport/http/HttpExchange.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThread>
#include <clocale>
#include <cstdlib>

namespace muster::transport {
namespace {

using Clock = std::chrono::steady_clock;
using ports::Outcome;

// The network thread does nothing that lasts; longer than this it is not waited for.
constexpr Milliseconds abortLimit{5000};

void needApplication() {
    static std::once_flag once;
    std::call_once(once, [] {
        if (QCoreApplication::instance() != nullptr)
            return;
        static int count = 1;
        static char name[] = "muster";
        static char* words[] = {name, nullptr};
        // Qt takes the locale of the environment for the whole process, complains when that is not UTF-8,
        // and with it decimal points could become commas in whatever the program writes.
        const std::string locale = std::setlocale(LC_ALL, nullptr);
        const char* given = std::getenv("LC_ALL");
        const std::optional<std::string> variable = given == nullptr ? std::nullopt : std::optional(given);
        ::setenv("LC_ALL", "C.UTF-8", 1);
        // Stays: Qt wants it for as long as any of its objects lives.
        [[maybe_unused]] static auto* application = new QCoreApplication(count, words);
        if (variable)
            ::setenv("LC_ALL", variable->c_str(), 1);
        else
            ::unsetenv("LC_ALL");
        std::setlocale(LC_ALL, locale.c_str());
    });
}

bool isRepeatable(const std::string& method) {
    return method == "GET" || method == "HEAD";
}

} // namespace

class HttpExecutor::Network {
public:
    Network() {
        m_place.moveToThread(&m_thread);
        m_thread.setObjectName("muster-http");
        m_thread.start();
    }
    ~Network() {
        m_thread.quit();
        m_thread.wait();
    }

    Result<Outcome> exchange(const ports::Act& act, const ports::HttpAct& what, ports::OutputSink& sink,
                             const std::stop_token& stop) {
        auto request = httpRequest(what);
        if (!request)
            return failure(std::move(request.error()));
        const auto begun = Clock::now();
        const auto news = std::make_shared<HttpNews>();
        const auto pointer = std::make_shared<QPointer<HttpExchange>>();
        QMetaObject::invokeMethod(&m_place, [news, pointer, request = std::move(*request)]() mutable {
            auto* exchange = new HttpExchange(news);
            *pointer = exchange;
            exchange->start(std::move(request));
        });
        const std::stop_callback wake(stop, [&news] {
            const std::lock_guard lock(news->mutex);
            news->changed.notify_all();
        });
        auto deadline = begun + act.timeout;
        std::optional<Outcome::Ended> stopped;
        std::unique_lock lock(news->mutex);
        for (;;) {
            news->changed.wait_until(lock, deadline, [&] {
                return news->over || !news->body.empty() || (!stopped && stop.stop_requested());
            });
            if (!news->body.empty()) {
                const std::string bytes = std::exchange(news->body, {});
                lock.unlock();
                sink.write(ports::Stream::out, bytes);
                lock.lock();
                continue;
            }
            if (news->over)
                break;
            const bool late = Clock::now() >= deadline;
            if (stopped && late)
                break;
            if (!stopped && (late || stop.stop_requested())) {
                stopped = stop.stop_requested() ? Outcome::Ended::cancelled : Outcome::Ended::timedOut;
                deadline = Clock::now() + abortLimit;
                QMetaObject::invokeMethod(&m_place, [pointer] {
                    if (*pointer)
                        (*pointer)->abort();
                });
            }
        }
        return settle(*news, what, stopped, std::chrono::duration_cast<Milliseconds>(Clock::now() - begun));
    }

private:
    static Result<Outcome> settle(const HttpNews& news, const ports::HttpAct& what,
                                  std::optional<Outcome::Ended> stopped, Milliseconds duration) {
        Outcome outcome = news.outcome;
        outcome.duration = duration;
        if (news.responded)
            return outcome;
        const std::string& name = what.service.name;
        const bool unsure = (news.sent || !news.over) && !isRepeatable(what.method);
        if (stopped && !unsure) {
            Outcome ended;
            ended.ended = *stopped;
            ended.duration = duration;
            return ended;
        }
        const std::string request = what.method + " " + what.url;
        if (news.tooLong)
            return failure({name + " answered more than can be kept", request + ": the body exceeds 64 MiB",
                            "ask for less", name, unsure ? Retry::unknown : Retry::never});
        if (!news.verified)
            return failure({name + " could not prove who it is", request + ": " + news.why,
                            "mend its certificate, or name its authority with `ca` in the environment file",
                            name, Retry::never});
        if (unsure)
            return failure({"nobody knows whether " + name + " did what it was asked",
                            request + " may have been sent, then " +
                                (stopped ? stopped == Outcome::Ended::cancelled ? "it was cancelled"
                                                                                : "no answer came in time"
                                         : "the line was lost: " + news.why),
                            "look at the service before anything is repeated", name, Retry::unknown});
        return failure({"cannot reach " + name, request + ": " + news.why,
                        "see that the service is up, or correct its `url` in the environment file", name,
                        Retry::safe});
    }

    QThread m_thread;
    QObject m_place; // on the network thread
};

HttpExecutor::HttpExecutor() {
    needApplication();
    m_network = std::make_unique<Network>();
}

HttpExecutor::~HttpExecutor() = default;

Result<Outcome> HttpExecutor::run(const ports::Act& act, ports::OutputSink& sink, std::stop_token stop) {
    const auto* what = std::get_if<ports::HttpAct>(&act.what);
    if (what == nullptr)
        return failure({"this act is not a request", "only requests go over HTTP",
                        "report this: it is a fault of Muster", "", Retry::never});
    if (stop.stop_requested()) {
        Outcome outcome;
        outcome.ended = Outcome::Ended::cancelled;
        return outcome;
    }
    return m_network->exchange(act, *what, sink, stop);
}

Result<std::optional<Outcome>> HttpExecutor::collect(const ports::Act& act, ports::OutputSink&,
                                                     std::stop_token) {
    const auto* what = std::get_if<ports::HttpAct>(&act.what);
    const std::string name = what == nullptr ? "the service" : what->service.name;
    return failure({"nobody knows whether " + name + " did what it was asked",
                    "a service keeps no record of our requests",
                    "look at the service before anything is repeated", name, Retry::unknown});
}

void HttpExecutor::forget(const ports::Act&) {}

} // namespace muster::transport
