#include "ui/drills/DrillList.h"

#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

namespace muster::ui {
namespace {

// Title, state and freshness below each other; all of it wraps and nothing is cut.
class Delegate : public QStyledItemDelegate {
public:
    Delegate(Theme& theme, DrillList* list) : QStyledItemDelegate(list), m_theme(theme), m_list(list) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        lay(*painter, option.rect, index, &option);
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        Q_UNUSED(option)
        const int width = m_list->viewport()->width();
        QPixmap nowhere(1, 1);
        QPainter painter(&nowhere);
        return {width, lay(painter, QRect(0, 0, width, 10'000), index, nullptr)};
    }

private:
    // Returns the height; without `option` nothing is drawn.
    int lay(QPainter& painter, const QRect& all, const QModelIndex& index,
            const QStyleOptionViewItem* option) const {
        const auto& line = m_list->lines()[static_cast<std::size_t>(index.row())];
        const int pad = m_theme.space(Space::medium), gap = m_theme.space(Space::tight);
        const QRect inner = all.adjusted(pad + 4, pad, -pad, 0);
        painter.save();
        if (option != nullptr)
            ground(painter, all, *option);
        int y = inner.top();
        const auto text = [&](const QString& words, Type type, Role role, int indent = 0) {
            painter.setFont(m_theme.font(type));
            const QRect room(inner.left() + indent, y, inner.width() - indent, 5'000);
            const int flags = Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop;
            const QRect box = painter.boundingRect(room, flags, words);
            if (option != nullptr) {
                painter.setPen(m_theme.colour(role));
                painter.drawText(room, flags, words);
            }
            y = box.bottom() + 1 + gap;
        };
        text(line.title, Type::strong, Role::text);
        const int side = m_theme.pixels(14);
        if (option != nullptr)
            m_theme.icon(line.state.icon, line.state.role)
                .paint(&painter, inner.left(),
                       y + (QFontMetrics(m_theme.font(Type::small)).height() - side) / 2, side, side);
        text(line.figure.isEmpty() ? line.state.word : line.state.word + QStringLiteral(" · ") + line.figure,
             Type::small, line.state.role == Role::faint ? Role::faint : Role::text, side + gap + 2);
        if (line.freshness.last) // else the line above has said that it was never run
            text(said(line.freshness.words), Type::caption,
                 line.freshness.runbookChanged ? Role::warning : Role::faint);
        if (line.obstacle)
            text(tr("Does not run here"), Type::caption, Role::warning);
        painter.restore();
        return y - all.top() + pad - gap;
    }

    void ground(QPainter& painter, const QRect& all, const QStyleOptionViewItem& option) const {
        const bool selected = (option.state & QStyle::State_Selected) != 0;
        painter.fillRect(all, m_theme.colour(selected ? Role::raised : Role::surface));
        if (selected)
            painter.fillRect(QRect(all.left(), all.top(), 4, all.height()), m_theme.colour(Role::accent));
        painter.setPen(m_theme.colour(Role::line));
        painter.drawLine(all.bottomLeft(), all.bottomRight());
        if ((option.state & QStyle::State_HasFocus) != 0) {
            painter.setPen(QPen(m_theme.colour(Role::accent), 2));
            painter.drawRect(all.adjusted(1, 1, -1, -2));
        }
    }

    Theme& m_theme;
    DrillList* m_list;
};

} // namespace

DrillList::DrillList(Theme& theme, QWidget* parent)
    : QListView(parent), m_model(new QStandardItemModel(this)) {
    setObjectName(QStringLiteral("drills.list"));
    setAccessibleName(tr("Drills"));
    setModel(m_model);
    setItemDelegate(new Delegate(theme, this));
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    // The chosen line shows where the focus is.
    setStyleSheet(QStringLiteral("QListView, QListView:focus { border: none; border-radius: 0; }"));
    setResizeMode(QListView::Adjust);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, &DrillList::chosenIsNew);
    connect(&theme, &Theme::changed, this, [this]() { scheduleDelayedItemsLayout(); });
}

void DrillList::setLines(std::vector<DrillLine> lines) {
    const std::string before = chosen();
    const QSignalBlocker quiet(selectionModel());
    m_model->clear();
    m_lines = std::move(lines);
    for (const auto& line : m_lines) {
        auto* item = new QStandardItem(line.title);
        item->setData(line.sentence(), Qt::AccessibleTextRole);
        if (line.obstacle)
            item->setToolTip(said(line.obstacle->why).toHtmlEscaped());
        m_model->appendRow(item);
    }
    choose(before.empty() && !m_lines.empty() ? m_lines.front().id : before);
    scheduleDelayedItemsLayout();
    viewport()->update();
}

void DrillList::choose(const std::string& id) {
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        if (m_lines[i].id == id)
            setCurrentIndex(m_model->index(static_cast<int>(i), 0));
}

std::string DrillList::chosen() const {
    const int row = currentIndex().row();
    return row >= 0 && row < static_cast<int>(m_lines.size()) ? m_lines[static_cast<std::size_t>(row)].id
                                                              : std::string();
}

} // namespace muster::ui
