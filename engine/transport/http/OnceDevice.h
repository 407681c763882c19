// A request's body that can be read only once. QNetworkAccessManager sends a request again, unasked, when
// the server hangs up before it answers (seen with Qt 6.4.2); it cannot when the body does not rewind.
#pragma once

#include <QByteArray>
#include <QIODevice>

namespace muster::transport {

class OnceDevice : public QIODevice {
public:
    OnceDevice(QByteArray bytes, QObject* parent) : QIODevice(parent), m_bytes(std::move(bytes)) {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override { return m_bytes.size() - m_read; }
    bool reset() override { return false; }

protected:
    qint64 readData(char* to, qint64 atMost) override {
        if (m_read >= m_bytes.size())
            return -1;
        const qint64 size = std::min<qint64>(atMost, m_bytes.size() - m_read);
        std::copy_n(m_bytes.constData() + m_read, size, to);
        m_read += size;
        return size;
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_read = 0;
};

} // namespace muster::transport
