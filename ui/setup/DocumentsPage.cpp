#include "ui/setup/DocumentsPage.h"

#include "ui/home/Labels.h"
#include "ui/home/Phrases.h"
#include "ui/setup/ProblemLines.h"
#include "ui/shell/DeskEvents.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/CodeView.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <map>

namespace muster::ui {

using namespace home;

DocumentsPage::DocumentsPage(ports::Desk& desk, DeskEvents& events, Theme& theme, QWidget* parent)
    : QWidget(parent), m_desk(desk), m_folders(new CodeView(theme, QStringLiteral("folders"))),
      m_none(label(QStringLiteral("No runbook was found. Put Markdown files into a runbook folder, or start "
                                  "the console with --runbooks FOLDER; then read again."))),
      m_problems(new ProblemLines(theme, "setup.problems")) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, theme.space(Space::large), 0, 0);
    column->setSpacing(theme.space(Space::small));
    auto* top = new QHBoxLayout;
    top->addWidget(heading(QStringLiteral("Runbook folders")), 1);
    auto* reload = button(theme, QStringLiteral("Read again"), "setup.reload",
                          QStringLiteral("Read all documents again"));
    top->addWidget(reload);
    column->addLayout(top);
    m_folders->setObjectName(QStringLiteral("setup.folders"));
    column->addWidget(m_folders);
    column->addWidget(m_none);
    column->addSpacing(theme.space(Space::medium));
    column->addWidget(heading(QStringLiteral("Problems of all documents")));
    column->addWidget(m_problems);
    column->addStretch(1);
    connect(reload, &QPushButton::clicked, this, [this] { m_desk.reloadLibrary(); });
    connect(&events, &DeskEvents::libraryIsNew, this, &DocumentsPage::takeLibrary);
    takeLibrary();
}

void DocumentsPage::takeLibrary() {
    const auto library = m_desk.library();
    std::map<std::string, int> folders;
    std::vector<Problem> problems;
    const auto take = [&problems](const std::vector<Problem>& more) {
        problems.insert(problems.end(), more.begin(), more.end());
    };
    for (const auto& entry : library->runbooks) {
        const auto slash = entry.file.find_last_of('/');
        ++folders[slash == std::string::npos ? "." : entry.file.substr(0, slash)];
        take(entry.problems);
    }
    for (const auto& entry : library->drills)
        take(entry.problems);
    for (const auto& entry : library->environments)
        take(entry.problems);
    QStringList lines;
    for (const auto& [folder, count] : folders)
        lines << QStringLiteral("%1 (%2 %3)")
                     .arg(plain(folder))
                     .arg(count)
                     .arg(count == 1 ? QStringLiteral("runbook") : QStringLiteral("runbooks"));
    m_folders->setCode(lines.join(QLatin1Char('\n')));
    m_folders->setVisible(!lines.isEmpty());
    m_none->setVisible(lines.isEmpty());
    m_problems->show(problems);
}

} // namespace muster::ui
