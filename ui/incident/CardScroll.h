// A scroll area that asks for as much height as its content needs and makes do with less.
#pragma once

#include <QScrollArea>

namespace muster::ui {

class CardScroll : public QScrollArea {
    Q_OBJECT
public:
    explicit CardScroll(QWidget* parent);

    void setContent(QWidget* content); // instead of setWidget(); has its layout

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] int contentHeight() const;
};

} // namespace muster::ui
