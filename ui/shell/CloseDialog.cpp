#include "ui/shell/CloseDialog.h"

#include "models/base/Printable.h"
#include "ui/widgets/WrapLabel.h"

#include <algorithm>

namespace muster::ui {

std::vector<RunningNow> runningNow(const ports::Desk& desk, std::int64_t nowUtcMs) {
    std::vector<RunningNow> running;
    for (const auto& line : desk.runs()) {
        if (!line.here || !line.verdict.empty())
            continue;
        const auto view = desk.view(line.run);
        const auto title = QString::fromStdString(printableLine(line.title));
        if (line.kind == "drill") {
            running.push_back({line.run, true, QStringLiteral("Drill %1: %2").arg(line.run).arg(title)});
            continue;
        }
        if (!view || view->stage != ports::Stage::acting)
            continue;
        const auto* active = view->state ? view->state->active() : nullptr;
        const auto step = active ? QString::fromStdString(printableLine(active->title)) : title;
        if (view->acting.empty())
            running.push_back({line.run, false, step});
        for (const auto& host : view->acting)
            running.push_back({line.run, false,
                               QStringLiteral("%1 on %2, for %3 s")
                                   .arg(step, QString::fromStdString(printableLine(host.host)))
                                   .arg(std::max<std::int64_t>(0, (nowUtcMs - host.sinceUtcMs) / 1000))});
    }
    return running;
}

CloseDialog::CloseDialog(const Theme& theme, const std::vector<RunningNow>& running, QWidget* parent)
    : Dialog(theme, QStringLiteral("closing"), QStringLiteral("Something still runs"), {}, parent) {
    for (const auto& each : running) {
        auto* line = new WrapLabel(each.what, this);
        Theme::setType(line, Type::strong);
        body()->addWidget(line);
    }
    const bool drill = std::ranges::any_of(running, &RunningNow::drill);
    const bool step = std::ranges::any_of(running, [](const auto& each) { return !each.drill; });
    if (step) {
        body()->addWidget(
            new WrapLabel(QStringLiteral("Left running, the command goes on on its host; what came of it is "
                                         "collected when Muster is started again."),
                          this));
    }
    if (drill) {
        body()->addWidget(new WrapLabel(
            QStringLiteral("A drill does not go on without the window: it is stopped, and what it "
                           "broke is put back."),
            this));
    }
    cancel()->setText(QStringLiteral("Window: stay here"));
    cancel()->setAccessibleName(cancel()->text());
    const auto offer = [this](const QString& text, const char* name, Button::Kind kind, Choice choice) {
        auto* button = addAction(text, QLatin1String(name), kind, false);
        connect(button, &QPushButton::clicked, this, [this, choice] {
            m_choice = choice; // before anybody is told that it is finished
            accept();
        });
    };
    if (step && !drill)
        offer(QStringLiteral("Leave it running and close"), "leave", Button::Kind::secondary, leaveAndClose);
    offer(QStringLiteral("Stop it, then close"), "stop", Button::Kind::danger, stopAndClose);
}

} // namespace muster::ui
