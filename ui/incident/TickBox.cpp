#include "ui/incident/TickBox.h"

#include "ui/incident/Pieces.h"

#include <QHBoxLayout>
#include <QMouseEvent>

namespace muster::ui {

TickBox::TickBox(Theme& theme, const QString& text, QWidget* parent)
    : QWidget(parent), m_box(new QCheckBox(this)), m_words(words(text, Type::body, Role::text, this)),
      m_below(new QVBoxLayout) {
    m_box->setAccessibleName(text);
    m_box->setToolTip(QStringLiteral("Tick (Space)"));
    m_words->setTextInteractionFlags(Qt::NoTextInteraction);
    m_words->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_box->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout(this);
    pad(theme, row, {0, 2, 0, 2, 10});
    row->addWidget(m_box, 0, Qt::AlignTop);
    row->addLayout(m_below, 1);
    row->addStretch(); // fields are of a size that is read at a glance: what is left over stands behind them
    m_below->addWidget(m_words);
    pad(theme, m_below, even(0, 4));
}

void TickBox::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && m_box->isEnabled() &&
        m_words->geometry().contains(event->position().toPoint()))
        m_box->click();
}

} // namespace muster::ui
