#include "ui/shell/DeskEvents.h"

#include "models/base/Printable.h"

#include <QElapsedTimer>
#include <QTimer>
#include <map>
#include <mutex>
#include <set>
#include <tuple>

namespace muster::ui {
namespace {

constexpr int outputEveryMs = 30;

} // namespace

struct DeskEvents::Gathered {
    using Key = std::tuple<std::int64_t, std::string, bool>; // run, host, error stream

    std::mutex mutex;
    // Guarded by the mutex: filled by the desk's threads, taken by the UI thread.
    bool posted = false;
    bool library = false, health = false, runs = false;
    std::set<std::int64_t> changed;
    std::vector<ports::HostKeyAsk> asks;
    bool outputPosted = false;
    std::map<Key, QByteArray> output;

    // Of the UI thread.
    QElapsedTimer sinceOutput;

    // `mark` under the lock; true: the UI thread has still to be woken.
    template <class Function> bool note(Function mark) {
        const std::scoped_lock lock(mutex);
        mark();
        return !std::exchange(posted, true);
    }
};

DeskEvents::DeskEvents(ports::Desk& desk, QObject* parent)
    : QObject(parent), m_gathered(std::make_unique<Gathered>()), m_desk(desk) {
    m_desk.observe(this);
}

DeskEvents::~DeskEvents() {
    m_desk.observe(nullptr);
}

void DeskEvents::libraryChanged() {
    if (m_gathered->note([this] { m_gathered->library = true; }))
        wake();
}

void DeskEvents::healthChanged() {
    if (m_gathered->note([this] { m_gathered->health = true; }))
        wake();
}

void DeskEvents::runsChanged() {
    if (m_gathered->note([this] { m_gathered->runs = true; }))
        wake();
}

void DeskEvents::runChanged(std::int64_t run) {
    if (m_gathered->note([this, run] { m_gathered->changed.insert(run); }))
        wake();
}

void DeskEvents::hostKeyAsked(const ports::HostKeyAsk& ask) {
    if (m_gathered->note([this, &ask] { m_gathered->asks.push_back(ask); }))
        wake();
}

void DeskEvents::output(std::int64_t run, const std::string& host, ports::Stream stream,
                        std::string_view bytes) {
    {
        const std::scoped_lock lock(m_gathered->mutex);
        m_gathered->output[{run, host, stream == ports::Stream::err}].append(
            bytes.data(), static_cast<qsizetype>(bytes.size()));
        if (std::exchange(m_gathered->outputPosted, true))
            return;
    }
    QMetaObject::invokeMethod(
        this,
        [this] {
            auto& since = m_gathered->sinceOutput;
            const qint64 passed = since.isValid() ? since.elapsed() : outputEveryMs;
            QTimer::singleShot(std::max<qint64>(0, outputEveryMs - passed), this, [this] { giveOutput(); });
        },
        Qt::QueuedConnection);
}

void DeskEvents::wake() {
    QMetaObject::invokeMethod(
        this, [this] { giveChanges(); }, Qt::QueuedConnection);
}

void DeskEvents::giveOutput() {
    std::map<Gathered::Key, QByteArray> output;
    {
        const std::scoped_lock lock(m_gathered->mutex);
        output.swap(m_gathered->output);
        m_gathered->outputPosted = false;
    }
    m_gathered->sinceOutput.start();
    for (const auto& [key, bytes] : output) {
        const auto& [run, host, error] = key;
        emit outputCame(run, QString::fromStdString(printableLine(host)), error, bytes);
    }
}

void DeskEvents::giveChanges() {
    bool library = false, health = false, runs = false;
    std::set<std::int64_t> changed;
    std::vector<ports::HostKeyAsk> asks;
    {
        const std::scoped_lock lock(m_gathered->mutex);
        m_gathered->posted = false;
        library = std::exchange(m_gathered->library, false);
        health = std::exchange(m_gathered->health, false);
        runs = std::exchange(m_gathered->runs, false);
        changed.swap(m_gathered->changed);
        asks.swap(m_gathered->asks);
    }
    if (library)
        emit libraryIsNew();
    if (health)
        emit healthIsNew();
    if (runs)
        emit runsAreNew();
    for (const auto run : changed)
        emit runIsNew(run);
    for (const auto& ask : asks)
        emit hostKeyIsAsked(ask);
}

} // namespace muster::ui
