// What is said to stakeholders beside the runbook: a template filled from the incident, edited, copied, and
// kept as sent. Muster sends nothing by itself. Below stands what was said so far.
#pragma once

#include "models/ports/Desk.h"
#include "ui/theme/Theme.h"

#include <QFrame>
#include <QVariantMap>
#include <memory>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QVBoxLayout;

namespace muster::ui {

class ActButton;

class MessagePage : public QFrame {
    Q_OBJECT
public:
    MessagePage(ports::Desk& desk, std::int64_t run, Theme& theme, QWidget* parent);

    void show(const std::shared_ptr<const ports::RunView>& view);
    void takeFocus();
    void kept();
    void refused(const Error& error);
    [[nodiscard]] QVariantMap unfinished() const;
    void restore(const QVariantMap& unfinished);

signals:
    void keepAsked(const QString& to, const QString& text, bool sent);
    void copied(const QString& what);

private:
    void fillTemplates();
    void takeTemplate();
    void keep(bool sent);

    ports::Desk& m_desk;
    std::int64_t m_run;
    Theme& m_theme;
    QComboBox* m_template;
    QLineEdit* m_to;
    QPlainTextEdit* m_text;
    QLabel* m_trouble;
    ActButton* m_sent;
    ActButton* m_keep;
    QVBoxLayout* m_said;
    std::size_t m_saidCount = 0;
    bool m_saidShown = false;
    QString m_proposed; // as the template filled it: text that differs was written by a person
};

} // namespace muster::ui
