// The drills: the catalogue beside the drill that is chosen. Here something is broken on purpose; it is asked
// before, and what was broken is put back in every case.
#pragma once

#include "models/ports/Desk.h"
#include "ui/shell/Screen.h"

class QStackedWidget;

namespace muster::ui {

class DeskEvents;
class DrillList;
class DrillPage;
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

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void addActions();
    void refresh();
    void choose();
    void runDrill();
    void stopDrill(std::int64_t run);
    void putBack(std::int64_t run);
    void complain(const Error& error);

    ports::Desk& m_desk;
    DeskEvents& m_events;
    Theme& m_theme;
    QStackedWidget* m_stack = nullptr;
    QWidget* m_side = nullptr;
    WrapLabel* m_where = nullptr;
    DrillList* m_list = nullptr;
    DrillPage* m_page = nullptr;
    QAction* m_runAction = nullptr;
    QAction* m_stopAction = nullptr;
    QTimer* m_age = nullptr; // "12 days ago" grows older
};

} // namespace muster::ui
