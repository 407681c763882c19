// Small parts that the incident screen is put together from: words in the theme's type and colour, layouts
// whose distances follow the text size, icons beside words.
#pragma once

#include "ui/theme/Theme.h"

#include <QBoxLayout>
#include <QLabel>

namespace muster::ui {

// A label of plain text that wraps and can be selected with the mouse. Markup in it is text.
QLabel* words(const QString& text, Type type, Role tone, QWidget* parent = nullptr);
void retone(QLabel* label, Role tone);

// An icon of resources/icons as a label that follows theme and text size; read out as `spoken`.
class Glyph : public QWidget {
    Q_OBJECT
public:
    Glyph(Theme& theme, QWidget* parent);
    void show(const QString& icon, Role role, const QString& spoken);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Theme& m_theme;
    QIcon m_icon;
};

struct Padding {
    int left = 0, top = 0, right = 0, bottom = 0; // at 100 %
    int between = 0;
};
// Margins and spacing that grow with the text.
void pad(Theme& theme, QLayout* layout, const Padding& padding);
inline Padding even(int all, int between) {
    return {all, all, all, all, between};
}

// A tooltip of text from elsewhere: Qt would take markup in it for its own.
QString plainTip(const QString& text);

void empty(QLayout* layout); // deletes what is in it

} // namespace muster::ui
