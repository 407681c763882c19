#include "ui/setup/EnvironmentPage.h"

#include "ui/home/Labels.h"
#include "ui/home/Phrases.h"
#include "ui/home/Preselect.h"
#include "ui/setup/ConnectionRow.h"
#include "ui/setup/ProblemLines.h"
#include "ui/shell/DeskEvents.h"
#include "ui/theme/Theme.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace muster::ui {

using namespace home;

namespace {

QString joined(const std::vector<std::string>& words) {
    QStringList out;
    for (const auto& word : words)
        out << plain(word);
    return out.join(QStringLiteral(", "));
}

} // namespace

EnvironmentPage::EnvironmentPage(ports::Desk& desk, Theme& theme,
                                 const ports::LibraryView::EnvironmentEntry& entry, QWidget* parent)
    : QWidget(parent), m_desk(desk), m_theme(theme), m_name(entry.environment.name),
      m_column(new QVBoxLayout(this)) {
    const auto& environment = entry.environment;
    m_column->setContentsMargins(0, 0, theme.space(Space::small), 0);
    m_column->setSpacing(theme.space(Space::small));
    auto* top = new QHBoxLayout;
    top->setSpacing(theme.space(Space::small));
    top->addWidget(label(plain(environment.title.empty() ? environment.name : environment.title), "heading"),
                   1);
    auto* all =
        button(theme, QStringLiteral("Test all"), "setup.testAll",
               QStringLiteral("Test every host and service of this environment"), Button::Kind::primary);
    auto* remove = button(theme, QStringLiteral("Remove…"), "setup.remove",
                          QStringLiteral("Take this environment out of the registered ones; its file stays"));
    top->addWidget(all, 0, Qt::AlignTop);
    top->addWidget(remove, 0, Qt::AlignTop);
    m_column->addLayout(top);
    connect(all, &QPushButton::clicked, this, &EnvironmentPage::testAll);
    connect(remove, &QPushButton::clicked, this,
            [this] { emit removeAsked(QString::fromStdString(m_name)); });

    auto* production = new Status(theme, "body");
    production->show(environment.production ? QStringLiteral("warning") : QStringLiteral("shield"),
                     environment.production
                         ? QStringLiteral("Production: live incidents act on the real system")
                         : QStringLiteral("Not production"),
                     environment.production ? Role::warning : Role::text);
    m_column->addWidget(production);
    auto* drills = new Status(theme, "body");
    drills->show(environment.drillsAllowed ? QStringLiteral("drills") : QStringLiteral("lock"),
                 !environment.drillsAllowed ? QStringLiteral("Drills are refused")
                 : environment.blastRadius.empty()
                     ? QStringLiteral("Drills are allowed, on every host")
                     : QStringLiteral("Drills are allowed, on ") + joined(environment.blastRadius),
                 Role::text);
    m_column->addWidget(drills);
    QStringList words;
    for (const auto* severity : {"P0", "P1", "P2", "P3"})
        words << onCallWords(environment, severity);
    m_column->addWidget(label(words.join(QLatin1Char('\n')), "body"));
    auto* file = label(QStringLiteral("Name %1, file %2").arg(plain(environment.name), plain(entry.file)),
                       "small", "faint");
    m_column->addWidget(file);
    if (!entry.problems.empty()) {
        auto* problems = new ProblemLines(theme, "setup.environmentProblems");
        problems->show(entry.problems);
        m_column->addWidget(problems);
    }
    addHosts(environment);
    addServices(environment);
    m_column->addStretch(1);
}

void EnvironmentPage::addHosts(const environment::Environment& environment) {
    m_column->addSpacing(m_theme.space(Space::small));
    m_column->addWidget(heading(QStringLiteral("Hosts")));
    if (environment.hosts.empty())
        m_column->addWidget(label(QStringLiteral("The file names no host. Add them below “hosts:”.")));
    for (const auto& [name, host] : environment.hosts) {
        QStringList details;
        if (host.ssh) {
            const auto& ssh = *host.ssh;
            details << QStringLiteral("SSH to %1 port %2 as %3")
                           .arg(plain(ssh.address))
                           .arg(ssh.port)
                           .arg(ssh.user.empty() ? QStringLiteral("your own user") : plain(ssh.user));
            details << (ssh.keyFile.empty() ? QStringLiteral("Key: agent, then the usual files")
                                            : QStringLiteral("Key: ") + plain(ssh.keyFile));
            details << QStringLiteral("Known hosts: ") + (ssh.knownHostsFile.empty()
                                                              ? QStringLiteral("~/.ssh/known_hosts")
                                                              : plain(ssh.knownHostsFile));
        } else {
            details << QStringLiteral("This machine");
        }
        auto* row = new ConnectionRow(m_theme, QStringLiteral("host"), plain(name), details);
        connect(row, &ConnectionRow::testAsked, this, [this, row, host = name] {
            m_desk.testHost(m_name, host,
                            onUi<ports::ConnectionTest>(
                                row, [row](Result<ports::ConnectionTest> result) { row->show(result); }));
        });
        m_column->addWidget(row);
        m_rows.push_back(row);
    }
}

void EnvironmentPage::addServices(const environment::Environment& environment) {
    m_column->addSpacing(m_theme.space(Space::small));
    m_column->addWidget(heading(QStringLiteral("Services")));
    if (environment.services.empty())
        m_column->addWidget(label(QStringLiteral("The file names no service. Add them below “services:”.")));
    for (const auto& [name, service] : environment.services) {
        QStringList details{plain(service.url)};
        details
            << QStringLiteral("RTO target %1, RPO target %2").arg(target(service.rto), target(service.rpo));
        details << (service.probe ? QStringLiteral("Probed every %1 by a real write")
                                        .arg(QString::fromStdString(formatDuration(service.probe->every)))
                                  : QStringLiteral("No probe: Home cannot say whether it works"));
        auto* row = new ConnectionRow(m_theme, QStringLiteral("service"), plain(name), details);
        connect(row, &ConnectionRow::testAsked, this, [this, row, service = name] {
            m_desk.testService(m_name, service,
                               onUi<ports::ConnectionTest>(
                                   row, [row](Result<ports::ConnectionTest> result) { row->show(result); }));
        });
        m_column->addWidget(row);
        m_rows.push_back(row);
    }
}

void EnvironmentPage::testAll() {
    for (auto* row : m_rows)
        row->test();
}

} // namespace muster::ui
