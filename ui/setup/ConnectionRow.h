// One host or service of an environment, with a test that shows each stage, and what failed, why, and what
// to do next.
#pragma once

#include "models/ports/Desk.h"

#include <QFrame>
#include <QString>
#include <QStringList>

class QLabel;
class QVBoxLayout;

namespace muster::ui {

class Button;
class Theme;
namespace home {
class Status;
}

class ConnectionRow : public QFrame {
    Q_OBJECT
public:
    // `details`: what the file says of it, a line each.
    ConnectionRow(Theme& theme, const QString& kind, const QString& name, const QStringList& details,
                  QWidget* parent = nullptr);

    void takeFocus(); // its button does
    void test();      // as if the button was pressed
    void show(const Result<ports::ConnectionTest>& result);

signals:
    void testAsked();

private:
    Theme& m_theme;
    QString m_name;
    Button* m_test;
    Button* m_copy;
    QString m_report; // the result as text
    home::Status* m_status;
    QWidget* m_found;
    QVBoxLayout* m_stages;
};

} // namespace muster::ui
