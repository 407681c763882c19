// Where runbooks are read from, and everything that is wrong with any document.
#pragma once

#include "models/ports/Desk.h"

#include <QWidget>

namespace muster::ui {

class CodeView;
class DeskEvents;
class ProblemLines;
class Theme;
class WrapLabel;

class DocumentsPage : public QWidget {
    Q_OBJECT
public:
    DocumentsPage(ports::Desk& desk, DeskEvents& events, Theme& theme, QWidget* parent = nullptr);

private:
    void takeLibrary();

    ports::Desk& m_desk;
    CodeView* m_folders;
    WrapLabel* m_none;
    ProblemLines* m_problems;
};

} // namespace muster::ui
