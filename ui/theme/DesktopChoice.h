// What the desktop prefers: org.freedesktop.appearance, asked of the portal over D-Bus without waiting.
#pragma once

#include "ui/theme/Theme.h"

#include <QDBusMessage>
#include <QObject>

namespace muster::ui {

class DesktopChoice : public QObject {
    Q_OBJECT
public:
    explicit DesktopChoice(QObject* parent = nullptr);

    void ask(); // `said` follows when there is a portal, and again whenever the person changes it

signals:
    void said(muster::ui::Scheme scheme);

private slots:
    void settingChanged(const QDBusMessage& message);

private:
    void listen();
    void read(const QString& key);
    void heard(const QString& key, const QVariant& value);

    uint m_colourScheme = 0; // 0: no preference, 1: dark, 2: light
    uint m_contrast = 0;     // 1: high
};

} // namespace muster::ui
