// What went wrong, why, and what to do next; it stays until somebody dismisses it. Later ones stand below.
#pragma once

#include <QFrame>
#include <QString>

class QVBoxLayout;

namespace muster::ui {

class Theme;

class ErrorBar : public QFrame {
    Q_OBJECT
public:
    ErrorBar(const Theme& theme, QWidget* parent);

    void complain(const QString& what, const QString& why, const QString& next); // the same one is shown once
    void dismissAll();
    [[nodiscard]] int count() const;

signals:
    void countChanged(int count);

private:
    void dismiss(QWidget* line);

    const Theme& m_theme;
    QVBoxLayout* m_lines = nullptr;
};

} // namespace muster::ui
