#include "ui/widgets/SectionLabel.h"

#include "ui/theme/Theme.h"

namespace muster::ui {

SectionLabel::SectionLabel(const QString& text, QWidget* parent) : QLabel(parent) {
    setTextFormat(Qt::PlainText);
    Theme::setType(this, Type::caption);
    Theme::setTone(this, Role::faint);
    setTitle(text);
}

void SectionLabel::setTitle(const QString& text) {
    setText(text.toUpper());
    setAccessibleName(text);
}

} // namespace muster::ui
