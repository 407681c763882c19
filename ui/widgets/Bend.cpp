#include "ui/widgets/Bend.h"

#include "ui/theme/Theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QWidget>

namespace muster::ui {

Bend::Bend(QBoxLayout* row, QWidget* watched, const Theme& theme, int least)
    : QObject(watched), m_row(row), m_watched(watched), m_theme(theme), m_least(least) {
    watched->installEventFilter(this);
    connect(&theme, &Theme::changed, this, &Bend::apply);
    apply();
}

bool Bend::bent() const {
    return m_row->direction() == QBoxLayout::TopToBottom;
}

bool Bend::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_watched && event->type() == QEvent::Resize)
        apply();
    return QObject::eventFilter(watched, event);
}

void Bend::apply() {
    const bool narrow = m_watched->width() < m_theme.pixels(m_least);
    if (narrow == bent())
        return;
    m_row->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    emit changed();
}

} // namespace muster::ui
