// Plain text that wraps and is never cut: as high as it needs to be at the width it gets, also where a single
// word is longer than the line.
#pragma once

#include <QLabel>

namespace muster::ui {

class WrapLabel : public QLabel {
    Q_OBJECT
public:
    explicit WrapLabel(const QString& text = {}, QWidget* parent = nullptr);

    void setText(const QString& text); // hides QLabel's: long words are given places to break at
    [[nodiscard]] QString plainText() const { return m_text; }
    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    QString m_text;
};

} // namespace muster::ui
