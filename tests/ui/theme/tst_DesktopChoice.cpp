#include "tests/support/window/Hands.h"
#include "ui/theme/Theme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QDBusVirtualObject>
#include <QProcess>
#include <gtest/gtest.h>

using namespace muster::ui;

namespace {

// What xdg-desktop-portal says of the desktop's appearance, on a bus of the test's own.
class Portal : public QDBusVirtualObject {
public:
    QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection& connection) override {
        if (message.member() != QStringLiteral("Read"))
            return false;
        const auto key = message.arguments().value(1).toString();
        const uint value = key == QStringLiteral("color-scheme") ? colourScheme : contrast;
        // A variant in a variant, as the real one answers.
        connection.send(
            message.createReply(QVariant::fromValue(QDBusVariant(QVariant::fromValue(QDBusVariant(value))))));
        return true;
    }
    static QDBusMessage changed(const QString& key, uint value) {
        auto signal = QDBusMessage::createSignal("/org/freedesktop/portal/desktop",
                                                 "org.freedesktop.portal.Settings", "SettingChanged");
        signal << QStringLiteral("org.freedesktop.appearance") << key
               << QVariant::fromValue(QDBusVariant(value));
        return signal;
    }

    uint colourScheme = 0;
    uint contrast = 0;
};

class Desktop : public testing::Test {
protected:
    static void SetUpTestSuite() {
        daemon = new QProcess;
        daemon->start("dbus-daemon", {"--session", "--nofork", "--print-address"});
        ASSERT_TRUE(daemon->waitForStarted()) << "dbus-daemon is in the package dbus";
        ASSERT_TRUE(daemon->waitForReadyRead());
        const auto address = QString::fromUtf8(daemon->readLine()).trimmed();
        qputenv("DBUS_SESSION_BUS_ADDRESS", address.toUtf8());
        auto bus = QDBusConnection::connectToBus(address, "portal");
        portal = new Portal;
        ASSERT_TRUE(bus.registerVirtualObject("/org/freedesktop/portal/desktop", portal));
        ASSERT_TRUE(bus.registerService("org.freedesktop.portal.Desktop"));
    }
    static void TearDownTestSuite() {
        QDBusConnection::disconnectFromBus("portal");
        delete portal;
        daemon->terminate(); // it takes its socket with it
        daemon->waitForFinished();
        delete daemon;
    }
    static void change(const QString& key, uint value) {
        QDBusConnection("portal").send(Portal::changed(key, value));
    }
    bool becomes(Scheme scheme) {
        return muster::tests::until([&] { return theme.scheme() == scheme; }, std::chrono::seconds(5));
    }

    static inline QProcess* daemon = nullptr;
    static inline Portal* portal = nullptr;
    Theme theme;
};

} // namespace

TEST_F(Desktop, SaysItsSchemeAndChangesItsMind) {
    portal->colourScheme = 2;
    portal->contrast = 0;
    theme.apply();
    theme.followDesktop();
    EXPECT_EQ(theme.scheme(), Scheme::dark) << "the start does not wait for it";
    EXPECT_TRUE(becomes(Scheme::light));
    change("color-scheme", 1);
    EXPECT_TRUE(becomes(Scheme::dark));
    change("contrast", 1);
    EXPECT_TRUE(becomes(Scheme::highContrast));
    change("contrast", 0);
    EXPECT_TRUE(becomes(Scheme::dark));
}

TEST_F(Desktop, GivesWayToWhatThePersonChose) {
    portal->colourScheme = 2;
    portal->contrast = 0;
    theme.choose(SchemeChoice::highContrast);
    theme.apply();
    theme.followDesktop();
    change("color-scheme", 2);
    muster::tests::settle();
    EXPECT_EQ(theme.scheme(), Scheme::highContrast);
    theme.choose(SchemeChoice::desktop);
    EXPECT_TRUE(becomes(Scheme::light));
}
