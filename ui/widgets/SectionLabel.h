// The small heading over a group of things, in capitals on screen and as written for a screen reader.
#pragma once

#include <QLabel>

namespace muster::ui {

class SectionLabel : public QLabel {
    Q_OBJECT
public:
    explicit SectionLabel(const QString& text, QWidget* parent = nullptr);

    void setTitle(const QString& text);
};

} // namespace muster::ui
