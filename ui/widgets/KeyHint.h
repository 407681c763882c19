// A key as it is printed on a keyboard: says which shortcut does what stands beside it.
#pragma once

#include <QKeySequence>
#include <QWidget>

namespace muster::ui {

class Theme;

class KeyHint : public QWidget {
    Q_OBJECT
public:
    KeyHint(const Theme& theme, const QKeySequence& keys, QWidget* parent = nullptr);

    void setKeys(const QKeySequence& keys);
    [[nodiscard]] QSize sizeHint() const override { return sizeOf(m_theme, m_text); }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

    // For those who paint one themselves.
    static QSize sizeOf(const Theme& theme, const QString& text);
    static void paint(QPainter& painter, const Theme& theme, const QRect& rect, const QString& text,
                      const QColor& colour);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QString m_text;
};

} // namespace muster::ui
