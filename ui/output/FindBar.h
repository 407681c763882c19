// A line to find text in the output with: Enter and Shift+Enter go on and back, Escape closes it.
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace muster::ui {

class Theme;

class FindBar : public QWidget {
    Q_OBJECT
public:
    explicit FindBar(Theme& theme, QWidget* parent = nullptr);

    void open(const QString& text); // empty: what stood there last
    void setText(const QString& text, bool matchCase);
    [[nodiscard]] QString text() const;
    [[nodiscard]] bool matchesCase() const;
    void say(const QString& words, bool nothingFound);

signals:
    void changed();
    void next();
    void previous();
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void themeChanged();

    Theme& m_theme;
    QLineEdit* m_text;
    QToolButton* m_case;
    QToolButton* m_previous;
    QToolButton* m_next;
    QToolButton* m_close;
    QLabel* m_words;
};

} // namespace muster::ui
