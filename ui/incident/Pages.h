// One of several pages, as large as there is room and never smaller than it needs: stands in a scroll area,
// which scrolls where a large text size leaves too little height. Unlike a stacked widget it asks only for
// the page that is in front.
#pragma once

#include <QList>
#include <QWidget>

namespace muster::ui {

class Pages : public QWidget {
    Q_OBJECT
public:
    explicit Pages(QWidget* parent);

    void add(QWidget* page);
    void bring(QWidget* page);
    [[nodiscard]] QWidget* front() const { return m_front; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void place();

    QList<QWidget*> m_pages;
    QWidget* m_front = nullptr;
};

} // namespace muster::ui
