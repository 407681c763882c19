// What the window remembers from one start to the next: $XDG_STATE_HOME/muster/window.ini. Nothing in it is
// needed: without the file everything is as on the first day.
#pragma once

#include <QObject>
#include <QThreadPool>
#include <QVariantMap>

class QTimer;

namespace muster::ui {

class WindowState : public QObject {
    Q_OBJECT
public:
    // Reads the file, which is small. Empty: nothing is read or kept.
    explicit WindowState(const QString& file, QObject* parent = nullptr);
    ~WindowState() override; // writes what is still to be written

    [[nodiscard]] static QString standardFile();

    [[nodiscard]] QVariant value(const QString& key, const QVariant& otherwise = {}) const;
    // Written by a thread of its own, soon: the UI thread never waits for the disk.
    void set(const QString& key, const QVariant& value);

private:
    void write();

    QString m_file;
    QVariantMap m_values;
    QTimer* m_timer = nullptr;
    QThreadPool m_writer;
};

} // namespace muster::ui
