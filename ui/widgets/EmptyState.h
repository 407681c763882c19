// Where there is nothing: says what would be here, what to do about it, and offers to do it.
#pragma once

#include "ui/theme/Theme.h"

#include <QWidget>

class QLabel;

namespace muster::ui {

class Button;
class WrapLabel;

class EmptyState : public QWidget {
    Q_OBJECT
public:
    EmptyState(const Theme& theme, const QString& icon, const QString& what, const QString& next,
               QWidget* parent = nullptr);

    void setTexts(const QString& what, const QString& next);
    Button* offer(const QString& text, const QString& name); // a button below; connect its clicked()

private:
    void arrange();

    const Theme& m_theme;
    QString m_iconName;
    QLabel* m_icon = nullptr;
    WrapLabel* m_what = nullptr;
    WrapLabel* m_next = nullptr;
};

} // namespace muster::ui
