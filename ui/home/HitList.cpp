#include "ui/home/HitList.h"

#include "ui/home/CardButton.h"
#include "ui/home/Labels.h"
#include "ui/home/Phrases.h"
#include "ui/theme/Theme.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>

namespace muster::ui {

using namespace home;

namespace {
constexpr std::size_t mostRows = 8; // what an eye takes in; more words find fewer
}

HitList::HitList(Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_column(new QVBoxLayout(this)), m_more(label({}, "body", "faint")) {
    setObjectName(QStringLiteral("hits"));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(theme.space(Space::small));
    m_more->setObjectName(QStringLiteral("hits.more"));
    m_column->addWidget(m_more);
}

void HitList::show(const ports::LibraryView& library, const std::vector<runbook::SearchHit>& hits) {
    for (auto* row : m_rows) {
        m_column->removeWidget(row);
        row->hide();
        row->deleteLater();
    }
    m_rows.clear();
    m_ids.clear();
    m_found = hits.size();
    for (std::size_t i = 0; i < std::min(hits.size(), mostRows); ++i) {
        const auto& entry = library.runbooks[hits[i].index];
        QStringList reasons;
        for (const auto& reason : hits[i].reasons)
            reasons << plain(reason);
        auto* row = new CardButton(m_theme, this);
        row->setObjectName(QStringLiteral("hit.") + plain(entry.runbook.id));
        auto* line = new QHBoxLayout(row);
        const int margin = m_theme.space(Space::medium);
        line->setContentsMargins(margin, m_theme.space(Space::small), margin, m_theme.space(Space::small));
        line->setSpacing(m_theme.space(Space::large));
        auto* words = new QVBoxLayout;
        words->setSpacing(m_theme.space(Space::hair));
        const auto title = plain(entry.runbook.title);
        words->addWidget(label(title, "strong"));
        words->addWidget(label(reasons.join(QStringLiteral("  ·  ")), "small", "faint"));
        line->addLayout(words, 1);
        const auto about =
            plain(entry.runbook.severity) + QStringLiteral("  ·  ") + plain(entry.runbook.service);
        line->addWidget(oneLine(about, "small", "faint"));
        if (!runs(entry))
            line->addWidget(oneLine(QStringLiteral("Has errors"), "small", "bad"));
        row->setAccessibleName(title + QStringLiteral(", ") + reasons.join(QStringLiteral(", ")));
        row->setToolTip(QStringLiteral("Declare an incident with this runbook (Enter)"));
        for (auto* part : row->findChildren<QLabel*>())
            part->setAttribute(Qt::WA_TransparentForMouseEvents);
        const auto id = QString::fromStdString(entry.runbook.id);
        connect(row, &QAbstractButton::clicked, this, [this, id] { emit picked(id); });
        m_column->insertWidget(static_cast<int>(i), row);
        m_rows.push_back(row);
        m_ids.push_back(id);
    }
    if (hits.empty())
        m_more->setText(
            QStringLiteral("No runbook knows this. Try fewer or other words: what does a user or the log "
                           "say? All runbooks are listed below."));
    else if (hits.size() > mostRows)
        m_more->setText(
            QStringLiteral("%1 more: type another word to narrow it down.").arg(hits.size() - mostRows));
    m_more->setVisible(hits.empty() || hits.size() > mostRows);
    m_chosen = 0;
    choose(0);
}

void HitList::choose(int row) {
    if (m_rows.empty())
        return;
    m_chosen = std::clamp(row, 0, static_cast<int>(m_rows.size()) - 1);
    for (int i = 0; i < static_cast<int>(m_rows.size()); ++i)
        m_rows[static_cast<std::size_t>(i)]->setChosen(i == m_chosen);
}

void HitList::move(int by) {
    choose(m_chosen + by);
    if (!m_rows.empty())
        emit chosenMoved(m_rows[static_cast<std::size_t>(m_chosen)]);
}

QString HitList::chosen() const {
    return m_ids.empty() ? QString() : m_ids[static_cast<std::size_t>(m_chosen)];
}

QString HitList::spoken() const {
    if (m_rows.empty())
        return m_more->text();
    return QStringLiteral("%1 found. Chosen: %2")
        .arg(m_found)
        .arg(m_rows[static_cast<std::size_t>(m_chosen)]->accessibleName());
}

} // namespace muster::ui
