// Colours, type and distances of the window: every screen takes them from here and from nowhere else, so
// that dark, light and high contrast are one switch and contrast can be measured from the tables.
// UI thread only.
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QString>

class QWidget;

namespace muster::ui {

enum class Scheme { dark, light, highContrast };
enum class SchemeChoice { desktop, dark, light, highContrast }; // desktop: as org.freedesktop.appearance says

// What a colour is for. Text roles keep 4.5:1 on `window`, `surface` and `raised`, control edges 3:1.
enum class Role {
    window,   // behind everything
    surface,  // cards, panels
    raised,   // a card in a card, hovered rows, fields
    sunken,   // output of commands, code
    line,     // hairlines between things; carries no meaning
    edge,     // outlines of controls and fields
    text,     // what is read
    faint,    // what is read second; still 4.5:1
    accent,   // the one thing to do next; selection; focus ring
    onAccent, // text on accent
    good,     // done, up, within target
    warning,  // needs a look: slow, unknown, near the target
    bad,      // failed, down, missed
    onStatus, // text on good, warning, bad
    live,     // the frame of a live incident on production, and nothing else
    onLive,
    practice, // the frame of rehearsal and of the range
    onPractice,
};

// Sizes at 100 %; all scale with the text size. Headings are Inter, code and output JetBrains Mono.
enum class Type { body, small, strong, heading, title, caption, mono, monoSmall, figure, clock };

// Distances in device-independent pixels, scaled with the text size.
enum class Space { hair = 2, tight = 4, small = 8, medium = 12, large = 16, wide = 24, page = 32 };

// One per application, owned by main(); screens are given a reference.
class Theme : public QObject {
    Q_OBJECT
public:
    explicit Theme(QObject* parent = nullptr);

    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    [[nodiscard]] SchemeChoice choice() const { return m_choice; }
    void choose(SchemeChoice choice);
    // 100 to 200, in percent.
    [[nodiscard]] int textSize() const { return m_textSize; }
    void setTextSize(int percent);

    [[nodiscard]] QColor colour(Role role) const { return colour(m_scheme, role); }
    [[nodiscard]] QFont font(Type type) const; // clocks and figures have digits of one width
    [[nodiscard]] int space(Space space) const;
    [[nodiscard]] int pixels(int at100) const; // any other size, scaled
    // From resources/icons/NAME.svg, drawn in `role`'s colour of the moment it is painted, sharp at any
    // scale.
    [[nodiscard]] QIcon icon(const QString& name, Role role = Role::text) const;

    // Type and colour of a widget's text by the style sheet: they follow every later change by themselves.
    // Afterwards the widget's own setFont() is without effect.
    static void setType(QWidget* widget, Type type);
    static void setTone(QWidget* widget, Role role); // of its text
    static void setPanel(QWidget* widget,
                         Role role); // of its background; QFrame and its kind, and dialogs

    [[nodiscard]] static QColor colour(Scheme scheme, Role role);
    // The relative contrast of WCAG 2.1, 1 to 21.
    [[nodiscard]] static double contrast(const QColor& one, const QColor& other);

    // Loads the bundled fonts, sets palette, style sheet and default font of the application.
    void apply();
    // Asks the desktop which scheme it prefers and follows it from then on; the answer comes when it comes.
    void followDesktop();

signals:
    void changed(); // colours, fonts or sizes: whoever paints by itself paints anew

private:
    void decide();

    Scheme m_scheme = Scheme::dark;
    Scheme m_desktop = Scheme::dark; // as the desktop said last
    SchemeChoice m_choice = SchemeChoice::desktop;
    int m_textSize = 100;
    bool m_styled = false;
};

} // namespace muster::ui
