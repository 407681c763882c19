// How a piece of a chart looks: a pattern, an outline and a tint, so that no two are told apart by colour
// alone. Used by the charts and by their legends.
#pragma once

#include "ui/theme/Theme.h"

#include <QList>
#include <QPainter>
#include <QWidget>

namespace muster::ui {

struct Look {
    Role role = Role::faint;
    Qt::BrushStyle pattern = Qt::SolidPattern; // NoBrush: the outline alone
    double tint = 0.25;                        // of the role's colour under the pattern
};

namespace looks {
inline constexpr Look good{Role::good, Qt::NoBrush, 0.38};
inline constexpr Look bad{Role::bad, Qt::BDiagPattern, 0.22};
inline constexpr Look uncertain{Role::warning, Qt::Dense6Pattern, 0.12};
inline constexpr Look acts{Role::accent, Qt::NoBrush, 0.35};
inline constexpr Look actFailed{Role::bad, Qt::DiagCrossPattern, 0.15};
inline constexpr Look phase{Role::faint, Qt::NoBrush, 0.14};
inline constexpr Look waits{Role::warning, Qt::HorPattern, 0.10};
inline constexpr Look untold{Role::edge, Qt::Dense7Pattern, 0.0};
} // namespace looks

void paintLook(QPainter& painter, const QRectF& where, const Look& look, const Theme& theme,
               double radius = 2);

// Swatches with their words, in as many rows as they need.
class Legend : public QWidget {
    Q_OBJECT
public:
    struct Entry {
        Look look;
        QString word;
        bool line = false; // a line of a chart and not an area
    };
    Legend(Theme& theme, QList<Entry> entries, QWidget* parent);
    void setEntries(QList<Entry> entries);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int layOut(int width, QPainter* painter) const; // the height it takes

    Theme& m_theme;
    QList<Entry> m_entries;
};

} // namespace muster::ui
