// Asks for words that go into the journal: why something is skipped, what was seen. It cannot be confirmed
// empty.
#pragma once

#include "ui/widgets/Dialog.h"

class QPlainTextEdit;

namespace muster::ui {

class ReasonDialog : public Dialog {
    Q_OBJECT
public:
    // `purpose` names the field ("Why is the step skipped?"), `confirm` the button ("Step: skip it").
    ReasonDialog(const Theme& theme, const QString& title, const QString& text, const QString& purpose,
                 const QString& confirm, QWidget* parent, Button::Kind kind = Button::Kind::primary);

    [[nodiscard]] QString reason() const;
    void setReason(const QString& text); // what was begun before

protected:
    bool eventFilter(QObject* watched, QEvent* event) override; // Ctrl+Return confirms

private:
    QPlainTextEdit* m_field = nullptr;
    Button* m_confirm = nullptr;
};

} // namespace muster::ui
