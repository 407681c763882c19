// Short words at the lower edge that go by themselves; they never take the focus and never cover an error.
#pragma once

#include <QFrame>

class QLabel;
class QTimer;

namespace muster::ui {

class Theme;

class Toasts : public QFrame {
    Q_OBJECT
public:
    Toasts(const Theme& theme, QWidget* parent); // lies over its parent

    void say(const QString& text);
    [[nodiscard]] QString text() const; // what is shown; empty: nothing

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();

    const Theme& m_theme;
    QLabel* m_icon = nullptr;
    QLabel* m_text = nullptr;
    QTimer* m_timer = nullptr;
};

} // namespace muster::ui
