// One request and its answer, on the network thread; the caller's thread takes the answer as it comes.
#pragma once

#include "models/ports/Executor.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QObject>
#include <QSslConfiguration>
#include <condition_variable>
#include <mutex>

namespace muster::transport {

// What both threads share. Guarded by `mutex`.
struct HttpNews {
    std::mutex mutex;
    std::condition_variable changed;
    std::string body; // not taken yet
    bool over = false;

    // Valid once it is over.
    bool responded = false;
    bool tooLong = false;
    bool sent = false;    // it may have reached the service
    bool verified = true; // false: the service could not prove who it is
    ports::Outcome outcome;
    std::string why;
};

// Everything of a request that was checked on the caller's thread.
struct HttpRequest {
    QNetworkRequest request;
    QByteArray method;
    QByteArray body;
};

// Lives on the network thread and deletes itself when the exchange is over.
class HttpExchange : public QObject {
public:
    explicit HttpExchange(std::shared_ptr<HttpNews> news);
    void start(HttpRequest request);
    void abort();

private:
    void received();
    void finished();

    std::shared_ptr<HttpNews> m_news;
    QNetworkAccessManager m_manager; // its own: no connection, cookie or password of another request
    QNetworkReply* m_reply = nullptr;
    QStringList m_tlsErrors;
    std::uint64_t m_receivedBytes = 0;
    bool m_sent = false;
    bool m_tooLong = false;
};

// Refuses what cannot be sent unharmed, before anything is done.
[[nodiscard]] Result<HttpRequest> httpRequest(const ports::HttpAct& act);

} // namespace muster::transport
