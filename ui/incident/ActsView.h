// What will run, exactly as it will run: the text, where, over what and what is expected. Hosts whose text is
// the same share one block. From here it is copied, and the person's own terminal is opened on the host.
#pragma once

#include "models/ports/Desk.h"
#include "ui/theme/Theme.h"

#include <QWidget>
#include <vector>

class QVBoxLayout;

namespace muster::ui {

class ActsView : public QWidget {
    Q_OBJECT
public:
    ActsView(Theme& theme, QWidget* parent);

    // `asWritten`: it is the runbook's text, with the names of values still in it.
    void show(const std::vector<ports::Preview>& acts, const environment::Environment& environment,
              bool asWritten);
    [[nodiscard]] const std::vector<ports::Preview>& acts() const { return m_acts; }

    void copyShown();
    void copyAsSsh();
    void copyAsCurl();
    [[nodiscard]] QStringList hosts() const; // those that a terminal can be opened on

signals:
    void copied(const QString& what);
    void terminalAsked(const QString& host);

private:
    void addBlock(const std::vector<ports::Preview>& same, bool asWritten);
    void put(const QString& text, const QString& what);

    Theme& m_theme;
    QVBoxLayout* m_column;
    std::vector<ports::Preview> m_acts;
    environment::Environment m_environment;
};

} // namespace muster::ui
