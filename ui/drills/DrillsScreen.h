// The drills: the catalogue beside the drill that is chosen. Here something is broken on purpose; it is asked
// before, and what was broken is put back in every case.
#pragma once

#include "models/ports/Desk.h"
#include "ui/drills/DrillWords.h"
#include "ui/shell/Screen.h"

#include <functional>

class QStackedWidget;
class QTimer;

namespace muster::ui {

class DeskEvents;
class DrillList;
class DrillPage;
class PlanPage;
class Button;
class EmptyState;
class Theme;
class WrapLabel;

class DrillsScreen : public Screen {
    Q_OBJECT
public:
    DrillsScreen(ports::Desk& desk, DeskEvents& events, Theme& theme, QWidget* parent);

    [[nodiscard]] QString name() const override { return QStringLiteral("drills"); }
    [[nodiscard]] QString title() const override { return tr("Drills"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("drills"); }
    void shown() override;
    void open(std::int64_t run) override;
    [[nodiscard]] std::int64_t run() const override;
    [[nodiscard]] QVariantMap unfinished() const override;
    void restore(const QVariantMap& unfinished) override;

    // How the person names the file of a result; the default is the desktop's dialog.
    void setChooseFile(std::function<QString(const QString& suggested)> choose) {
        m_chooseFile = std::move(choose);
    }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void addActions();
    void fitSide();
    void refresh();
    void choose();
    void runDrill();
    void stopDrill(std::int64_t run);
    void putBack(std::int64_t run);
    void runMany();
    void refreshPlan();
    void showPlan(bool shown);
    void savePlan(std::int64_t plan);
    void complain(const Error& error);

    ports::Desk& m_desk;
    DeskEvents& m_events;
    Theme& m_theme;
    QStackedWidget* m_stack = nullptr;
    QWidget* m_side = nullptr;
    WrapLabel* m_where = nullptr;
    DrillList* m_list = nullptr;
    DrillPage* m_page = nullptr;
    PlanPage* m_plan = nullptr;
    QStackedWidget* m_right = nullptr; // the drill, or the plan
    Button* m_many = nullptr;
    Button* m_toPlan = nullptr;
    std::function<QString(const QString&)> m_chooseFile;
    QAction* m_runAction = nullptr;
    QAction* m_manyAction = nullptr;
    QAction* m_planAction = nullptr;
    QAction* m_stopAction = nullptr;
    QTimer* m_age = nullptr;  // "12 days ago" grows older
    QTimer* m_tick = nullptr; // the clock of a plan that runs
};

} // namespace muster::ui
