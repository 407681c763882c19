// Theme and size of the text; what is chosen is seen at once.
#pragma once

#include <QWidget>

class QButtonGroup;
class QLabel;
class QSlider;

namespace muster::ui {

class Theme;

class AppearancePage : public QWidget {
    Q_OBJECT
public:
    explicit AppearancePage(Theme& theme, QWidget* parent = nullptr);

private:
    void refresh();

    Theme& m_theme;
    QButtonGroup* m_choices;
    QSlider* m_size;
    QLabel* m_percent;
};

} // namespace muster::ui
