// From a key press to the character on screen while output of 50 hosts streams beside the field at a given
// rate. Keys are posted by a thread of their own, at moments that the window does not know; a press is over
// when the field has painted the character.
//
//   bench_typing [LINES PER SECOND] [PRESSES]
#include "tests/bench/Figures.h"
#include "ui/output/OutputView.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

using namespace muster::bench;

namespace {

class Field : public QLineEdit {
public:
    std::vector<double> took;
    void pressed(double at) {
        const std::scoped_lock lock(m_mutex);
        m_pressed = at;
    }
    [[nodiscard]] bool waiting() {
        const std::scoped_lock lock(m_mutex);
        return m_pressed.has_value();
    }

protected:
    void keyPressEvent(QKeyEvent* event) override {
        QLineEdit::keyPressEvent(event);
        m_typed = true;
    }
    void paintEvent(QPaintEvent* event) override {
        QLineEdit::paintEvent(event);
        const std::scoped_lock lock(m_mutex);
        if (m_typed && m_pressed) {
            took.push_back(nowMs() - *m_pressed);
            m_pressed.reset();
        }
        m_typed = false;
    }

private:
    std::mutex m_mutex;
    std::optional<double> m_pressed;
    bool m_typed = false;
};

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setCursorFlashTime(0);
    const double rate = argc > 1 ? std::strtod(argv[1], nullptr) : 100'000;
    const std::size_t presses = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 500;
    muster::ui::Theme theme;
    theme.apply();
    QWidget window;
    auto* field = new Field;
    auto* view = new muster::ui::OutputView(theme);
    auto* column = new QVBoxLayout(&window);
    column->addWidget(field);
    column->addWidget(view);
    window.resize(1440, 900);
    window.show();
    field->setFocus();

    std::atomic<bool> stop = false;
    std::atomic<std::uint64_t> sent = 0;
    std::atomic<int> underway = 0;
    std::thread streamer([&] {
        std::uint64_t number = 0;
        int host = 0;
        const double begin = nowMs();
        while (!stop) {
            const double due = (nowMs() - begin) / 1000 * rate;
            if (static_cast<double>(number) >= due || underway > 64) { // as a transport that stops to read
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
                continue;
            }
            const QByteArray chunk = logChunk(number, UINT64_MAX);
            ++underway;
            QMetaObject::invokeMethod(
                view,
                [view, chunk, name = QString("host-%1").arg(host = (host + 1) % 50), &underway] {
                    view->append(name, false, chunk, 1'795'488'087'104);
                    --underway;
                },
                Qt::QueuedConnection);
            sent = number;
        }
    });
    double began = 0;
    double ended = 0;
    std::uint64_t before = 0;
    std::uint64_t after = 0;
    std::thread typist([&] {
        std::this_thread::sleep_for(std::chrono::seconds(2)); // until it streams evenly
        began = nowMs();
        before = sent;
        for (std::size_t i = 0; i < presses; ++i) {
            std::this_thread::sleep_for(std::chrono::microseconds(21'000 + i * 7919 % 13'000));
            const double patience = nowMs();
            while (field->waiting() && nowMs() - patience < 5000)
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            field->pressed(nowMs());
            const int key = i % 60 == 59 ? Qt::Key_Home : Qt::Key_A + static_cast<int>(i % 26);
            QMetaObject::invokeMethod(
                field,
                [field, key] {
                    const QString text = key == Qt::Key_Home ? QString() : QString(QChar(key));
                    QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier, text);
                    QCoreApplication::sendEvent(field, &event);
                },
                Qt::QueuedConnection);
        }
        std::this_thread::sleep_for(std::chrono::seconds(1));
        ended = nowMs();
        after = sent;
        stop = true;
        QMetaObject::invokeMethod(&application, &QCoreApplication::quit, Qt::QueuedConnection);
    });
    QCoreApplication::exec();
    typist.join();
    streamer.join();
    say("presses", static_cast<double>(field->took.size()));
    say("press_p50_ms", percentile(field->took, 50));
    say("press_p99_ms", percentile(field->took, 99));
    say("press_max_ms", percentile(field->took, 100));
    say("lines_per_second", static_cast<double>(after - before) / (ended - began) * 1000);
    return 0;
}
