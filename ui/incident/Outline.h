// The outline beside the step: every step with its state, what it took and was planned to take, and what
// comes next. One row is chosen at most; without one the step at work is shown.
#pragma once

#include "ui/incident/OutlineRows.h"
#include "ui/theme/Theme.h"

#include <QAbstractListModel>
#include <QFrame>
#include <QListView>

class QLabel;

namespace muster::ui {

class OutlineModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    bool set(std::vector<OutlineRow> rows); // false: they are the same
    void tick(std::int64_t nowUtcMs);       // the current row is read anew, no other
    [[nodiscard]] const std::vector<OutlineRow>& rows() const { return m_rows; }
    [[nodiscard]] std::int64_t now() const { return m_now; }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    std::vector<OutlineRow> m_rows;
    std::int64_t m_now = 0;
};

class Outline : public QFrame {
    Q_OBJECT
public:
    Outline(Theme& theme, QWidget* parent);

    void show(std::vector<OutlineRow> rows);
    void tick(std::int64_t nowUtcMs);
    void choose(int row); // -1: none
    [[nodiscard]] const std::vector<OutlineRow>& rows() const { return m_model->rows(); }
    [[nodiscard]] QListView* list() const { return m_list; }

signals:
    void chosen(int row); // by a person

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    OutlineModel* m_model;
    QListView* m_list;
    QLabel* m_head;
    bool m_byProgram = false;
};

} // namespace muster::ui
