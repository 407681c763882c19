// What is wrong with documents, a line each as lint prints them (file:line:column: what: how to mend it), to
// be read and copied.
#pragma once

#include "models/base/Place.h"

#include <QWidget>
#include <vector>

class QPlainTextEdit;

namespace muster::ui {

class Theme;
namespace home {
class Status;
}

class ProblemLines : public QWidget {
    Q_OBJECT
public:
    ProblemLines(Theme& theme, const char* name, QWidget* parent = nullptr);

    void show(const std::vector<Problem>& problems);

private:
    void fit();

    Theme& m_theme;
    home::Status* m_summary;
    QPlainTextEdit* m_lines;
    int m_count = 0;
};

} // namespace muster::ui
