// A button that something depends on. It takes Enter and Space, never the repeats of a held key, and for a
// moment after arm() nothing at all: a key meant for the question before must not answer the one that just
// appeared. It shows its shortcut, and in large form what follows from it.
#pragma once

#include "ui/theme/Theme.h"

#include <QElapsedTimer>
#include <QPushButton>

namespace muster::ui {

class ActButton : public QPushButton {
    Q_OBJECT
public:
    enum class Kind { plain, primary, danger, quiet };
    static constexpr int armedAfterMs = 400;

    ActButton(Theme& theme, Kind kind, const QString& text, QWidget* parent = nullptr);

    void setKind(Kind kind);
    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] const QString& label() const { return m_label; } // as given, without the marks of mnemonics
    void setLabel(const QString& text);
    void setGlyph(const QString& icon);
    void setHint(const QString& shortcut); // shown small behind the text, and in the tooltip
    void setDetail(const QString& detail); // large form: a second line that wraps; may be empty
    void setDetailShown(bool shown);       // false: the detail is in the tooltip alone
    void arm();                            // from now on it waits
    [[nodiscard]] bool armed() const;
    void press(); // as a shortcut does

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return m_large; }
    [[nodiscard]] int heightForWidth(int width) const override;

signals:
    void chosen(); // clicked, while armed

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QColor ink() const;
    [[nodiscard]] int inset() const;
    [[nodiscard]] int hintWidth(int inner) const; // beside the words; 0: it is not shown
    void say();
    [[nodiscard]] bool hasDetail() const { return m_detailShown && !m_detail.isEmpty(); }

    Theme& m_theme;
    Kind m_kind;
    QString m_label, m_glyph, m_hint, m_detail;
    bool m_large = false;
    bool m_detailShown = true;
    QElapsedTimer m_since;
};

} // namespace muster::ui
