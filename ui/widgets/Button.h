// A push button that shows the shortcut of what it does. `primary` is the one thing to do next; there is one
// on a screen at most.
#pragma once

#include "ui/theme/Theme.h"

#include <QPushButton>

class QAction;

namespace muster::ui {

class Button : public QPushButton {
    Q_OBJECT
public:
    enum class Kind { secondary, primary, danger, quiet };

    // `name` becomes the objectName, the text without its & the accessible name.
    Button(const Theme& theme, const QString& text, const QString& name, QWidget* parent = nullptr,
           Kind kind = Kind::secondary);

    void setKind(Kind kind);
    // Shown at the right end and in the tooltip. Does not bind the key: the action does.
    void setHint(const QKeySequence& keys);
    // Does what the action does, is enabled when it is, shows its shortcut. Keeps its own text.
    void follow(QAction* action);
    void setGlyph(const QString& icon); // in the colour of the text

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] Role textRole() const;

    const Theme& m_theme;
    Kind m_kind = Kind::secondary;
    QString m_hint;
    QString m_glyph;
};

} // namespace muster::ui
