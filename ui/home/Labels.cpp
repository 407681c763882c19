#include "ui/home/Labels.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QStyle>

namespace muster::ui::home {
namespace {

void setWord(QWidget* widget, const char* property, const char* word) {
    if (widget->property(property).toString() == QLatin1String(word))
        return;
    widget->setProperty(property, QString::fromLatin1(word));
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

} // namespace

WrapLabel* label(const QString& text, const char* type, const char* tone) {
    auto* out = new WrapLabel(text);
    out->setProperty("type", QString::fromLatin1(type));
    out->setProperty("tone", QString::fromLatin1(tone));
    return out;
}

QLabel* oneLine(const QString& text, const char* type, const char* tone) {
    auto* out = new QLabel(text);
    out->setTextFormat(Qt::PlainText);
    out->setProperty("type", QString::fromLatin1(type));
    out->setProperty("tone", QString::fromLatin1(tone));
    return out;
}

void setTone(QWidget* widget, const char* tone) {
    setWord(widget, "tone", tone);
}

void setType(QWidget* widget, const char* type) {
    setWord(widget, "type", type);
}

QLabel* heading(const QString& text) {
    return oneLine(text, "heading", "text");
}

QFrame* card(const char* name) {
    auto* out = new QFrame;
    out->setObjectName(QLatin1String(name));
    out->setProperty("card", true);
    out->setProperty("panel", QStringLiteral("surface"));
    return out;
}

Button* button(const Theme& theme, const QString& text, const char* name, const QString& tip,
               Button::Kind kind, const QKeySequence& keys) {
    auto* out = new Button(theme, text, QLatin1String(name), nullptr, kind);
    out->setAccessibleName(QString(text).remove(QLatin1Char('&')));
    out->setHint(keys);
    out->setToolTip(tip);
    return out;
}

void empty(QLayout* layout) {
    while (auto* item = layout->takeAt(0)) {
        if (auto* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        } else if (auto* inner = item->layout()) {
            empty(inner);
        }
        delete item;
    }
}

Status::Status(Theme& theme, const char* type, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_icon(new QLabel(this)), m_word(oneLine({}, type, "text")) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme.space(Space::small));
    row->addWidget(m_icon);
    row->addWidget(m_word);
    row->addStretch(1);
    connect(&theme, &Theme::changed, this, &Status::draw);
}

void Status::show(const QString& iconName, const QString& word, Role role) {
    m_word->setText(word);
    setAccessibleName(word);
    if (iconName == m_iconName && role == m_role)
        return;
    m_iconName = iconName;
    m_role = role;
    draw();
}

void Status::draw() {
    if (m_iconName.isEmpty())
        return;
    const int side = m_word->fontMetrics().height();
    m_icon->setPixmap(m_theme.icon(m_iconName, m_role).pixmap(QSize(side, side), devicePixelRatioF()));
    const char* tone = m_role == Role::bad       ? "bad"
                       : m_role == Role::warning ? "warning"
                       : m_role == Role::good    ? "good"
                                                 : "text";
    setTone(m_word, tone);
}

} // namespace muster::ui::home
