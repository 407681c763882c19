// The record: where it is, whether its chain of hashes is whole, and in whose name this console writes.
#pragma once

#include "models/ports/Desk.h"

#include <QWidget>

namespace muster::ui {

class Button;
class CodeView;
class DeskEvents;
class Theme;
class WrapLabel;
namespace home {
class Status;
}

class JournalPage : public QWidget {
    Q_OBJECT
public:
    JournalPage(ports::Desk& desk, DeskEvents& events, Theme& theme, QWidget* parent = nullptr);

private:
    void refresh();
    void verify();

    ports::Desk& m_desk;
    CodeView* m_file;
    home::Status* m_access;
    WrapLabel* m_why;
    Button* m_verify;
    home::Status* m_verdict;
    CodeView* m_words;
    WrapLabel* m_actor;
};

} // namespace muster::ui
