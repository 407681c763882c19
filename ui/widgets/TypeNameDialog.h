// The third tier of friction: what cannot be taken back is confirmed by typing the name of what it will hit.
#pragma once

#include "ui/widgets/Dialog.h"

class QLineEdit;

namespace muster::ui {

class TypeNameDialog : public Dialog {
    Q_OBJECT
public:
    // Can be confirmed once `name` is typed, letter by letter; pasting it does not count.
    TypeNameDialog(const Theme& theme, const QString& title, const QString& text, const QString& name,
                   const QString& confirm, QWidget* parent);

private:
    QLineEdit* m_field = nullptr;
};

} // namespace muster::ui
