// One window per journal: a second start on the same one brings the first to the front and ends.
#pragma once

#include <QLocalServer>
#include <QObject>
#include <QString>
#include <filesystem>

namespace muster::app {

class OneWindow : public QObject {
    Q_OBJECT
public:
    explicit OneWindow(const std::filesystem::path& journal, QObject* parent = nullptr);

    // True: another window has this journal, and was asked to come forward and show `screen`.
    [[nodiscard]] bool handOver(const QString& screen) const;
    // From now on, others hand over to this one.
    void listen();

    // The socket's name, from the journal's real path and the user; the same for all ways to write it.
    [[nodiscard]] static QString nameFor(const std::filesystem::path& journal);

signals:
    void asked(const QString& screen);

private:
    void answer();

    QString m_name;
    QLocalServer m_server;
};

} // namespace muster::app
