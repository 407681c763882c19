#include "ui/shell/Rail.h"

#include "ui/theme/Theme.h"

#include <QBoxLayout>
#include <QPainter>
#include <QStyle>

namespace muster::ui {
namespace {

// Paints its badge over the icon; the badge is in the accessible name as well.
class RailButton : public QToolButton {
public:
    RailButton(const Theme& theme, QWidget* parent) : QToolButton(parent), m_theme(theme) {}

    void setBadge(const QString& badge) {
        m_badge = badge;
        update();
    }

protected:
    void paintEvent(QPaintEvent* event) override {
        QToolButton::paintEvent(event);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (isChecked()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_theme.colour(Role::accent));
            painter.drawRoundedRect(QRectF(0, height() * 0.2, m_theme.pixels(3), height() * 0.6), 1.5, 1.5);
        }
        if (m_badge.isEmpty())
            return;
        auto font = m_theme.font(Type::caption);
        const QFontMetrics metrics(font);
        const int high = metrics.height();
        const int wide = std::max(high, metrics.horizontalAdvance(m_badge) + m_theme.space(Space::small));
        const QRect pill(width() / 2 + m_theme.pixels(6), m_theme.pixels(2), wide, high);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.colour(Role::accent));
        painter.drawRoundedRect(pill, high / 2.0, high / 2.0);
        painter.setFont(font);
        painter.setPen(m_theme.colour(Role::onAccent));
        painter.drawText(pill, Qt::AlignCenter, m_badge);
    }

private:
    const Theme& m_theme;
    QString m_badge;
};

} // namespace

Rail::Rail(const Theme& theme, const std::vector<ScreenEntry>& entries, QWidget* parent)
    : QFrame(parent), m_theme(theme) {
    setObjectName(QStringLiteral("rail"));
    setAccessibleName(QStringLiteral("Screens"));
    Theme::setPanel(this, Role::sunken);
    auto* column = new QVBoxLayout(this);
    auto* group = new QButtonGroup(this);
    int number = 0;
    for (const auto& entry : entries) {
        auto* button = new RailButton(theme, this);
        button->setObjectName(QStringLiteral("rail.") + entry.name);
        button->setText(entry.title);
        button->setIcon(theme.icon(entry.icon));
        button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        button->setCheckable(true);
        button->setAccessibleName(entry.title);
        button->setToolTip(QStringLiteral("%1 (Ctrl+%2)").arg(entry.title).arg(++number));
        Theme::setType(button, Type::small);
        group->addButton(button);
        connect(button, &QToolButton::clicked, this, [this, name = entry.name] { emit chosen(name); });
        if (entry.name == QLatin1String("setup"))
            column->addStretch(1);
        column->addWidget(button);
        m_buttons[entry.name] = button;
    }
    if (!m_buttons.contains(QStringLiteral("setup")))
        column->addStretch(1);
    connect(&theme, &Theme::changed, this, &Rail::arrange);
    arrange();
}

void Rail::arrange() {
    const int gap = m_theme.space(Space::tight);
    layout()->setContentsMargins(gap, m_theme.space(Space::small), gap, m_theme.space(Space::small));
    layout()->setSpacing(gap);
    for (auto& [name, button] : m_buttons) {
        button->setIconSize(QSize(m_theme.pixels(22), m_theme.pixels(22)));
        button->setMinimumWidth(m_theme.pixels(74));
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
        button->setMinimumHeight(m_theme.pixels(56));
    }
}

void Rail::select(const QString& name) {
    if (const auto found = m_buttons.find(name); found != m_buttons.end())
        found->second->setChecked(true);
}

void Rail::setBadge(const QString& name, const QString& text) {
    const auto found = m_buttons.find(name);
    if (found == m_buttons.end())
        return;
    auto* button = static_cast<RailButton*>(found->second);
    button->setBadge(text);
    button->setAccessibleName(text.isEmpty() ? button->text() : button->text() + QStringLiteral(", ") + text);
}

} // namespace muster::ui
