#include "engine/transport/http/HttpExchange.h"

#include "engine/transport/http/OnceDevice.h"

#include <QHostAddress>
#include <QNetworkProxyFactory>
#include <QSslError>

namespace muster::transport {
namespace {

constexpr std::uint64_t longestBody = 64U << 20U;
constexpr qint64 bufferedBytes = 1 << 20;

class Proxies : public QNetworkProxyFactory {
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override {
        const auto host = query.peerHostName();
        const QHostAddress address(host);
        if (host == "localhost" || host.endsWith(".localhost") || address.isLoopback())
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        return QNetworkProxyFactory::systemProxyForQuery(query);
    }
};

// The request never left: nobody was reached, or nobody who could prove who he is.
bool neverSent(QNetworkReply::NetworkError error) {
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::SslHandshakeFailedError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::InsecureRedirectError:
        return true;
    default:
        return false;
    }
}

// A status of 400 and above is an answer like any other, though Qt calls it an error.
bool isAnswer(QNetworkReply::NetworkError error) {
    return error == QNetworkReply::NoError || error == QNetworkReply::ProtocolInvalidOperationError ||
           (error >= QNetworkReply::ContentAccessDenied && error <= QNetworkReply::UnknownContentError &&
            error != QNetworkReply::ContentReSendError) ||
           (error >= QNetworkReply::InternalServerError && error <= QNetworkReply::UnknownServerError);
}

} // namespace

HttpExchange::HttpExchange(std::shared_ptr<HttpNews> news) : m_news(std::move(news)), m_manager(this) {
    m_manager.setProxyFactory(new Proxies); // owned by the manager
}

void HttpExchange::start(HttpRequest request) {
    const bool repeatable = request.body.isEmpty() && (request.method == "GET" || request.method == "HEAD");
    auto* body = repeatable ? nullptr : new OnceDevice(request.body, this);
    if (body == nullptr && request.method == "GET")
        m_reply = m_manager.get(request.request);
    else if (body == nullptr && request.method == "HEAD")
        m_reply = m_manager.head(request.request);
    else
        m_reply = m_manager.sendCustomRequest(request.request, request.method, body);
    m_reply->setReadBufferSize(bufferedBytes);
    connect(m_reply, &QNetworkReply::requestSent, this, [this] { m_sent = true; });
    // Qt says nothing when it has sent a request with an empty body: then it counts as sent as soon as it
    // may have been, which over TLS is after the handshake.
    m_sent = body != nullptr && request.body.isEmpty() && request.request.url().scheme() == "http";
    connect(m_reply, &QNetworkReply::encrypted, this, [this] { m_sent = true; });
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpExchange::received);
    connect(m_reply, &QNetworkReply::finished, this, &HttpExchange::finished);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError>& errors) {
        for (const auto& error : errors)
            m_tlsErrors += error.errorString();
    });
    if (m_reply->isFinished())
        finished();
}

void HttpExchange::abort() {
    if (m_reply != nullptr)
        m_reply->abort();
}

void HttpExchange::received() {
    const QByteArray bytes = m_reply->readAll();
    m_receivedBytes += static_cast<std::uint64_t>(bytes.size());
    if (m_receivedBytes > longestBody) {
        if (!m_tooLong) {
            m_tooLong = true;
            m_reply->abort();
        }
        return;
    }
    const std::lock_guard lock(m_news->mutex);
    m_news->body.append(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    m_news->changed.notify_all();
}

void HttpExchange::finished() {
    if (m_reply->isOpen() && m_reply->bytesAvailable() > 0)
        received();
    const auto error = m_reply->error();
    const auto status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute);
    {
        const std::lock_guard lock(m_news->mutex);
        m_news->tooLong = m_tooLong;
        m_news->responded = status.isValid() && isAnswer(error) && !m_tooLong;
        // Qt may abort a name resolution or a connect without a word; what it has sent, it has told.
        m_news->sent = error == QNetworkReply::OperationCanceledError
                           ? m_sent || status.isValid() || m_tooLong
                           : !neverSent(error);
        m_news->verified = m_tlsErrors.isEmpty() && error != QNetworkReply::SslHandshakeFailedError;
        m_news->why = m_reply->errorString().toStdString();
        if (!m_tlsErrors.isEmpty())
            m_news->why = m_tlsErrors.join("; ").toStdString();
        m_news->outcome.ended = ports::Outcome::Ended::responded;
        m_news->outcome.status = status.toInt();
        for (const auto& [name, value] : m_reply->rawHeaderPairs())
            m_news->outcome.headers.emplace_back(name.toStdString(), value.toStdString());
        m_news->over = true;
        m_news->changed.notify_all();
    }
    m_reply->disconnect(this);
    deleteLater();
}

} // namespace muster::transport
