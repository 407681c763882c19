#include "ui/setup/SetupScreen.h"

#include "ui/home/Labels.h"
#include "ui/setup/AppearancePage.h"
#include "ui/setup/DocumentsPage.h"
#include "ui/setup/EnvironmentsPage.h"
#include "ui/setup/JournalPage.h"
#include "ui/shell/DeskEvents.h"
#include "ui/theme/Theme.h"

#include <QScrollArea>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace muster::ui {

using namespace home;

SetupScreen::SetupScreen(ports::Desk& desk, DeskEvents& events, Theme& theme, QWidget* parent)
    : Screen(parent), m_tabs(new QTabWidget), m_environments(new EnvironmentsPage(desk, events, theme)) {
    setObjectName(QStringLiteral("setupScreen"));
    auto* column = new QVBoxLayout(this);
    const int margin = theme.space(Space::page);
    column->setContentsMargins(margin, theme.space(Space::wide), margin, theme.space(Space::large));
    column->setSpacing(theme.space(Space::medium));
    column->addWidget(oneLine(QStringLiteral("Setup"), "title", "text"));
    m_tabs->setObjectName(QStringLiteral("setup.tabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->setFocusPolicy(Qt::NoFocus); // its bar has the focus
    m_tabs->tabBar()->setObjectName(QStringLiteral("setup.tabBar"));
    m_tabs->tabBar()->setAccessibleName(QStringLiteral("Parts of the setup"));
    column->addWidget(m_tabs, 1);
    add(m_environments, QStringLiteral("Environments"), QStringLiteral("Environments: add, test, remove"),
        "setup.page.environments");
    const auto scrolled = [](QWidget* page) {
        auto* scroll = new QScrollArea;
        scroll->setWidgetResizable(true);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setFocusPolicy(Qt::NoFocus);
        scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        page->setProperty("scrolled", true);
        scroll->setWidget(page);
        return scroll;
    };
    add(scrolled(new DocumentsPage(desk, events, theme)), QStringLiteral("Documents"),
        QStringLiteral("Documents: folders and problems"), "setup.page.documents");
    add(scrolled(new JournalPage(desk, events, theme)), QStringLiteral("Journal"),
        QStringLiteral("Journal: verify"), "setup.page.journal");
    add(scrolled(new AppearancePage(theme)), QStringLiteral("Appearance"),
        QStringLiteral("Appearance: theme and text size"), "setup.page.appearance");
    connect(&events, &DeskEvents::libraryIsNew, this, [this, &desk] { count(*desk.library()); });
    count(*desk.library());
}

void SetupScreen::add(QWidget* page, const QString& title, const QString& action, const char* name) {
    page->setObjectName(QLatin1String(name));
    const int index = m_tabs->addTab(page, title);
    auto* open = new QAction(action, this);
    open->setObjectName(QLatin1String(name) + QStringLiteral(".open"));
    connect(open, &QAction::triggered, this, [this, index] {
        if (navigator() != nullptr)
            navigator()->openScreen(QStringLiteral("setup"));
        m_tabs->setCurrentIndex(index);
        m_tabs->tabBar()->setFocus(Qt::OtherFocusReason);
    });
    addAction(open);
}

void SetupScreen::count(const ports::LibraryView& library) {
    std::size_t errors = 0;
    const auto take = [&errors](const std::vector<Problem>& problems) {
        for (const auto& problem : problems)
            errors += problem.severity == Severity::error;
    };
    for (const auto& entry : library.runbooks)
        take(entry.problems);
    for (const auto& entry : library.drills)
        take(entry.problems);
    for (const auto& entry : library.environments)
        take(entry.problems);
    constexpr int documents = 1;
    m_tabs->setTabText(
        documents, errors == 0 ? QStringLiteral("Documents")
                               : QStringLiteral("Documents (%1 %2)")
                                     .arg(errors)
                                     .arg(errors == 1 ? QStringLiteral("error") : QStringLiteral("errors")));
}

void SetupScreen::reveal(const QString& environment, const QString& host) {
    m_tabs->setCurrentWidget(m_environments);
    m_environments->reveal(environment, host);
}

void SetupScreen::shown() {
    if (isAncestorOf(focusWidget())) // it was revealed just now, or left there
        return;
    m_tabs->tabBar()->setFocus(Qt::OtherFocusReason);
}

} // namespace muster::ui
