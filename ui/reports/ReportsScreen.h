// All runs of the journal and the report of each: looked at here, exported as a file, and the journal behind
// it verified.
#pragma once

#include "models/ports/Desk.h"
#include "ui/shell/Screen.h"

#include <QPointer>
#include <functional>

class QMenu;
class QSplitter;
class QStackedWidget;
class QTimer;

namespace muster::ui {

class DeskEvents;
class EmptyState;
class NoticeBar;
class ReportHead;
class RunList;
class SheetView;
class Theme;

class ReportsScreen : public Screen {
    Q_OBJECT
public:
    ReportsScreen(ports::Desk& desk, DeskEvents& events, Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] QString name() const override { return QStringLiteral("reports"); }
    [[nodiscard]] QString title() const override { return QStringLiteral("Reports"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("reports"); }
    void shown() override;
    void open(std::int64_t run) override;
    [[nodiscard]] std::int64_t run() const override;
    [[nodiscard]] QVariantMap unfinished() const override;
    void restore(const QVariantMap& unfinished) override;

    // Asks for the file to write; empty: nothing is written. A file dialog unless a test says otherwise.
    using ChooseFile = std::function<QString(const QString& suggested, const QString& filter)>;
    void setChooseFile(ChooseFile choose) { m_chooseFile = std::move(choose); }

private:
    void makeActions();
    void makeLayout();
    void refreshRuns();
    void runIsChosen(qint64 run);
    void showRun(bool keepPlace);
    void showSheet(bool keepPlace);
    void complain(const Error& error);
    void exportAs(ports::ExportFormat format);
    void verifyJournal();
    void copyHash();

    ports::Desk& m_desk;
    Theme& m_theme;
    RunList* m_list = nullptr;
    QSplitter* m_splitter = nullptr;
    QStackedWidget* m_stack = nullptr;
    QWidget* m_page = nullptr;
    ReportHead* m_head = nullptr;
    SheetView* m_sheet = nullptr;
    EmptyState* m_empty = nullptr;
    NoticeBar* m_notice = nullptr;
    QMenu* m_exports = nullptr;
    QAction* m_export = nullptr;
    QAction* m_verify = nullptr;
    QAction* m_copy = nullptr;
    QTimer* m_again = nullptr; // a run that changes is laid out anew, not at every event
    ChooseFile m_chooseFile;
    std::shared_ptr<const report::Report> m_report; // what is shown
    std::vector<metrics::Sample> m_samples;
    std::int64_t m_samplesOf = 0;
    std::int64_t m_wanted = 0; // to be chosen once the list has it
};

} // namespace muster::ui
