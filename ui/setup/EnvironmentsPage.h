// The registered environments: choose one to see and test it, add one by its file, take one out.
#pragma once

#include "models/ports/Desk.h"

#include <QWidget>
#include <memory>

class QLineEdit;
class QListWidget;
class QScrollArea;

namespace muster::ui {

class DeskEvents;
class EnvironmentPage;
class Theme;
class WrapLabel;

class EnvironmentsPage : public QWidget {
    Q_OBJECT
public:
    EnvironmentsPage(ports::Desk& desk, DeskEvents& events, Theme& theme, QWidget* parent = nullptr);

    void reveal(const QString& environment, const QString& host); // brings its row into view, with the focus

private:
    void takeLibrary();
    void showChosen();
    void browse();
    void add();
    void askRemoval(const QString& name);
    void remove(const std::string& name);
    void answer(const QString& text, const char* tone);

    ports::Desk& m_desk;
    Theme& m_theme;
    std::shared_ptr<const ports::LibraryView> m_library;
    QListWidget* m_list;
    QLineEdit* m_file;
    WrapLabel* m_answer;
    QScrollArea* m_scroll;
    EnvironmentPage* m_page = nullptr; // null: there is no environment
    std::string m_chosen;
    std::string m_shown; // text of the environment whose page is there: tests are not thrown away for nothing
};

} // namespace muster::ui
