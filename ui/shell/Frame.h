// The band at the top and the border round the window: environment and mode, unmistakably. A live incident
// on production has a colour, a pattern, a word and a width that nothing else has.
#pragma once

#include "ui/shell/FrameState.h"

#include <QFrame>

class QLabel;
class QVBoxLayout;

namespace muster::ui {

class Theme;

class Frame : public QFrame {
    Q_OBJECT
public:
    explicit Frame(const Theme& theme, QWidget* parent = nullptr);

    void setContent(QWidget* content);
    void setState(const FrameState& state);
    [[nodiscard]] const FrameState& state() const { return m_state; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void arrange();
    void tick();
    [[nodiscard]] QColor colour() const;

    const Theme& m_theme;
    FrameState m_state;
    QWidget* m_band = nullptr;
    QLabel* m_icon = nullptr;
    QLabel* m_place = nullptr;
    QLabel* m_name = nullptr;
    QLabel* m_mode = nullptr;
    QLabel* m_about = nullptr;
    QLabel* m_clock = nullptr;
    QVBoxLayout* m_layout = nullptr;
};

} // namespace muster::ui
