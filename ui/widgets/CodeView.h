// A command or what it printed: plain text in a fixed font, as high as it is long up to a limit, to be copied
// with one key. Text from elsewhere is shown and never obeyed.
#pragma once

#include <QFrame>

class QPlainTextEdit;

namespace muster::ui {

class Button;
class Theme;

class CodeView : public QFrame {
    Q_OBJECT
public:
    // `what` names it for a screen reader and on the button: "command".
    CodeView(const Theme& theme, const QString& what, QWidget* parent = nullptr);

    void setCode(const QString& text);
    [[nodiscard]] QString code() const;
    void setMostLines(int lines); // more scroll; 16 unless told

signals:
    void copied();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();

    const Theme& m_theme;
    QPlainTextEdit* m_text = nullptr;
    Button* m_copy = nullptr;
    int m_mostLines = 16;
    bool m_arranging = false;
};

} // namespace muster::ui
