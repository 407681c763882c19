#include "ui/setup/AppearancePage.h"

#include "ui/home/Labels.h"
#include "ui/theme/Theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QRadioButton>
#include <QSlider>
#include <QVBoxLayout>

namespace muster::ui {

using namespace home;

namespace {
constexpr int step = 10; // percent
}

AppearancePage::AppearancePage(Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_choices(new QButtonGroup(this)), m_size(new QSlider(Qt::Horizontal)),
      m_percent(oneLine({}, "strong", "text")) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, theme.space(Space::large), 0, 0);
    column->setSpacing(theme.space(Space::small));
    column->addWidget(heading(QStringLiteral("Theme")));
    const auto add = [&](SchemeChoice choice, const QString& text, const char* name) {
        auto* out = new QRadioButton(text);
        out->setObjectName(QLatin1String(name));
        out->setAccessibleName(QStringLiteral("Theme: ") + text);
        out->setToolTip(text);
        m_choices->addButton(out, static_cast<int>(choice));
        column->addWidget(out);
    };
    add(SchemeChoice::desktop, QStringLiteral("As the desktop is"), "setup.theme.desktop");
    add(SchemeChoice::dark, QStringLiteral("Dark"), "setup.theme.dark");
    add(SchemeChoice::light, QStringLiteral("Light"), "setup.theme.light");
    add(SchemeChoice::highContrast, QStringLiteral("High contrast"), "setup.theme.highContrast");
    column->addSpacing(theme.space(Space::wide));
    column->addWidget(heading(QStringLiteral("Text size")));
    auto* row = new QHBoxLayout;
    row->setSpacing(theme.space(Space::medium));
    m_size->setObjectName(QStringLiteral("setup.textSize"));
    m_size->setAccessibleName(QStringLiteral("Text size in percent"));
    m_size->setToolTip(QStringLiteral("100 to 200 percent; arrow keys change it by 10"));
    m_size->setRange(100 / step, 200 / step);
    m_size->setPageStep(2);
    m_size->setMaximumWidth(theme.pixels(420));
    row->addWidget(m_size, 1);
    row->addWidget(m_percent);
    row->addStretch(1);
    column->addLayout(row);
    column->addWidget(
        label(QStringLiteral("Everything grows with the text: 100 to 200 percent."), "body", "faint"));
    column->addStretch(1);
    refresh();
    connect(m_choices, &QButtonGroup::idClicked, this,
            [this](int choice) { m_theme.choose(static_cast<SchemeChoice>(choice)); });
    connect(m_size, &QSlider::valueChanged, this, [this](int value) {
        m_percent->setText(QStringLiteral("%1 %").arg(value * step));
        if (!m_size->isSliderDown())
            m_theme.setTextSize(value * step);
    });
    connect(m_size, &QSlider::sliderReleased, this, [this] { m_theme.setTextSize(m_size->value() * step); });
    connect(&theme, &Theme::changed, this, &AppearancePage::refresh);
}

void AppearancePage::refresh() {
    if (auto* button = m_choices->button(static_cast<int>(m_theme.choice())))
        button->setChecked(true);
    const QSignalBlocker quiet(m_size);
    m_size->setValue(m_theme.textSize() / step);
    m_percent->setText(QStringLiteral("%1 %").arg(m_theme.textSize()));
}

} // namespace muster::ui
