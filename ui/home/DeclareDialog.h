// Declares an incident or a rehearsal. Begins filled in from what the probes see, so that Enter is enough;
// says before anything else whether it will act on production; and when it cannot be declared, why.
#pragma once

#include "models/ports/Desk.h"
#include "models/runbook/Search.h"

#include <QDialog>
#include <memory>

class QButtonGroup;
class QComboBox;
class QFrame;
class QLabel;
class QRadioButton;

namespace muster::ui {

class Button;
class DeskEvents;
class FaultTimeBox;
class InputsBox;
class RunbookField;
class Theme;
class WrapLabel;

class DeclareDialog : public QDialog {
    Q_OBJECT
public:
    // `runbook`: the one to begin with; empty: the one that the probes speak for.
    DeclareDialog(ports::Desk& desk, DeskEvents& events, Theme& theme, const runbook::Search& search,
                  const QString& runbook, QWidget* parent);

    [[nodiscard]] ports::Declaration declaration() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QString obstacle() const; // why it cannot be declared; empty: it can
    void done(int result) override;

signals:
    void declared(qint64 run);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build();
    void preselect(const QString& runbook);
    void showRunbook();
    void showEnvironment();
    void judge();
    void send();
    [[nodiscard]] std::vector<ports::ServiceHealth> health() const;
    [[nodiscard]] const ports::LibraryView::RunbookEntry* entry() const;

    ports::Desk& m_desk;
    Theme& m_theme;
    const runbook::Search m_search;
    std::shared_ptr<const ports::LibraryView> m_library;
    bool m_modeTouched = false;
    bool m_severityTouched = false;
    bool m_sending = false;

    QFrame* m_banner = nullptr;
    WrapLabel* m_bannerWord = nullptr;
    WrapLabel* m_bannerText = nullptr;
    QWidget* m_form = nullptr;
    QFrame* m_foot = nullptr;
    RunbookField* m_runbook = nullptr;
    WrapLabel* m_reason = nullptr;
    WrapLabel* m_problems = nullptr;
    QComboBox* m_environment = nullptr;
    QButtonGroup* m_severity = nullptr;
    WrapLabel* m_onCall = nullptr;
    QRadioButton* m_rehearsal = nullptr;
    QRadioButton* m_live = nullptr;
    FaultTimeBox* m_fault = nullptr;
    QLabel* m_inputsLabel = nullptr;
    InputsBox* m_inputs = nullptr;
    WrapLabel* m_obstacle = nullptr;
    Button* m_declare = nullptr;
};

} // namespace muster::ui
