// What a person fills in on the step card before an answer counts. Each kind of question that asks for more
// than a choice has a form of its own.
#pragma once

#include "models/ports/Session.h"

#include <QVariantMap>
#include <QWidget>

namespace muster::ui {

class CardForm : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    // Puts what was written into the answer. What is missing, in words; empty: nothing.
    virtual QString fill(ports::Answer& answer) const = 0;
    virtual QWidget* first() = 0; // where the focus goes; null: to the button
    [[nodiscard]] virtual QVariantMap unfinished() const = 0;
    virtual void restore(const QVariantMap& unfinished) = 0;
    // A button that must wait until the form allows it.
    [[nodiscard]] virtual bool ready(const std::string& choice) const {
        Q_UNUSED(choice)
        return true;
    }

signals:
    void edited();
    void completed(); // Enter in its last field: the button is next
};

class Theme;
// Null where a choice says it all.
CardForm* formFor(const ports::Question& question, Theme& theme, QWidget* parent);

} // namespace muster::ui
