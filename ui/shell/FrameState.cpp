#include "ui/shell/FrameState.h"

#include "models/base/Printable.h"

#include <QStringList>

namespace muster::ui {
namespace {

using ports::RunSummary;

QString shown(const std::string& text) {
    return QString::fromStdString(printableLine(text));
}

const ports::LibraryView::EnvironmentEntry* find(const ports::LibraryView& library, const std::string& name) {
    for (const auto& entry : library.environments)
        if (entry.environment.name == name)
            return &entry;
    return nullptr;
}

bool isProduction(const ports::LibraryView& library, const std::string& name) {
    const auto* entry = find(library, name);
    // An environment that is not there any more is taken for the dangerous kind.
    return !entry || entry->environment.production;
}

const RunSummary* liveOnProduction(const ports::LibraryView& library, const std::vector<RunSummary>& runs) {
    for (const auto& run : runs)
        if (run.verdict.empty() && run.mode == incident::Mode::live && isProduction(library, run.environment))
            return &run;
    return nullptr;
}

// The run that the frame speaks of: the shown one, unless a live incident on production is open elsewhere.
const RunSummary* focus(const ports::LibraryView& library, const std::vector<RunSummary>& runs,
                        std::int64_t shown) {
    for (const auto& run : runs)
        if (run.run == shown && run.verdict.empty() && run.mode == incident::Mode::live &&
            isProduction(library, run.environment))
            return &run;
    if (const auto* live = liveOnProduction(library, runs))
        return live;
    for (const auto& run : runs)
        if (run.run == shown && run.verdict.empty())
            return &run;
    for (const auto& run : runs)
        if (run.verdict.empty() && run.here)
            return &run;
    return nullptr;
}

QString modeWord(const RunSummary& run) {
    const auto number = QString::number(run.run);
    switch (run.mode) {
    case incident::Mode::live:
        return QStringLiteral("LIVE INCIDENT ") + number;
    case incident::Mode::drill:
        return QStringLiteral("Drill ") + number;
    case incident::Mode::rehearsal:
        break;
    }
    return QStringLiteral("Rehearsal ") + number;
}

} // namespace

QString FrameState::sentence() const {
    QStringList parts;
    for (const auto& part : {place, name, mode, about})
        if (!part.isEmpty())
            parts << part;
    return parts.join(QStringLiteral(" - "));
}

FrameState frameState(const ports::LibraryView& library, const std::vector<RunSummary>& runs,
                      const std::string& watched, std::int64_t shownRun) {
    const auto* run = focus(library, runs, shownRun);
    const auto& name = run ? run->environment : watched;
    FrameState state;
    if (name.empty()) {
        state.place = QStringLiteral("NO ENVIRONMENT");
        state.about = QStringLiteral("Add one in Setup: nothing is watched and nothing can be run");
        return state;
    }
    const auto* entry = find(library, name);
    const bool production = isProduction(library, name);
    state.place = production ? QStringLiteral("PRODUCTION") : QStringLiteral("PRACTICE");
    state.name = shown(entry && !entry->environment.title.empty() ? entry->environment.title : name);
    state.kind = production ? FrameState::Kind::production : FrameState::Kind::practice;
    if (!run) {
        state.mode = QStringLiteral("No incident");
        return state;
    }
    state.mode = modeWord(*run);
    state.about = shown(run->title);
    if (run->mode == incident::Mode::live && production)
        state.kind = FrameState::Kind::live;
    else if (run->mode == incident::Mode::rehearsal)
        state.mode += QStringLiteral(": nothing is changed");
    return state;
}

} // namespace muster::ui
