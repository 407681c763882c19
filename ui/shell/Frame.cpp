#include "ui/shell/Frame.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/ElidedLabel.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QLabel>
#include <QPainter>
#include <QTimer>

namespace muster::ui {

Frame::Frame(const Theme& theme, QWidget* parent) : QFrame(parent), m_theme(theme) {
    setObjectName(QStringLiteral("frame"));
    m_band = new QWidget(this);
    m_band->setObjectName(QStringLiteral("frame.band"));
    auto* row = new QHBoxLayout(m_band);
    m_icon = new QLabel(m_band);
    m_place = new QLabel(m_band);
    m_name = new ElidedLabel({}, m_band);
    m_name->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    m_mode = new QLabel(m_band);
    m_about = new ElidedLabel({}, m_band);
    for (auto* label : {m_place, m_mode})
        Theme::setType(label, Type::strong);
    for (auto* label : {m_name, m_about})
        Theme::setType(label, Type::body);
    for (auto* label : {m_icon, m_place, m_name, m_mode})
        row->addWidget(label);
    for (auto* label : {m_icon, m_place, m_name, m_mode, m_about})
        label->setTextFormat(Qt::PlainText);
    row->addWidget(m_about, 1);
    row->addStretch(0);
    m_clock = new QLabel(m_band);
    m_clock->setObjectName(QStringLiteral("frame.clock"));
    m_clock->setAccessibleName(QStringLiteral("Time in UTC"));
    Theme::setType(m_clock, Type::mono);
    row->addWidget(m_clock);
    auto* second = new QTimer(this);
    connect(second, &QTimer::timeout, this, &Frame::tick);
    second->start(1000);
    tick();
    m_layout = new QVBoxLayout(this);
    m_layout->setSpacing(0);
    m_layout->addWidget(m_band);
    connect(&m_theme, &Theme::changed, this, &Frame::arrange);
    arrange();
}

void Frame::setContent(QWidget* content) {
    m_layout->addWidget(content, 1);
}

void Frame::setState(const FrameState& state) {
    if (state == m_state && !m_place->text().isEmpty())
        return;
    m_state = state;
    arrange();
}

void Frame::tick() {
    m_clock->setText(QDateTime::currentDateTimeUtc().toString(QStringLiteral("HH:mm:ss 'UTC'")));
}

QColor Frame::colour() const {
    switch (m_state.kind) {
    case FrameState::Kind::live:
        return m_theme.colour(Role::live);
    case FrameState::Kind::practice:
        return m_theme.colour(Role::practice);
    case FrameState::Kind::production:
        return m_theme.colour(Role::edge);
    case FrameState::Kind::nothing:
        break;
    }
    return m_theme.colour(Role::line);
}

void Frame::arrange() {
    const bool live = m_state.kind == FrameState::Kind::live;
    const int border = m_theme.pixels(live ? 8 : 3);
    m_layout->setContentsMargins(border, 0, border, border);
    const int edge = m_theme.space(Space::medium);
    const int height = m_theme.space(live ? Space::small : Space::tight);
    m_band->layout()->setContentsMargins(edge, height, edge, height);
    m_band->layout()->setSpacing(edge);

    auto role = Role::text;
    auto iconName = QStringLiteral("target");
    switch (m_state.kind) {
    case FrameState::Kind::live:
        role = Role::onLive;
        iconName = QStringLiteral("warning");
        break;
    case FrameState::Kind::practice:
        role = Role::onPractice;
        break;
    case FrameState::Kind::production:
        iconName = QStringLiteral("shield");
        break;
    case FrameState::Kind::nothing:
        iconName = QStringLiteral("question");
        break;
    }
    const int side = m_theme.pixels(18);
    m_icon->setPixmap(m_theme.icon(iconName, role).pixmap(QSize(side, side), devicePixelRatioF()));
    m_place->setText(m_state.place);
    m_name->setText(m_state.name);
    m_mode->setText(m_state.mode);
    m_about->setText(m_state.about);
    for (auto* label : {m_place, m_name, m_mode, m_about, m_clock})
        Theme::setTone(label, role);
    for (auto* label : {m_place, m_name, m_mode})
        label->setVisible(!label->text().isEmpty()); // m_about keeps its place: it takes what room there is
    Theme::setType(m_mode, live ? Type::heading : Type::strong);
    Theme::setType(m_place, live ? Type::heading : Type::strong);
    setAccessibleName(m_state.sentence());
    m_band->setAccessibleName(m_state.sentence());
    update();
}

void Frame::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const bool production = m_state.kind == FrameState::Kind::production;
    const bool bare = m_state.kind == FrameState::Kind::nothing;
    painter.fillRect(rect(), colour());
    if (m_state.kind == FrameState::Kind::live) {
        // Stripes as on a barrier: the frame of a live incident is told without its colour, too.
        painter.setRenderHint(QPainter::Antialiasing);
        auto dark = m_theme.colour(Role::onLive);
        dark.setAlpha(m_theme.scheme() == Scheme::highContrast ? 255 : 190);
        const int step = m_theme.pixels(14);
        painter.setPen(QPen(dark, step / 3.0));
        painter.save();
        painter.setClipRegion(QRegion(rect()).subtracted(m_band->geometry()));
        for (int x = -height(); x < width(); x += step * 2)
            painter.drawLine(x, height(), x + height(), 0);
        painter.restore();
        painter.fillRect(QRect(0, 0, width(), m_band->geometry().bottom() + 1), colour());
    }
    if (production || bare)
        painter.fillRect(m_band->geometry(), m_theme.colour(Role::raised));
    painter.fillRect(
        contentsRect().adjusted(m_layout->contentsMargins().left(), m_band->geometry().bottom() + 1,
                                -m_layout->contentsMargins().right(), -m_layout->contentsMargins().bottom()),
        m_theme.colour(Role::window));
}

} // namespace muster::ui
