// The runs of a journal as rows that can be searched and filtered. UI thread only.
#pragma once

#include "models/ports/Desk.h"

#include <QAbstractListModel>
#include <QSortFilterProxyModel>
#include <vector>

namespace muster::ui {

class RunRows : public QAbstractListModel {
    Q_OBJECT
public:
    enum Data { runRole = Qt::UserRole + 1, searchRole, groupRole };

    using QAbstractListModel::QAbstractListModel;

    void setRuns(std::vector<ports::RunSummary> runs);
    [[nodiscard]] const ports::RunSummary& at(int row) const {
        return m_runs.at(static_cast<std::size_t>(row));
    }
    [[nodiscard]] int rowOf(std::int64_t run) const; // -1: it is not there

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    // DisplayRole is the whole row as a sentence: what a screen reader says.
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<ports::RunSummary> m_runs;
};

class RunFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    enum class Group { all, incidents, rehearsals, drills, notPassed };

    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setWords(const QString& words); // all of them must be there, in any order
    void setGroup(Group group);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QStringList m_words;
    Group m_group = Group::all;
};

// "#7", "drill", "2026-11-24 13:41 UTC": the words of a row.
QString kindWords(const ports::RunSummary& run);
QString whenWords(const ports::RunSummary& run);
QString
figureWords(const ports::RunSummary& run); // "RTO 7.2 s of 2 m 00 s · RPO 0.0 s of 1 m 00 s"; empty: none

} // namespace muster::ui
