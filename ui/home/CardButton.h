// A card that is a button as a whole: what is laid out in it is its label. Enter and Space press it, as a
// click does; `chosen` marks the one that Enter elsewhere would press.
#pragma once

#include <QAbstractButton>

namespace muster::ui {

class Theme;

class CardButton : public QAbstractButton {
    Q_OBJECT
public:
    explicit CardButton(Theme& theme, QWidget* parent = nullptr);

    void setChosen(bool chosen);
    [[nodiscard]] bool isChosen() const { return m_chosen; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    Theme& m_theme;
    bool m_chosen = false;
};

} // namespace muster::ui
