#include "ui/setup/EnvironmentsPage.h"

#include "ui/home/Labels.h"
#include "ui/home/Phrases.h"
#include "ui/setup/ConnectionRow.h"
#include "ui/setup/EnvironmentPage.h"
#include "ui/shell/DeskEvents.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Bend.h"
#include "ui/widgets/PageScroll.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QScrollArea>
#include <QVBoxLayout>

namespace muster::ui {

using namespace home;

EnvironmentsPage::EnvironmentsPage(ports::Desk& desk, DeskEvents& events, Theme& theme, QWidget* parent)
    : QWidget(parent), m_desk(desk), m_theme(theme), m_list(new QListWidget), m_file(new QLineEdit),
      m_answer(label({}, "small")), m_scroll(new QScrollArea) {
    auto* page = new QWidget;
    auto* line = new QHBoxLayout(page);
    new Bend(line, this, theme, 760);
    line->setContentsMargins(0, theme.space(Space::large), 0, 0);
    line->setSpacing(theme.space(Space::wide));
    auto* left = new QWidget;
    left->setFixedWidth(theme.pixels(300));
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.space(Space::small));
    column->addWidget(heading(QStringLiteral("Registered")));
    m_list->setObjectName(QStringLiteral("setup.environments"));
    m_list->setAccessibleName(QStringLiteral("Registered environments"));
    m_list->setToolTip(QStringLiteral("Choose an environment to see and test it"));
    m_list->setWordWrap(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_list, 1);
    column->addSpacing(theme.space(Space::small));
    column->addWidget(label(QStringLiteral("Add an environment file"), "strong"));
    m_file->setObjectName(QStringLiteral("setup.file"));
    m_file->setAccessibleName(QStringLiteral("Environment file to add"));
    m_file->setToolTip(QStringLiteral("Path of a YAML file; it stays where it is and is linked"));
    m_file->setPlaceholderText(QStringLiteral("/etc/muster/shop.yaml"));
    column->addWidget(m_file);
    auto* acts = new QHBoxLayout;
    auto* choose =
        button(theme, QStringLiteral("Browse…"), "setup.browse", QStringLiteral("Choose the file"));
    auto* addButton = button(theme, QStringLiteral("Add"), "setup.add",
                             QStringLiteral("Check the file and register it (Enter)"));
    acts->addWidget(choose);
    acts->addWidget(addButton);
    acts->addStretch(1);
    column->addLayout(acts);
    m_answer->setObjectName(QStringLiteral("setup.addAnswer"));
    m_answer->hide();
    column->addWidget(m_answer);
    line->addWidget(left);
    m_scroll->setMinimumHeight(theme.pixels(180));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    line->addWidget(m_scroll, 1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(new PageScroll(page, this));

    connect(m_list, &QListWidget::currentRowChanged, this, &EnvironmentsPage::showChosen);
    connect(m_file, &QLineEdit::returnPressed, this, &EnvironmentsPage::add);
    connect(addButton, &QPushButton::clicked, this, &EnvironmentsPage::add);
    connect(choose, &QPushButton::clicked, this, &EnvironmentsPage::browse);
    connect(&events, &DeskEvents::libraryIsNew, this, &EnvironmentsPage::takeLibrary);
    connect(&theme, &Theme::changed, this, [this, left] {
        left->setFixedWidth(m_theme.pixels(300));
        m_scroll->setMinimumHeight(m_theme.pixels(180));
        m_shown.clear();
        showChosen();
    });
    m_chosen = desk.watched();
    takeLibrary();
}

void EnvironmentsPage::takeLibrary() {
    m_library = m_desk.library();
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    int row = 0;
    for (const auto& entry : m_library->environments) {
        const auto& environment = entry.environment;
        auto* item = new QListWidgetItem(
            plain(environment.name) + (environment.production ? QStringLiteral(" (production)") : QString()));
        const bool broken =
            std::any_of(entry.problems.begin(), entry.problems.end(),
                        [](const Problem& problem) { return problem.severity == Severity::error; });
        item->setIcon(m_theme.icon(broken ? QStringLiteral("cross") : QStringLiteral("server"),
                                   broken ? Role::bad : Role::text));
        if (broken)
            item->setText(item->text() + QStringLiteral(", has errors"));
        item->setToolTip(plain(entry.file));
        item->setData(Qt::UserRole, QString::fromStdString(environment.name));
        m_list->addItem(item);
        if (environment.name == m_chosen)
            row = m_list->count() - 1;
    }
    m_list->setCurrentRow(row);
    showChosen();
}

void EnvironmentsPage::showChosen() {
    const auto* item = m_list->currentItem();
    m_chosen = item == nullptr ? std::string() : item->data(Qt::UserRole).toString().toStdString();
    const auto* entry = environmentOf(*m_library, m_chosen);
    if (entry == nullptr) {
        m_shown.clear();
        m_page = nullptr;
        auto* nothing = label(QStringLiteral("No environment is registered. An environment file says in YAML "
                                             "which hosts and services there are, and how they are reached. "
                                             "Add one on the left. To practise first, run “muster range up” "
                                             "in a terminal: the practice range registers itself."));
        nothing->setAlignment(Qt::AlignTop | Qt::AlignLeft);
        nothing->setObjectName(QStringLiteral("setup.noEnvironment"));
        m_scroll->setWidget(nothing);
        return;
    }
    auto key = entry->environment.name + '\n' + entry->file + '\n' + entry->environment.text;
    for (const auto& problem : entry->problems)
        key += '\n' + problem.text();
    if (key == m_shown)
        return;
    m_shown = std::move(key);
    auto* page = new EnvironmentPage(m_desk, m_theme, *entry);
    page->setProperty("scrolled", true);
    page->setObjectName(QStringLiteral("setup.environment"));
    connect(page, &EnvironmentPage::removeAsked, this, &EnvironmentsPage::askRemoval);
    m_scroll->setWidget(page);
    m_page = page;
}

void EnvironmentsPage::reveal(const QString& environment, const QString& host) {
    for (int row = 0; row < m_list->count(); ++row)
        if (m_list->item(row)->data(Qt::UserRole).toString() == environment)
            m_list->setCurrentRow(row);
    auto* row =
        m_page == nullptr
            ? nullptr
            : m_page->findChild<ConnectionRow*>(QStringLiteral("setup.host.") + plain(host.toStdString()));
    if (row == nullptr)
        return;
    row->takeFocus();
    m_scroll->ensureWidgetVisible(row);
}

void EnvironmentsPage::browse() {
    auto* dialog = new QFileDialog(this, QStringLiteral("Add an environment file"), QString(),
                                   QStringLiteral("Environment files (*.yaml *.yml)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        m_file->setText(file);
        add();
    });
    dialog->open();
}

void EnvironmentsPage::add() {
    const auto file = m_file->text().trimmed();
    if (file.isEmpty())
        return answer(
            QStringLiteral("Type the path of an environment file first, or choose one with Browse."), "bad");
    answer(QStringLiteral("Reading…"), "faint");
    m_desk.addEnvironment(file.toStdString(), onUi<std::string>(this, [this](Result<std::string> result) {
                              if (!result)
                                  return answer(paragraph(result.error().text()), "bad");
                              m_file->clear();
                              m_chosen = *result;
                              takeLibrary();
                              answer(QStringLiteral("Added: ") + plain(*result), "text");
                          }));
}

void EnvironmentsPage::answer(const QString& text, const char* tone) {
    m_answer->setText(text);
    m_answer->show();
    setTone(m_answer, tone);
}

void EnvironmentsPage::askRemoval(const QString& name) {
    auto* box = new QMessageBox(
        QMessageBox::NoIcon, QStringLiteral("Remove an environment"),
        QStringLiteral("Take %1 out of the registered environments? Its file stays where it is.")
            .arg(plain(name.toStdString())),
        QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("setup.removeBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    auto* yes = box->addButton(QStringLiteral("Remove %1").arg(plain(name.toStdString())),
                               QMessageBox::DestructiveRole);
    yes->setObjectName(QStringLiteral("setup.removeYes"));
    box->setDefaultButton(QMessageBox::Cancel);
    connect(yes, &QAbstractButton::clicked, this, [this, name] { remove(name.toStdString()); });
    box->open();
}

void EnvironmentsPage::remove(const std::string& name) {
    m_desk.removeEnvironment(name, onUi(this, [this, name](Result<> result) {
                                 answer(result ? QStringLiteral("Removed: ") + plain(name)
                                               : paragraph(result.error().text()),
                                        result ? "text" : "bad");
                                 takeLibrary();
                             }));
}

} // namespace muster::ui
