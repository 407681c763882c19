#include "ui/shell/CommandPalette.h"

#include "ui/shell/Fuzzy.h"
#include "ui/widgets/Dialog.h"
#include "ui/widgets/KeyHint.h"

#include <QAbstractListModel>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <algorithm>

namespace muster::ui {

class PaletteModel : public QAbstractListModel {
public:
    PaletteModel(const Theme& theme, std::vector<PaletteEntry> entries, QStringList recent, QObject* parent)
        : QAbstractListModel(parent), m_theme(theme), m_entries(std::move(entries)),
          m_recent(std::move(recent)) {
        filter({});
    }

    void filter(const QString& query) {
        beginResetModel();
        std::vector<std::pair<int, std::size_t>> hits;
        for (std::size_t i = 0; i < m_entries.size(); ++i) {
            const auto& entry = m_entries[i];
            auto score = fuzzyScore(query, entry.text);
            if (score)
                *score += 40; // the name itself before what stands around it
            else
                score = fuzzyScore(query, entry.text + QLatin1Char(' ') + entry.detail + QLatin1Char(' ') +
                                              entry.keywords);
            if (!score)
                continue;
            const auto lately = m_recent.indexOf(entry.id);
            if (lately >= 0)
                *score += query.isEmpty() ? 1000 - static_cast<int>(lately) : 10;
            hits.emplace_back(*score, i);
        }
        std::ranges::stable_sort(hits, [](const auto& a, const auto& b) { return a.first > b.first; });
        m_shown.clear();
        for (const auto& hit : hits)
            m_shown.push_back(hit.second);
        endResetModel();
    }

    [[nodiscard]] const PaletteEntry& at(int row) const {
        return m_entries[m_shown[static_cast<std::size_t>(row)]];
    }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
    }

    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override {
        if (!index.isValid())
            return {};
        const auto& entry = at(index.row());
        switch (role) {
        case Qt::DisplayRole:
            return entry.text;
        case Qt::DecorationRole:
            return m_theme.icon(entry.icon);
        case Qt::ToolTipRole:
            return entry.detail.isEmpty() ? QVariant()
                                          : QVariant(entry.text + QStringLiteral(" - ") + entry.detail);
        case Qt::AccessibleTextRole:
            return entry.text + (entry.detail.isEmpty() ? QString() : QStringLiteral(", ") + entry.detail) +
                   (entry.keys.isEmpty() ? QString() : QStringLiteral(", ") + entry.keys);
        default:
            return {};
        }
    }

private:
    const Theme& m_theme;
    std::vector<PaletteEntry> m_entries;
    QStringList m_recent;
    std::vector<std::size_t> m_shown;
};

namespace {

class EntryDelegate : public QStyledItemDelegate {
public:
    EntryDelegate(const Theme& theme, const PaletteModel& model, QObject* parent)
        : QStyledItemDelegate(parent), m_theme(theme), m_model(model) {}

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {100, QFontMetrics(m_theme.font(Type::body)).height() + m_theme.space(Space::large)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const auto& entry = m_model.at(index.row());
        const bool chosen = option.state & QStyle::State_Selected;
        const auto text = m_theme.colour(chosen ? Role::onAccent : Role::text);
        const auto faint = m_theme.colour(chosen ? Role::onAccent : Role::faint);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (chosen) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(m_theme.colour(Role::accent));
            painter->drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 5, 5);
        }
        const int edge = m_theme.space(Space::medium);
        auto area = option.rect.adjusted(edge, 0, -edge, 0);
        const int side = m_theme.pixels(18);
        m_theme.icon(entry.icon, chosen ? Role::onAccent : Role::faint)
            .paint(painter, QRect(area.x(), area.center().y() - side / 2, side, side));
        area.setLeft(area.left() + side + edge);
        if (!entry.keys.isEmpty()) {
            const auto size = KeyHint::sizeOf(m_theme, entry.keys);
            const QRect cap(area.right() - size.width(), area.center().y() - size.height() / 2, size.width(),
                            size.height());
            KeyHint::paint(*painter, m_theme, cap, entry.keys, faint);
            area.setRight(cap.left() - edge);
        }
        painter->setFont(m_theme.font(Type::body));
        painter->setPen(text);
        const QFontMetrics metrics(painter->font());
        const auto main = metrics.elidedText(entry.text, Qt::ElideRight, area.width());
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeft, main);
        area.setLeft(area.left() + metrics.horizontalAdvance(main) + edge);
        if (!entry.detail.isEmpty() && area.width() > m_theme.pixels(40)) {
            painter->setFont(m_theme.font(Type::small));
            painter->setPen(faint);
            painter->drawText(
                area, Qt::AlignVCenter | Qt::AlignRight,
                QFontMetrics(painter->font()).elidedText(entry.detail, Qt::ElideRight, area.width()));
        }
        painter->restore();
    }

