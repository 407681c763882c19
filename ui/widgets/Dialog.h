// The shape of every question that lies over the window: a title, a text, what belongs to it, and buttons at
// the bottom with Cancel as the default. Escape is Cancel.
#pragma once

#include "ui/theme/Theme.h"
#include "ui/widgets/Button.h"

#include <QBoxLayout>
#include <QDialog>

class QScrollArea;

namespace muster::ui {

class WrapLabel;

// For the done() of a dialog: gives the keys back to the window below, also where no window manager does.
void giveKeysBack(const QDialog& dialog);

class Dialog : public QDialog {
    Q_OBJECT
public:
    Dialog(const Theme& theme, const QString& name, const QString& title, const QString& text,
           QWidget* parent);

    [[nodiscard]] QVBoxLayout* body() const { return m_body; }
    // At the right end; closes with accept() unless `closes` is false.
    Button* addAction(const QString& text, const QString& name, Button::Kind kind, bool closes = true);
    [[nodiscard]] Button* cancel() const { return m_cancel; }
    void setText(const QString& text);
    void setWidth(int at100); // the width to begin with, at a text size of 100 %

    [[nodiscard]] QSize sizeHint() const override; // no larger than the window below; more is scrolled
    void setVisible(bool visible) override;
    void done(int result) override;

protected:
    [[nodiscard]] const Theme& theme() const { return m_theme; }

private:
    const Theme& m_theme;
    int m_width = 460;
    QScrollArea* m_scroll = nullptr;
    WrapLabel* m_text = nullptr;
    QVBoxLayout* m_body = nullptr;
    QHBoxLayout* m_buttons = nullptr;
    Button* m_cancel = nullptr;
};

} // namespace muster::ui
