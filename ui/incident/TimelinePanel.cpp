#include "ui/incident/TimelinePanel.h"

#include "ui/incident/ActButton.h"
#include "ui/incident/Pieces.h"
#include "ui/incident/TimelineList.h"
#include "ui/incident/Words.h"

#include <QDateTime>
#include <QLineEdit>
#include <QListView>
#include <QToolButton>
#include <algorithm>

namespace muster::ui {

std::optional<std::int64_t> updateDueUtcMs(const ports::RunView& view) {
    if (!view.state || !view.documents || !view.report || view.stage == ports::Stage::closed ||
        view.declaredUtcMs == 0)
        return std::nullopt;
    const auto every = view.documents->environment.onCallFor(view.state->severity).updateEvery;
    if (!every)
        return std::nullopt;
    std::int64_t last = view.declaredUtcMs;
    for (const auto& each : view.report->communications)
        if (each.sent)
            last = std::max(last, each.utcMs);
    return last + every->count();
}

TimelinePanel::TimelinePanel(Theme& theme, QWidget* parent)
    : QFrame(parent), m_theme(theme), m_model(new TimelineModel(this)), m_list(new QListView(this)),
      m_note(new QLineEdit(this)), m_trouble(words({}, Type::small, Role::bad, this)),
      m_zone(new QToolButton(this)), m_dueGlyph(new Glyph(theme, this)),
      m_due(words({}, Type::small, Role::faint, this)),
      m_update(new ActButton(theme, ActButton::Kind::plain, QStringLiteral("Write an update"), this)) {
    setObjectName(QStringLiteral("timeline"));
    auto* column = new QVBoxLayout(this);
    pad(theme, column, {0, 14, 0, 0, 8});

    auto* head = new QHBoxLayout;
    pad(theme, head, {16, 0, 12, 0, 8});
    head->addWidget(words(QStringLiteral("Timeline"), Type::caption, Role::faint, this), 1);
    m_zone->setObjectName(QStringLiteral("timeZone"));
    m_zone->setCheckable(true);
    m_zone->setText(QStringLiteral("UTC"));
    m_zone->setToolTip(QStringLiteral("Times: UTC or the time of this machine"));
    m_zone->setAccessibleName(QStringLiteral("Show times in local time"));
    connect(m_zone, &QToolButton::toggled, this, [this](bool local) {
        m_model->setLocal(local);
        m_zone->setText(local ? QDateTime::currentDateTime().timeZoneAbbreviation() : QStringLiteral("UTC"));
    });
    head->addWidget(m_zone);
    column->addLayout(head);

    auto* field = new QVBoxLayout;
    pad(theme, field, {16, 0, 12, 4, 4});
    m_note->setObjectName(QStringLiteral("note"));
    m_note->setPlaceholderText(QStringLiteral("Write a note (N), Enter keeps it"));
    m_note->setAccessibleName(QStringLiteral("Note to the timeline"));
    m_note->setToolTip(QStringLiteral("Note: write it (N), keep it (Enter)"));
    m_trouble->hide();
    field->addWidget(m_note);
    field->addWidget(m_trouble);
    column->addLayout(field);
    connect(m_note, &QLineEdit::returnPressed, this, [this] {
        if (const QString text = m_note->text().trimmed(); !text.isEmpty())
            emit noteWritten(text);
    });

    m_list->setObjectName(QStringLiteral("timelineList"));
    m_list->setAccessibleName(QStringLiteral("Timeline, newest first"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new TimelineDelegate(theme, *m_model, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setWordWrap(true);
    m_list->setProperty("plain", true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    column->addWidget(m_list, 1);
    connect(&theme, &Theme::changed, this, [this] { m_list->doItemsLayout(); });

    auto* update = new QVBoxLayout;
    pad(theme, update, {16, 6, 12, 12, 8});
    auto* due = new QHBoxLayout;
    pad(theme, due, even(0, 8));
    due->addWidget(m_dueGlyph, 0, Qt::AlignTop);
    m_due->setObjectName(QStringLiteral("updateDue"));
    due->addWidget(m_due, 1);
    update->addLayout(due);
    m_update->setObjectName(QStringLiteral("writeUpdate"));
    m_update->setGlyph(QStringLiteral("message"));
    m_update->setHint(QStringLiteral("Ctrl+U"));
    connect(m_update, &ActButton::chosen, this, &TimelinePanel::updateAsked);
    update->addWidget(m_update);
    column->addLayout(update);
}

void TimelinePanel::show(const std::shared_ptr<const ports::RunView>& view) {
    m_view = view;
    if (view && view->report)
        m_model->set(view->report->timeline);
    tick(QDateTime::currentMSecsSinceEpoch());
}

void TimelinePanel::tick(std::int64_t now) {
    const auto due = m_view ? updateDueUtcMs(*m_view) : std::nullopt;
    m_dueGlyph->setVisible(due.has_value());
    m_due->setVisible(due.has_value());
    if (!due)
        return;
    const std::int64_t left = *due - now;
    const bool late = left <= 0;
    // Whole minutes until the last one: this is a reminder, not a clock.
    const QString text =
        late            ? QStringLiteral("Stakeholder update overdue by %1").arg(clockTime(-left))
        : left > 60'000 ? QStringLiteral("Stakeholder update due in %1 min").arg((left + 59'999) / 60'000)
                        : QStringLiteral("Stakeholder update due in %1").arg(clockTime(left));
    if (m_due->text() == text)
        return;
    m_due->setText(text);
    Theme::setTone(m_due, late ? Role::warning : Role::faint);
    m_dueGlyph->show(late ? QStringLiteral("warning") : QStringLiteral("message"),
                     late ? Role::warning : Role::faint, text);
}

void TimelinePanel::writeNote() {
    m_note->setFocus(Qt::ShortcutFocusReason);
}

QString TimelinePanel::note() const {
    return m_note->text();
}

void TimelinePanel::setNote(const QString& text) {
    m_note->setText(text);
}

void TimelinePanel::noteKept() {
    m_note->clear();
    m_trouble->hide();
}

void TimelinePanel::noteRefused(const Error& error) {
    m_trouble->setText(shown(error.text()));
    m_trouble->show();
}

} // namespace muster::ui