private:
    const Theme& m_theme;
    const PaletteModel& m_model;
};

} // namespace

CommandPalette::CommandPalette(const Theme& theme, std::vector<PaletteEntry> entries, QStringList recent,
                               QWidget* parent)
    : QDialog(parent, Qt::Dialog | Qt::FramelessWindowHint), m_theme(theme) {
    setObjectName(QStringLiteral("palette"));
    setWindowTitle(QStringLiteral("Everything that can be done"));
    setAccessibleName(windowTitle());
    setProperty("card", true);
    Theme::setPanel(this, Role::surface);
    m_model = new PaletteModel(theme, std::move(entries), std::move(recent), this);
    m_field = new QLineEdit(this);
    m_field->setObjectName(QStringLiteral("palette.field"));
    m_field->setAccessibleName(QStringLiteral("Find an action, runbook, host, incident or environment"));
    m_field->setPlaceholderText(QStringLiteral("Action, runbook, host, incident or environment"));
    m_field->addAction(theme.icon(QStringLiteral("search"), Role::faint), QLineEdit::LeadingPosition)
        ->setText(QStringLiteral("Search"));
    Theme::setType(m_field, Type::heading);
    m_field->installEventFilter(this);
    m_list = new QListView(this);
    m_list->setObjectName(QStringLiteral("palette.list"));
    m_list->setAccessibleName(QStringLiteral("What fits"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new EntryDelegate(theme, *m_model, this));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus); // the field keeps the keys; arrows move the choice
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_nothing = new QLabel(
        QStringLiteral("Nothing fits. Try fewer letters, or a word of the runbook's symptoms."), this);
    Theme::setTone(m_nothing, Role::faint);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    auto* help = new QLabel(QStringLiteral("Up and Down choose, Return does it, Escape closes"), this);
    Theme::setType(help, Type::small);
    Theme::setTone(help, Role::faint);
    auto* column = new QVBoxLayout(this);
    const int edge = theme.space(Space::medium);
    column->setContentsMargins(edge, edge, edge, edge);
    column->setSpacing(theme.space(Space::small));
    column->addWidget(m_field);
    column->addWidget(m_list, 1);
    column->addWidget(m_nothing, 1);
    column->addWidget(help);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QListView::clicked, this, &CommandPalette::go);
    filter();
}

void CommandPalette::filter() {
    m_model->filter(m_field->text());
    const bool any = m_model->rowCount() > 0;
    m_list->setVisible(any);
    m_nothing->setVisible(!any);
    if (any)
        m_list->setCurrentIndex(m_model->index(0, 0));
}

void CommandPalette::go() {
    const auto index = m_list->currentIndex();
    if (!index.isValid() || m_model->rowCount() == 0)
        return;
    const auto entry = m_model->at(index.row());
    accept(); // first, so that what opens next is not closed by it
    emit used(entry.id);
    entry.act();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        const int rows = m_model->rowCount();
        const auto move = [&](int to) {
            if (rows > 0)
                m_list->setCurrentIndex(m_model->index((to + rows) % rows, 0));
            return true;
        };
        const int row = m_list->currentIndex().row();
        switch (key->key()) {
        case Qt::Key_Down:
            return move(row + 1);
        case Qt::Key_Up:
            return move(row - 1);
        case Qt::Key_PageDown:
            return move(std::min(row + 8, rows - 1));
        case Qt::Key_PageUp:
            return move(std::max(row - 8, 0));
        case Qt::Key_Return:
        case Qt::Key_Enter:
            go();
            return true;
        default:
            break;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void CommandPalette::done(int result) {
    giveKeysBack(*this);
    QDialog::done(result);
}

void CommandPalette::showEvent(QShowEvent* event) {
    if (const auto* window = parentWidget()) {
        const int wide = std::min(window->width() - m_theme.space(Space::page), m_theme.pixels(720));
        const int high = std::min(window->height() * 7 / 10, m_theme.pixels(520));
        resize(wide, high);
        const auto corner = window->mapToGlobal(QPoint((window->width() - wide) / 2, window->height() / 10));
        move(corner);
    }
    QDialog::showEvent(event);
    m_field->setFocus();
}

} // namespace muster::ui
