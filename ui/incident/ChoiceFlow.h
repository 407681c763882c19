// Buttons in a row that goes on in further rows where the width ends; rows stand at the right.
#pragma once

#include "ui/theme/Theme.h"

#include <QLayout>
#include <QList>

namespace muster::ui {

class ChoiceFlow : public QLayout {
    Q_OBJECT
public:
    explicit ChoiceFlow(Qt::Alignment side, QWidget* parent = nullptr);
    ~ChoiceFlow() override;

    void addItem(QLayoutItem* item) override;
    [[nodiscard]] int count() const override;
    [[nodiscard]] QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override;
    [[nodiscard]] bool hasHeightForWidth() const override;
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

private:
    [[nodiscard]] int arrange(const QRect& rect, bool move) const; // the height that it takes

    QList<QLayoutItem*> m_items;
    Qt::Alignment m_side;
};

} // namespace muster::ui
