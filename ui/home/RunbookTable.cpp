#include "ui/home/RunbookTable.h"

#include "ui/home/Phrases.h"
#include "ui/theme/Theme.h"

#include <QHeaderView>
#include <map>

namespace muster::ui {

using namespace home;

namespace {
constexpr int idRole = Qt::UserRole;
enum Column { title, severity, review, drill };
} // namespace

RunbookTable::RunbookTable(Theme& theme, QWidget* parent) : QTreeWidget(parent), m_theme(theme) {
    setObjectName(QStringLiteral("allRunbooks"));
    setAccessibleName(QStringLiteral("All runbooks by service"));
    setToolTip(QStringLiteral("Enter declares an incident with the chosen runbook"));
    setHeaderLabels({QStringLiteral("Runbook"), QStringLiteral("Severity"), QStringLiteral("Review"),
                     QStringLiteral("Last drill")});
    setRootIsDecorated(true);
    setItemsExpandable(true);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    header()->setSectionResizeMode(title, QHeaderView::Stretch);
    for (const int column : {severity, review, drill})
        header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    header()->setStretchLastSection(false);
    header()->setSectionsMovable(false);
    connect(this, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
        if (const auto id = item->data(title, idRole).toString(); !id.isEmpty())
            emit picked(id);
    });
    connect(this, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        if (item != nullptr && hasFocus())
            emit currentAt(visualItemRect(item).translated(0, viewport()->y()));
    });
    connect(this, &QTreeWidget::itemExpanded, this, [this] { updateGeometry(); });
    connect(this, &QTreeWidget::itemCollapsed, this, [this] { updateGeometry(); });
}

void RunbookTable::show(const ports::LibraryView& library, const std::vector<ports::RunSummary>& runs,
                        std::int64_t nowMs) {
    const auto current = currentItem() != nullptr ? currentItem()->data(title, idRole).toString() : QString();
    clear();
    std::map<std::string, std::vector<const ports::LibraryView::RunbookEntry*>> byService;
    for (const auto& entry : library.runbooks)
        byService[entry.runbook.service].push_back(&entry);
    for (const auto& [service, entries] : byService) {
        auto* group = new QTreeWidgetItem(this);
        group->setText(title, QStringLiteral("%1 (%2)")
                                  .arg(service.empty() ? QStringLiteral("No service named") : plain(service))
                                  .arg(entries.size()));
        group->setFont(title, m_theme.font(Type::strong));
        group->setFirstColumnSpanned(true);
        group->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        for (const auto* entry : entries) {
            auto* item = new QTreeWidgetItem(group);
            const auto proven = proof(*entry, runs, nowMs);
            item->setData(title, idRole, QString::fromStdString(entry->runbook.id));
            item->setText(title, plain(entry->runbook.title));
            item->setToolTip(title, plain(entry->file));
            if (!home::runs(*entry)) {
                item->setIcon(title, m_theme.icon(QStringLiteral("cross"), Role::bad));
                item->setText(title, item->text(title) + QStringLiteral(" (has errors)"));
            }
            item->setText(severity, entry->runbook.severity.empty() ? QStringLiteral("not set")
                                                                    : plain(entry->runbook.severity));
            item->setText(review, entry->reviewOverdue
                                      ? QStringLiteral("Overdue, of %1").arg(plain(entry->runbook.reviewed))
                                  : entry->runbook.reviewed.empty()
                                      ? QStringLiteral("Never reviewed")
                                      : QStringLiteral("Of ") + plain(entry->runbook.reviewed));
            if (entry->reviewOverdue)
                item->setIcon(review, m_theme.icon(QStringLiteral("warning"), Role::warning));
            item->setText(drill, proven.words);
            item->setToolTip(drill, proven.detail);
            if (proven.standing == Proof::Standing::passed)
                item->setIcon(drill, m_theme.icon(QStringLiteral("check"), Role::text));
            else if (proven.standing == Proof::Standing::failed)
                item->setIcon(drill, m_theme.icon(QStringLiteral("cross"), Role::bad));
            else
                item->setIcon(drill, m_theme.icon(QStringLiteral("dash"), Role::faint));
            for (const int column : {severity, review, drill})
                item->setForeground(column, m_theme.colour(Role::text));
            if (!current.isEmpty() && item->data(title, idRole).toString() == current)
                setCurrentItem(item);
        }
        group->setExpanded(true);
    }
    updateGeometry();
}

QSize RunbookTable::sizeHint() const {
    int height = header()->sizeHint().height() + 2 * frameWidth() + 4;
    for (auto* item = topLevelItem(0); item != nullptr; item = itemBelow(item))
        height += indexFromItem(item).isValid() ? rowHeight(indexFromItem(item)) : 0;
    return {m_theme.pixels(600), height};
}

QSize RunbookTable::minimumSizeHint() const {
    return {m_theme.pixels(300), sizeHint().height()};
}

} // namespace muster::ui
