// What somebody does first with an empty journal: practise, where that is allowed.
#pragma once

#include <QWidget>

namespace muster::ui {

class Theme;
class WrapLabel;

class FirstSteps : public QWidget {
    Q_OBJECT
public:
    explicit FirstSteps(const Theme& theme, QWidget* parent = nullptr);

    void show(const QString& environment); // its title; drills are allowed on it

signals:
    void drillAsked();

private:
    WrapLabel* m_text;
};

} // namespace muster::ui
