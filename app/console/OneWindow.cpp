#include "app/console/OneWindow.h"

#include "models/base/Sha256.h"

#include <QDir>
#include <QLocalSocket>
#include <unistd.h>

namespace muster::app {
namespace {

constexpr int patienceMs = 1500;

} // namespace

OneWindow::OneWindow(const std::filesystem::path& journal, QObject* parent)
    : QObject(parent), m_name(nameFor(journal)), m_server(this) {
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &OneWindow::answer);
}

QString OneWindow::nameFor(const std::filesystem::path& journal) {
    std::error_code error;
    const auto real = std::filesystem::weakly_canonical(journal, error);
    const auto key = sha256((error ? journal : real).string());
    auto folder = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (folder.isEmpty() || !QDir(folder).exists())
        folder = QDir::tempPath();
    return QStringLiteral("%1/muster-%2-%3")
        .arg(folder)
        .arg(getuid())
        .arg(QString::fromStdString(key.substr(0, 16)));
}

bool OneWindow::handOver(const QString& screen) const {
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(patienceMs))
        return false;
    socket.write(screen.toUtf8() + '\n');
    return socket.waitForBytesWritten(patienceMs) && socket.waitForReadyRead(patienceMs) &&
           socket.readAll() == "ok\n";
}

void OneWindow::listen() {
    if (m_server.listen(m_name))
        return;
    QLocalServer::removeServer(m_name); // of one that was killed: nobody answered there
    m_server.listen(m_name);
}

void OneWindow::answer() {
    while (auto* socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (!socket->canReadLine())
                return;
            const auto screen = QString::fromUtf8(socket->readLine(64)).trimmed();
            socket->write("ok\n");
            socket->disconnectFromServer();
            emit asked(screen);
        });
    }
}

} // namespace muster::app
