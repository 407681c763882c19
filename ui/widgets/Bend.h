// Makes a column of a row where its parts have no room side by side, as with large letters on a small screen.
#pragma once

#include <QObject>

class QBoxLayout;
class QWidget;

namespace muster::ui {

class Theme;

class Bend : public QObject {
    Q_OBJECT
public:
    // `row` lays out a part of `watched`, which owns this object. While `watched` is narrower than `least`
    // (in pixels of the design at 100 % text) it is a column.
    Bend(QBoxLayout* row, QWidget* watched, const Theme& theme, int least);

    [[nodiscard]] bool bent() const;

signals:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void apply();

    QBoxLayout* m_row;
    QWidget* m_watched;
    const Theme& m_theme;
    int m_least;
};

} // namespace muster::ui
