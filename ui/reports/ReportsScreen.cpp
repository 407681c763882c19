#include "ui/reports/ReportsScreen.h"

#include "models/base/Printable.h"
#include "ui/reports/NoticeBar.h"
#include "ui/reports/ReportHead.h"
#include "ui/reports/RunList.h"
#include "ui/reports/SheetView.h"
#include "ui/shell/DeskEvents.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/PageScroll.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QUrl>
#include <array>

namespace muster::ui {
namespace {

struct Form {
    ports::ExportFormat format;
    const char* word;
    const char* ending;
    const char* filter;
    const char* what;
    int key; // with Ctrl+Shift; 0: none
};

constexpr std::array<Form, 5> forms{
    {{ports::ExportFormat::pdf, "PDF", ".pdf", "PDF (*.pdf)", "for paper and auditors", Qt::Key_P},
     {ports::ExportFormat::html, "HTML", ".html", "HTML (*.html)", "one file, for a browser", Qt::Key_H},
     {ports::ExportFormat::markdown, "Markdown", ".md", "Markdown (*.md)", "for a terminal or a repository",
      Qt::Key_M},
     {ports::ExportFormat::json, "JSON", ".json", "JSON (*.json)", "for programs", 0},
     {ports::ExportFormat::junit, "JUnit", ".xml", "JUnit XML (*.xml)", "for build servers", 0}}};

const Form& formOf(ports::ExportFormat format) {
    for (const auto& form : forms)
        if (form.format == format)
            return form;
    return forms.front();
}

} // namespace

ReportsScreen::ReportsScreen(ports::Desk& desk, DeskEvents& events, Theme& theme, QWidget* parent)
    : Screen(parent), m_desk(desk), m_theme(theme) {
    setObjectName(QStringLiteral("reportsScreen"));
    m_chooseFile = [this](const QString& suggested, const QString& filter) {
        return QFileDialog::getSaveFileName(this, QStringLiteral("Report: export"), suggested, filter);
    };
    m_again = new QTimer(this);
    m_again->setSingleShot(true);
    m_again->setInterval(300);
    connect(m_again, &QTimer::timeout, this, [this] { showRun(true); });
    makeActions();
    makeLayout();
    connect(&events, &DeskEvents::runsAreNew, this, &ReportsScreen::refreshRuns);
    connect(&events, &DeskEvents::runIsNew, this, [this](qint64 changed) {
        if (changed == run() && !m_again->isActive())
            m_again->start();
    });
    refreshRuns();
}

void ReportsScreen::makeActions() {
    const auto make = [&](const QString& text, const QString& objectName, const QKeySequence& keys) {
        auto* action = new QAction(text, this);
        action->setObjectName(objectName);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        return action;
    };
    m_exports = new QMenu(this);
    m_exports->setObjectName(QStringLiteral("reportExportMenu"));
    m_exports->setAccessibleName(QStringLiteral("Report: export as"));
    for (const auto& form : forms) {
        auto* action =
            make(QStringLiteral("Report: export as %1").arg(QLatin1String(form.word)),
                 QStringLiteral("reportExport") + QLatin1String(form.word),
                 form.key == 0 ? QKeySequence()
                               : QKeySequence(Qt::CTRL | Qt::SHIFT | static_cast<Qt::Key>(form.key)));
        action->setToolTip(QString::fromLatin1(form.what));
        const auto format = form.format;
        connect(action, &QAction::triggered, this, [this, format] { exportAs(format); });
        m_exports->addAction(action);
    }
    m_export = make(QStringLiteral("Report: export…"), QStringLiteral("reportExport"),
                    QKeySequence(Qt::CTRL | Qt::Key_E));
    m_verify = make(QStringLiteral("Journal: verify"), QStringLiteral("journalVerify"),
                    QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V));
    m_copy = make(QStringLiteral("Report: copy its hash"), QStringLiteral("reportCopyHash"),
                  QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    auto* search = make(QStringLiteral("Reports: search"), QStringLiteral("reportFind"), QKeySequence::Find);
    connect(search, &QAction::triggered, this, [this] { m_list->focusSearch(); });
    connect(m_verify, &QAction::triggered, this, &ReportsScreen::verifyJournal);
    connect(m_copy, &QAction::triggered, this, &ReportsScreen::copyHash);
}

void ReportsScreen::makeLayout() {
    m_list = new RunList(m_theme, this);
    m_page = new QWidget(this);
    m_head = new ReportHead(m_theme, m_page);
    auto* verify = new Button(m_theme, QStringLiteral("Journal: verify"),
                              QStringLiteral("journalVerifyButton"), m_head, Button::Kind::quiet);
    verify->follow(m_verify);
    auto* copy = new Button(m_theme, QStringLiteral("Copy hash"), QStringLiteral("reportCopyHashButton"),
                            m_head, Button::Kind::quiet);
    copy->follow(m_copy);
    auto* exporting = new Button(m_theme, QStringLiteral("Report: export…"),
                                 QStringLiteral("reportExportButton"), m_head, Button::Kind::primary);
    exporting->follow(m_export);
    connect(m_export, &QAction::triggered, this, [this, exporting] {
        m_exports->popup(exporting->mapToGlobal(QPoint(0, exporting->height() + 2)));
        m_exports->setActiveAction(m_exports->actions().front());
    });
    for (auto* button : {verify, copy, exporting})
        m_head->actionRow()->addWidget(button);
    m_sheet = new SheetView(m_theme, m_page);
    m_notice = new NoticeBar(m_theme, m_page);
    connect(m_notice, &NoticeBar::folderIsWanted, this,
            [](const QString& folder) { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
    auto* column = new QVBoxLayout(m_page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_sheet, 1);
    column->addWidget(m_notice);

    m_empty = new EmptyState(m_theme, QStringLiteral("reports"), {}, {}, this);
    m_empty->setObjectName(QStringLiteral("reportEmpty"));
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_page);
    m_stack->addWidget(m_empty);
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setObjectName(QStringLiteral("reportSplitter"));
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(new PageScroll(m_stack, m_splitter));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({m_theme.pixels(430), m_theme.pixels(890)});
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_splitter);
    // Later: showing a run renews the rows, and the list is in the middle of saying which one it is.
    connect(m_list, &RunList::chosenIsNew, this, &ReportsScreen::runIsChosen, Qt::QueuedConnection);
}

void ReportsScreen::shown() {
    m_list->focusList();
}

std::int64_t ReportsScreen::run() const {
    return m_list->chosen();
}

void ReportsScreen::open(std::int64_t run) {
    m_wanted = run;
    refreshRuns();
}

QVariantMap ReportsScreen::unfinished() const {
    return {{QStringLiteral("run"), static_cast<qlonglong>(run())}};
}

void ReportsScreen::restore(const QVariantMap& unfinished) {
    if (const auto run = unfinished.value(QStringLiteral("run")).toLongLong(); run > 0)
        open(run);
}

void ReportsScreen::refreshRuns() {
    m_list->setRuns(m_desk.runs());
    if (m_wanted != 0 && m_list->summary(m_wanted) != nullptr) {
        m_list->choose(m_wanted);
        m_wanted = 0;
    }
    if (run() == 0) {
        m_empty->setTexts(
            QStringLiteral("No report is chosen"),
            QStringLiteral("Every drill, rehearsal and incident leaves one. Choose a run at the left."));
        m_stack->setCurrentWidget(m_empty);
    }
    for (auto* action : {m_export, m_copy})
        action->setEnabled(m_report != nullptr);
    for (auto* action : m_exports->actions())
        action->setEnabled(m_report != nullptr);
}

void ReportsScreen::runIsChosen(qint64 chosen) {
    Q_UNUSED(chosen)
    m_notice->hide();
    showRun(false);
    emit runIsShown();
}

// What is not in memory is asked for; what comes late, for a run that is no longer chosen, is passed over.
void ReportsScreen::showRun(bool keepPlace) {
    const auto wanted = run();
    if (wanted == 0)
        return;
    const auto view = m_desk.view(wanted);
    if (!view || !view->report) {
        m_report = nullptr;
        m_empty->setTexts(QStringLiteral("Reading run %1 from the journal").arg(wanted), {});
        m_stack->setCurrentWidget(m_empty);
        m_desk.load(wanted, onUi(this, [this, wanted](const Result<>& loaded) {
                        if (wanted != run())
                            return;
                        const auto now = m_desk.view(wanted);
                        if (loaded && now && now->report)
                            showRun(false);
                        else
                            complain(loaded ? Error{"Run " + std::to_string(wanted) + " cannot be shown",
                                                    "the journal has nothing of it", "verify the journal", "",
                                                    Retry::safe}
                                            : loaded.error());
                    }));
        refreshRuns();
        return;
    }
    m_report = view->report;
    if (m_samplesOf != wanted)
        m_samples.clear();
    showSheet(keepPlace);
    refreshRuns();
    if (m_samplesOf == wanted || !m_report->measured)
        return;
    m_samplesOf = wanted;
    m_desk.samples(wanted, onUi<std::vector<metrics::Sample>>(
                               this, [this, wanted](Result<std::vector<metrics::Sample>> samples) {
                                   // Without them the report has one chart less and says all else.
                                   if (wanted != run() || !samples)
                                       return;
                                   m_samples = std::move(*samples);
                                   showSheet(true);
                               }));
}

void ReportsScreen::showSheet(bool keepPlace) {
    if (!m_report)
        return;
    auto sheet = report::lay(*m_report, m_samples);
    m_head->setSheet(sheet);
    m_sheet->setSheet(std::move(sheet), keepPlace);
    m_stack->setCurrentWidget(m_page);
}

void ReportsScreen::complain(const Error& error) {
    m_empty->setTexts(
        QString::fromStdString(printable(error.what)),
        QString::fromStdString(printable(error.why + (error.next.empty() ? "" : ". Next: " + error.next))));
    m_stack->setCurrentWidget(m_empty);
}

void ReportsScreen::exportAs(ports::ExportFormat format) {
    if (!m_report)
        return;
    const Form& form = formOf(format);
    const std::string& about = m_report->drill.empty() ? m_report->runbook : m_report->drill;
    const QString suggested = QStringLiteral("muster-run-%1-%2%3")
                                  .arg(m_report->run)
                                  .arg(QString::fromStdString(about), QLatin1String(form.ending));
    const QString file = m_chooseFile(suggested, QLatin1String(form.filter));
    if (file.isEmpty())
        return;
    const QString word = QLatin1String(form.word);
    m_notice->working(QStringLiteral("The %1 of run %2 is written").arg(word).arg(m_report->run));
    m_desk.exportRun(m_report->run, format, QFileInfo(file).absoluteFilePath().toStdString(),
                     onUi(this, [this, file, word](const Result<>& done) {
                         if (done)
                             m_notice->good(
                                 QStringLiteral("Written"),
                                 QStringLiteral("%1, %2").arg(word, QFileInfo(file).absoluteFilePath()),
                                 QFileInfo(file).absolutePath());
                         else
                             m_notice->bad(done.error());
                     }));
}

void ReportsScreen::verifyJournal() {
    m_notice->working(QStringLiteral("Every link of the journal's chain is checked"));
    m_stack->setCurrentWidget(m_report ? m_page : static_cast<QWidget*>(m_empty));
    m_verify->setEnabled(false);
    m_desk.verifyJournal(onUi<std::string>(this, [this](const Result<std::string>& words) {
        m_verify->setEnabled(true);
        if (!words)
            m_notice->bad(words.error());
        else if (words->starts_with("BROKEN"))
            m_notice->bad({"The journal does not hold", *words,
                           "keep the file as it is and compare it with exported reports", "", Retry::never});
        else
            m_notice->good(QStringLiteral("Journal"), QString::fromStdString(printable(*words)));
    }));
}

void ReportsScreen::copyHash() {
    if (!m_report)
        return;
    QGuiApplication::clipboard()->setText(QString::fromStdString(m_report->lastHash));
    m_notice->good(QStringLiteral("Copied"), QStringLiteral("SHA-256 of event %1, the run's last: %2")
                                                 .arg(m_report->lastSequence)
                                                 .arg(QString::fromStdString(m_report->lastHash)));
}

} // namespace muster::ui
