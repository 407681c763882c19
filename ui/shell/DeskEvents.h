// Brings what the desk says to the UI thread, as signals. Output is gathered and given in pieces, never a
// signal per line.
#pragma once

#include "models/ports/Desk.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QVariant>
#include <functional>
#include <memory>
#include <utility>

namespace muster::ui {

class DeskEvents : public QObject, public ports::DeskObserver {
    Q_OBJECT
public:
    explicit DeskEvents(ports::Desk& desk, QObject* parent = nullptr); // observes from now on
    ~DeskEvents() override;                                            // and no longer

    void libraryChanged() override;
    void healthChanged() override;
    void runsChanged() override;
    void runChanged(std::int64_t run) override;
    void output(std::int64_t run, const std::string& host, ports::Stream stream,
                std::string_view bytes) override;
    void hostKeyAsked(const ports::HostKeyAsk& ask) override;

signals: // on the UI thread; several changes in a row may become one signal
    void libraryIsNew();
    void healthIsNew();
    void runsAreNew();
    void runIsNew(qint64 run);
    // At most every 30 ms a run, host and stream; bytes as they came.
    void outputCame(qint64 run, const QString& host, bool errorStream, const QByteArray& bytes);
    void hostKeyIsAsked(const muster::ports::HostKeyAsk& ask);

private:
    void wake();
    void giveChanges();
    void giveOutput();

    struct Gathered;
    std::unique_ptr<Gathered> m_gathered;
    ports::Desk& m_desk;
};

// A callback for the desk that calls `function(Result<T>)` on the UI thread, if `context` is still there.
template <class T = void, class Function> ports::Then<T> onUi(QObject* context, Function function) {
    return [guard = QPointer<QObject>(context), function](Result<T> result) {
        QMetaObject::invokeMethod(
            qApp,
            [guard, function, kept = std::make_shared<Result<T>>(std::move(result))]() {
                if (guard)
                    function(std::move(*kept));
            },
            Qt::QueuedConnection);
    };
}

} // namespace muster::ui
