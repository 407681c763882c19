// A million lines into the output view, or into QPlainTextEdit, as they come from a worker: 32 KiB at a time,
// and between two pieces the window does all that waits to be done. A frame is the time of such a turn,
// painting included; memory is what the process grew by.
//
//   bench_output view|peer [LINES]
#include "tests/bench/Figures.h"
#include "ui/output/OutputArea.h"
#include "ui/output/OutputView.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <cstring>
#include <functional>
#include <memory>

using namespace muster::bench;

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_output view|peer [LINES]\n");
        return 2;
    }
    const bool peer = std::strcmp(argv[1], "peer") == 0;
    const std::uint64_t lines = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1'000'000;
    muster::ui::Theme theme;
    theme.apply();
    std::unique_ptr<QWidget> window;
    std::function<void(const QByteArray&)> append;
    if (peer) {
        auto edit = std::make_unique<QPlainTextEdit>();
        edit->setReadOnly(true);
        edit->setUndoRedoEnabled(false);
        edit->setLineWrapMode(QPlainTextEdit::NoWrap);
        edit->setMaximumBlockCount(static_cast<int>(lines));
        edit->setFont(theme.font(muster::ui::Type::mono));
        append = [to = edit.get()](const QByteArray& bytes) {
            to->appendPlainText(QString::fromUtf8(bytes));
        };
        window = std::move(edit);
    } else {
        auto view = std::make_unique<muster::ui::OutputView>(theme);
        append = [to = view.get()](const QByteArray& bytes) {
            to->append("db-a", false, bytes, 1'795'488'087'104);
        };
        window = std::move(view);
    }
    window->resize(900, 600);
    window->show();
    const double shown = nowMs();
    while (nowMs() - shown < 500)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);

    const double memory = residentBytes();
    std::vector<double> frames;
    const double begin = nowMs();
    double text = 0;
    for (std::uint64_t number = 0; number < lines;) {
        const QByteArray chunk = logChunk(number, lines);
        text += static_cast<double>(chunk.size());
        const double turn = nowMs();
        append(chunk);
        QCoreApplication::processEvents();
        frames.push_back(nowMs() - turn);
    }
    const double end = nowMs();
    QCoreApplication::processEvents();
    say("seconds", (end - begin) / 1000);
    say("bytes_per_line", (residentBytes() - memory) / static_cast<double>(lines));
    say("text_per_line", text / static_cast<double>(lines));
    say("frame_p99_ms", percentile(frames, 99));
    say("frame_max_ms", percentile(frames, 100));
    if (auto* view = qobject_cast<muster::ui::OutputView*>(window.get()))
        say("lines_kept", static_cast<double>(view->lineCount()));
    return 0;
}
