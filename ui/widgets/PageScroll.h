// Scrolls a page that has too little height for its words, as with large letters on a small screen; with
// enough of it the page is as high as the place and nothing scrolls. The page's layout says how high it must
// be at a width, which a plain scroll area does not ask.
#pragma once

#include <QScrollArea>

namespace muster::ui {

class PageScroll : public QScrollArea {
    Q_OBJECT
public:
    explicit PageScroll(QWidget* page, QWidget* parent = nullptr); // takes the page

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fit();
};

} // namespace muster::ui
