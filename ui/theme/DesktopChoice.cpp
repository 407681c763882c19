#include "ui/theme/DesktopChoice.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QPointer>
#include <QThreadPool>

namespace muster::ui {
namespace {

const auto service = QStringLiteral("org.freedesktop.portal.Desktop");
const auto path = QStringLiteral("/org/freedesktop/portal/desktop");
const auto interface = QStringLiteral("org.freedesktop.portal.Settings");
const auto appearance = QStringLiteral("org.freedesktop.appearance");
const auto colourSchemeKey = QStringLiteral("color-scheme");
const auto contrastKey = QStringLiteral("contrast");

// `Read` wraps its answer in one variant more than `SettingChanged` does.
QVariant unwrapped(QVariant value) {
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

DesktopChoice::DesktopChoice(QObject* parent) : QObject(parent) {}

// Even to greet the bus takes as long as the bus likes: a thread that has nothing else to do does it.
void DesktopChoice::ask() {
    QThreadPool::globalInstance()->start([guard = QPointer(this)] {
        if (!QDBusConnection::sessionBus().isConnected())
            return;
        QMetaObject::invokeMethod(
            qApp,
            [guard] {
                if (guard)
                    guard->listen();
            },
            Qt::QueuedConnection);
    });
}

void DesktopChoice::listen() {
    // Of any sender: to name one, Qt would ask the bus who that is, and wait. Whoever lies changes colours.
    // The message as it is: Qt would refuse a variant here as long as nothing else has made that type known.
    QDBusConnection::sessionBus().connect({}, path, interface, QStringLiteral("SettingChanged"), this,
                                          SLOT(settingChanged(QDBusMessage)));
    read(colourSchemeKey);
    read(contrastKey);
}

void DesktopChoice::read(const QString& key) {
    auto call = QDBusMessage::createMethodCall(service, path, interface, QStringLiteral("Read"));
    call << appearance << key;
    auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call, 5000), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, key](QDBusPendingCallWatcher* done) {
        done->deleteLater();
        const QDBusPendingReply<QVariant> reply = *done;
        if (reply.isValid())
            heard(key, reply.value());
    });
}

void DesktopChoice::settingChanged(const QDBusMessage& message) {
    const auto arguments = message.arguments();
    if (arguments.size() == 3 && arguments[0].toString() == appearance)
        heard(arguments[1].toString(), arguments[2]);
}

void DesktopChoice::heard(const QString& key, const QVariant& value) {
    const auto number = unwrapped(value).toUInt();
    if (key == colourSchemeKey)
        m_colourScheme = number;
    else if (key == contrastKey)
        m_contrast = number;
    else
        return;
    if (m_contrast == 1)
        emit said(Scheme::highContrast);
    else
        emit said(m_colourScheme == 2 ? Scheme::light : Scheme::dark);
}

} // namespace muster::ui
