// What the probes of the watched environment see, a tile a service; explains itself where nothing is watched.
#pragma once

#include "models/ports/Desk.h"

#include <QWidget>
#include <vector>

class QGridLayout;

namespace muster::ui {

class EmptyState;
class ServiceTile;
class Theme;
class WrapLabel;

class ServiceTiles : public QWidget {
    Q_OBJECT
public:
    explicit ServiceTiles(Theme& theme, QWidget* parent = nullptr);

    // `watched`: the name of the environment whose probes are asked; empty: none is.
    void show(const ports::LibraryView& library, const std::string& watched,
              const std::vector<ports::ServiceHealth>& health, std::int64_t nowUtcMs);
    void tick(std::int64_t nowUtcMs);
    void setProminent(bool may); // whether the first service that is down may hold out the next thing to do

signals:
    void declareAsked(const QString& service);
    void setupAsked();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void renew(const std::vector<ports::ServiceHealth>& health);
    void lay();

    Theme& m_theme;
    EmptyState* m_noEnvironment;
    WrapLabel* m_nothing;
    QGridLayout* m_grid;
    std::vector<ServiceTile*> m_tiles;
    int m_columns = 0;
};

} // namespace muster::ui
