#include "ui/widgets/WrapLabel.h"

namespace muster::ui {
namespace {

constexpr int longWord = 24;
constexpr QChar zeroWidthSpace(0x200B);

// QLabel breaks between words only; a path or a hash would be cut off.
QString breakable(const QString& text) {
    QString out;
    out.reserve(text.size() + text.size() / longWord);
    int inWord = 0;
    for (const QChar each : text) {
        out += each;
        inWord = each.isSpace() ? 0 : inWord + 1;
        const bool joint = each == QLatin1Char('/') || each == QLatin1Char('_') || each == QLatin1Char(':');
        if (inWord >= longWord || (joint && inWord > longWord / 2)) {
            out += zeroWidthSpace;
            inWord = 0;
        }
    }
    return out;
}

} // namespace

WrapLabel::WrapLabel(const QString& text, QWidget* parent) : QLabel(parent) {
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    auto policy = QSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setText(text);
}

void WrapLabel::setText(const QString& text) {
    m_text = text;
    QLabel::setText(breakable(text));
    setAccessibleName(text);
}

QSize WrapLabel::minimumSizeHint() const {
    return {fontMetrics().averageCharWidth() * 12, fontMetrics().height()};
}

} // namespace muster::ui
