// Chooses which drills run one after another, and asks before anything is broken. Cancel is the default; on a
// production system its name has to be typed.
#pragma once

#include "ui/drills/DrillWords.h"
#include "ui/widgets/Dialog.h"

class QCheckBox;
class QLineEdit;
class QListWidget;

namespace muster::ui {

class RunManyDialog : public Dialog {
    Q_OBJECT
public:
    // `usual` seconds of each line's drill there, in their order; nullopt: it never ran.
    RunManyDialog(const Theme& theme, std::vector<DrillLine> lines, std::vector<report::Seconds> usual,
                  const environment::Environment& environment, QWidget* parent);

    [[nodiscard]] ports::PlanRequest request() const;

private:
    void mark(bool all);
    void refresh();

    std::vector<DrillLine> m_lines;
    std::vector<report::Seconds> m_usual;
    std::string m_environment;
    QString m_title;  // of the environment
    QString m_toType; // empty: nothing
    QListWidget* m_list = nullptr;
    QCheckBox* m_shuffle = nullptr;
    QCheckBox* m_failFast = nullptr;
    WrapLabel* m_chosen = nullptr;
    QLineEdit* m_typed = nullptr;
    Button* m_confirm = nullptr;
};

} // namespace muster::ui
