// A box to tick with words that wrap, which an ordinary check box cannot do.
#pragma once

#include "ui/theme/Theme.h"

#include <QCheckBox>
#include <QLabel>
#include <QVBoxLayout>
#include <QWidget>

namespace muster::ui {

class TickBox : public QWidget {
    Q_OBJECT
public:
    TickBox(Theme& theme, const QString& text, QWidget* parent = nullptr);

    [[nodiscard]] QCheckBox* box() const { return m_box; }
    [[nodiscard]] bool ticked() const { return m_box->isChecked(); }
    void setTicked(bool on) { m_box->setChecked(on); }
    [[nodiscard]] QVBoxLayout* below() const { return m_below; } // what belongs to the item stands here

protected:
    void mouseReleaseEvent(QMouseEvent* event) override; // on its words: as on the box

private:
    QCheckBox* m_box;
    QLabel* m_words;
    QVBoxLayout* m_below;
};

} // namespace muster::ui
