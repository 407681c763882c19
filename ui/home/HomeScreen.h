// The first screen: what the probes see, what is open, what was suggested, and a search by symptom that
// leads to declaring an incident. Explains itself where there is nothing yet.
#pragma once

#include "models/ports/Desk.h"
#include "models/runbook/Search.h"
#include "ui/home/Suggestions.h"
#include "ui/shell/Screen.h"

#include <memory>
#include <vector>

class QBoxLayout;
class QComboBox;
class QLineEdit;
class QScrollArea;
class QTimer;

namespace muster::ui {

class Button;
class DeskEvents;
class EmptyState;
class FirstSteps;
class HitList;
class OpenRuns;
class RunbookTable;
class ServiceTiles;
class Theme;
class WrapLabel;

class HomeScreen : public Screen {
    Q_OBJECT
public:
    HomeScreen(ports::Desk& desk, DeskEvents& events, Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] QString name() const override { return QStringLiteral("home"); }
    [[nodiscard]] QString title() const override { return QStringLiteral("Home"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("home"); }
    void shown() override;
    void declare(const QString& runbook) override;
    [[nodiscard]] QVariantMap unfinished() const override;
    void restore(const QVariantMap& unfinished) override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void addActions();
    void takeLibrary();
    void takeHealth();
    void takeRuns();
    void search();
    void suggest();
    void lead();
    void showTable(const std::vector<ports::RunSummary>& runs);
    void tick();
    void complain(const Error& error);

    ports::Desk& m_desk;
    DeskEvents& m_events;
    Theme& m_theme;
    std::shared_ptr<const ports::LibraryView> m_library;
    std::shared_ptr<const runbook::Search> m_search = std::make_shared<runbook::Search>();
    std::vector<home::Suggestion> m_suggestions;
    std::string m_suggestedBy; // the states and drills they were made from
    std::string m_tableOf;     // the documents and drills that the table was made from

    QScrollArea* m_scroll = nullptr;
    QComboBox* m_environment = nullptr;
    QLineEdit* m_field = nullptr;
    HitList* m_hits = nullptr;
    OpenRuns* m_open = nullptr;
    ServiceTiles* m_tiles = nullptr;
    FirstSteps* m_first = nullptr;
    Button* m_declare = nullptr;
    Button* m_declareFirst = nullptr; // of the suggestions
    WrapLabel* m_onCall = nullptr;
    QWidget* m_suggested = nullptr;
    QBoxLayout* m_suggestedRow = nullptr;
    EmptyState* m_noRunbook = nullptr;
    RunbookTable* m_table = nullptr;
    QTimer* m_clock = nullptr;
};

} // namespace muster::ui
