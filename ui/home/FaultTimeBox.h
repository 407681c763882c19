// When the fault happened: as the probe saw it, now, at a time that is known or estimated, or unknown.
#pragma once

#include "models/ports/Desk.h"

#include <QWidget>
#include <optional>

class QButtonGroup;
class QLineEdit;
class QRadioButton;

namespace muster::ui {

class Theme;
class WrapLabel;

class FaultTimeBox : public QWidget {
    Q_OBJECT
public:
    explicit FaultTimeBox(Theme& theme, QWidget* parent = nullptr);

    // The edge that a probe saw, 0: none did. It becomes the choice until the person chooses.
    void setEdge(std::int64_t lastGoodUtcMs, std::int64_t firstBadUtcMs);
    // Writes the two fields of the declaration; false: what was typed is no time.
    bool into(ports::Declaration& declaration) const;

signals:
    void changed();

private:
    enum Choice { probe, now, known, estimated, unknown };

    void read();

    Theme& m_theme;
    QButtonGroup* m_choices;
    QRadioButton* m_probe;
    QLineEdit* m_time;
    WrapLabel* m_understood;
    bool m_touched = false;
    std::int64_t m_edgeUtcMs = 0;
    std::optional<std::int64_t> m_typed;
};

} // namespace muster::ui
