// Small helpers by which Home and Setup build their screens from the theme's words.
#pragma once

#include "ui/theme/Theme.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/WrapLabel.h"

#include <QKeySequence>
#include <QLabel>
#include <QPushButton>
#include <QString>

class QFrame;
class QLayout;

namespace muster::ui::home {

// Plain text that wraps, and plain text on one line; type and tone are the words of the style sheet.
WrapLabel* label(const QString& text, const char* type = "body", const char* tone = "text");
QLabel* oneLine(const QString& text, const char* type = "body", const char* tone = "text");
void setTone(QWidget* widget, const char* tone);
void setType(QWidget* widget, const char* type);
QLabel* heading(const QString& text); // of a section of a screen
QFrame* card(const char* name);
// The tip ends with the shortcut, which is shown on the button as well.
Button* button(const Theme& theme, const QString& text, const char* name, const QString& tip,
               Button::Kind kind = Button::Kind::secondary, const QKeySequence& keys = {});
void empty(QLayout* layout); // takes everything out and deletes it later

// A glyph in the colour of its role, and its word beside it; a screen reader hears the word.
class Status : public QWidget {
    Q_OBJECT
public:
    Status(Theme& theme, const char* type, QWidget* parent = nullptr);

    void show(const QString& iconName, const QString& word, Role role);

private:
    void draw();

    Theme& m_theme;
    QString m_iconName;
    Role m_role = Role::text;
    QLabel* m_icon;
    QLabel* m_word;
};

} // namespace muster::ui::home
