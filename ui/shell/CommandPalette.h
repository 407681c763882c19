// Ctrl+K: everything that can be done or looked at, found by typing a part of it. What was used lately comes
// first. Keyboard alone is enough.
#pragma once

#include "ui/theme/Theme.h"

#include <QDialog>
#include <QStringList>
#include <functional>
#include <vector>

class QLabel;
class QLineEdit;
class QListView;

namespace muster::ui {

class PaletteModel;

struct PaletteEntry {
    QString id; // the same at every start, for "used lately"
    QString icon;
    QString text;     // "Incident: declare one"
    QString detail;   // shown behind it, and searched
    QString keys;     // its shortcut
    QString keywords; // searched and not shown
    std::function<void()> act;
};

class CommandPalette : public QDialog {
    Q_OBJECT
public:
    CommandPalette(const Theme& theme, std::vector<PaletteEntry> entries, QStringList recent,
                   QWidget* parent);

    void done(int result) override;

signals:
    void used(const QString& id); // and its act has been called

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void filter();
    void go();

    const Theme& m_theme;
    PaletteModel* m_model = nullptr;
    QLineEdit* m_field = nullptr;
    QListView* m_list = nullptr;
    QLabel* m_nothing = nullptr;
};

} // namespace muster::ui
