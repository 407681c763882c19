#include "engine/transport/http/HttpExchange.h"

#include <QFile>
#include <QSslCertificate>
#include <QUrl>
#include <algorithm>
#include <string_view>

namespace muster::transport {
namespace {

// RFC 9110, 5.6.2.
bool isToken(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 ||
               std::string_view("!#$%&'*+-.^_`|~").find(static_cast<char>(c)) != std::string_view::npos;
    });
}

bool isHeaderValue(std::string_view text) {
    return std::none_of(text.begin(), text.end(),
                        [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; });
}

tl::unexpected<Error> cannotSend(const ports::HttpAct& act, std::string why, std::string next) {
    return failure({"cannot send the request to " + act.service.name, std::move(why), std::move(next),
                    act.service.name, Retry::never});
}

Result<QSslConfiguration> tls(const ports::HttpAct& act) {
    auto configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (act.service.caFile.empty())
        return configuration;
    QFile file(QString::fromStdString(act.service.caFile));
    if (!file.open(QIODevice::ReadOnly))
        return cannotSend(act,
                          "its authorities cannot be read from " + act.service.caFile + ": " +
                              file.errorString().toStdString(),
                          "correct `ca` of the service in the environment file");
    const auto authorities = QSslCertificate::fromDevice(&file, QSsl::Pem);
    if (authorities.isEmpty())
        return cannotSend(act, "there is no certificate in " + act.service.caFile,
                          "put the authority there, in PEM form");
    configuration.setCaCertificates(authorities);
    return configuration;
}

} // namespace

Result<HttpRequest> httpRequest(const ports::HttpAct& act) {
    const QUrl url(QString::fromStdString(act.url), QUrl::StrictMode);
    if (!url.isValid() || (url.scheme() != "http" && url.scheme() != "https") || url.host().isEmpty() ||
        !url.userInfo().isEmpty())
        return cannotSend(act, "'" + act.url + "' is not the address of a web service",
                          "it must begin with http:// or https://, and name no user");
    if (!isToken(act.method))
        return cannotSend(act, "'" + act.method + "' is not a method", "write GET, POST, PUT or another one");

    HttpRequest out;
    out.method = QByteArray::fromStdString(act.method);
    out.body = QByteArray::fromStdString(act.body);
    out.request.setUrl(url.adjusted(QUrl::RemoveFragment));
    // What Qt would say of its own accord; a header of the act comes later and wins.
    out.request.setRawHeader("User-Agent", "Muster");
    out.request.setRawHeader("Accept-Encoding", "identity");
    QMap<QByteArray, QByteArray> headers;
    const auto add = [&](const std::string& name, const std::string& value) {
        if (!isToken(name) || !isHeaderValue(value))
            return false;
        auto& header = headers[QByteArray::fromStdString(name).toLower()];
        header += (header.isEmpty() ? "" : ", ") + QByteArray::fromStdString(value);
        return true;
    };
    for (const auto& [name, value] : act.headers)
        if (!add(name, value))
            return cannotSend(act, "the header '" + name + "' cannot be sent",
                              "a name is one word, and a value one line without control characters");
    for (const auto& [name, value] : act.secretHeaders)
        if (!add(name, value.reveal()))
            return cannotSend(act, "the header '" + name + "', whose value is a secret, cannot be sent",
                              "a name is one word, and a value one line without control characters");
    for (auto header = headers.cbegin(); header != headers.cend(); ++header)
        out.request.setRawHeader(header.key(), header.value());
    out.request.setRawHeader("Connection", "close");
    if (!out.body.isEmpty() && !headers.contains("content-type"))
        out.request.setHeader(QNetworkRequest::ContentTypeHeader, "application/octet-stream");
    out.request.setHeader(QNetworkRequest::ContentLengthHeader, out.body.size());
    if (out.body.isEmpty() && (act.method == "GET" || act.method == "HEAD"))
        out.request.setHeader(QNetworkRequest::ContentLengthHeader, QVariant());
    out.request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    out.request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    out.request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    out.request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    out.request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    out.request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    if (url.scheme() == "https") {
        auto configuration = tls(act);
        if (!configuration)
            return failure(std::move(configuration.error()));
        out.request.setSslConfiguration(*configuration);
    }
    return out;
}

} // namespace muster::transport
