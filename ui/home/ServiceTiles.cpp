#include "ui/home/ServiceTiles.h"

#include "ui/home/Labels.h"
#include "ui/home/Phrases.h"
#include "ui/home/Preselect.h"
#include "ui/home/ServiceTile.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/EmptyState.h"

#include <QGridLayout>
#include <QVBoxLayout>
#include <algorithm>

namespace muster::ui {

using namespace home;

ServiceTiles::ServiceTiles(Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme),
      m_noEnvironment(new EmptyState(
          theme, QStringLiteral("server"),
          QStringLiteral("No environment is registered, so nothing is watched yet"),
          QStringLiteral("To practise, run “muster range up” in a terminal: the practice range registers "
                         "itself. For your own system add its environment file in Setup."),
          this)),
      m_nothing(label({}, "body", "text")), m_grid(new QGridLayout) {
    setObjectName(QStringLiteral("home.probes"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.space(Space::small));
    column->addWidget(heading(QStringLiteral("What the probes see")));
    m_nothing->setObjectName(QStringLiteral("home.probesEmpty"));
    column->addWidget(m_nothing);
    m_noEnvironment->setObjectName(QStringLiteral("home.noEnvironment"));
    auto* setup = m_noEnvironment->offer(QStringLiteral("Open Setup"), QStringLiteral("home.openSetup"));
    setup->setToolTip(QStringLiteral("Add an environment file there"));
    connect(setup, &QPushButton::clicked, this, &ServiceTiles::setupAsked);
    column->addWidget(m_noEnvironment);
    m_grid->setSpacing(theme.space(Space::medium));
    column->addLayout(m_grid);
    connect(&theme, &Theme::changed, this, [this] {
        m_columns = 0;
        lay();
    });
}

void ServiceTiles::show(const ports::LibraryView& library, const std::string& watched,
                        const std::vector<ports::ServiceHealth>& health, std::int64_t nowUtcMs) {
    const auto* environment = environmentOf(library, watched);
    const bool same =
        health.size() == m_tiles.size() &&
        std::equal(health.begin(), health.end(), m_tiles.begin(),
                   [](const auto& one, const auto* tile) { return one.service == tile->service(); });
    if (!same)
        renew(health);
    for (std::size_t i = 0; i < health.size(); ++i) {
        const environment::Service* declared = nullptr;
        if (environment != nullptr)
            if (const auto found = environment->environment.services.find(health[i].service);
                found != environment->environment.services.end())
                declared = &found->second;
        m_tiles[i]->show(health[i], declared, nowUtcMs);
    }
    lay();
    const bool unregistered = library.environments.empty();
    m_noEnvironment->setVisible(unregistered);
    m_nothing->setVisible(health.empty() && !unregistered);
    if (watched.empty())
        m_nothing->setText(QStringLiteral("No environment is watched. Choose one above on the right."));
    else
        m_nothing->setText(
            QStringLiteral("No service of %1 has a probe, so nobody knows whether it works. Add a “probe” "
                           "to a service in %2.")
                .arg(plain(watched),
                     environment == nullptr ? QStringLiteral("its file") : plain(environment->file)));
}

void ServiceTiles::renew(const std::vector<ports::ServiceHealth>& health) {
    for (auto* tile : m_tiles) {
        m_grid->removeWidget(tile);
        tile->hide();
        tile->deleteLater();
    }
    m_tiles.clear();
    for (const auto& each : health) {
        m_tiles.push_back(new ServiceTile(m_theme, each.service, this));
        connect(m_tiles.back(), &ServiceTile::declareAsked, this, &ServiceTiles::declareAsked);
    }
    m_columns = 0;
}

void ServiceTiles::lay() {
    // As many columns as have room for their words.
    const int most = std::clamp<int>(static_cast<int>(m_tiles.size()), 1, 4);
    const int columns = std::clamp(width() / m_theme.pixels(330), 1, most);
    if (columns == m_columns)
        return;
    for (int column = 0; column < std::max(columns, m_columns); ++column)
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
    m_columns = columns;
    for (std::size_t i = 0; i < m_tiles.size(); ++i) {
        m_grid->removeWidget(m_tiles[i]);
        m_grid->addWidget(m_tiles[i], static_cast<int>(i) / columns, static_cast<int>(i) % columns);
    }
}

void ServiceTiles::tick(std::int64_t nowUtcMs) {
    for (auto* tile : m_tiles)
        tile->tick(nowUtcMs);
}

void ServiceTiles::setProminent(bool may) {
    bool taken = !may;
    for (auto* tile : m_tiles)
        taken = tile->setProminent(!taken) || taken;
}

void ServiceTiles::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    lay();
}

} // namespace muster::ui
