// What came of the last act on a report: where a file went, what the journal's check says, or what went
// wrong. Stays until it is dismissed or replaced.
#pragma once

#include "models/base/Error.h"
#include "ui/theme/Theme.h"

#include <QFrame>

namespace muster::ui {

class Button;
class StatusChip;
class WrapLabel;

class NoticeBar : public QFrame {
    Q_OBJECT
public:
    NoticeBar(const Theme& theme, QWidget* parent);

    void working(const QString& what); // "Writing the PDF…"
    void good(const QString& word, const QString& what,
              const QString& folder = {}); // folder: offers to open it
    void bad(const Error& error);
    [[nodiscard]] QString text() const;

signals:
    void folderIsWanted(const QString& folder);

private:
    void arrange();
    void say(const QString& icon, const QString& word, Role role, const QString& what, const QString& folder);

    const Theme& m_theme;
    StatusChip* m_state = nullptr;
    WrapLabel* m_what = nullptr;
    Button* m_folder = nullptr;
    Button* m_dismiss = nullptr;
    QString m_folderPath;
};

} // namespace muster::ui
