#include "ui/shell/WindowState.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <QTimer>

namespace muster::ui {
namespace {

constexpr int soonMs = 400;

} // namespace

WindowState::WindowState(const QString& file, QObject* parent) : QObject(parent), m_file(file) {
    m_writer.setMaxThreadCount(1); // one after another, the newest last
    m_timer = new QTimer(this);
    m_timer->setSingleShot(true);
    m_timer->setInterval(soonMs);
    connect(m_timer, &QTimer::timeout, this, &WindowState::write);
    if (m_file.isEmpty() || !QFileInfo::exists(m_file))
        return;
    const QSettings settings(m_file, QSettings::IniFormat);
    for (const auto& key : settings.allKeys())
        m_values[key] = settings.value(key);
}

WindowState::~WindowState() {
    if (m_timer->isActive())
        write();
    m_writer.waitForDone();
}

QString WindowState::standardFile() {
    auto folder = qEnvironmentVariable("XDG_STATE_HOME");
    if (folder.isEmpty() || !QDir::isAbsolutePath(folder))
        folder = QDir::homePath() + QStringLiteral("/.local/state");
    return folder + QStringLiteral("/muster/window.ini");
}

QVariant WindowState::value(const QString& key, const QVariant& otherwise) const {
    return m_values.value(key, otherwise);
}

void WindowState::set(const QString& key, const QVariant& value) {
    if (m_values.value(key) == value && m_values.contains(key))
        return;
    m_values[key] = value;
    if (!m_file.isEmpty() && !m_timer->isActive())
        m_timer->start(); // not put off by later ones: a kill loses half a second at most
}

void WindowState::write() {
    m_timer->stop();
    m_writer.start([file = m_file, values = m_values] {
        QDir().mkpath(QFileInfo(file).path());
        QSettings settings(file, QSettings::IniFormat);
        for (auto each = values.begin(); each != values.end(); ++each)
            settings.setValue(each.key(), each.value());
        settings.sync();
        QFile::setPermissions(file, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    });
}

} // namespace muster::ui
