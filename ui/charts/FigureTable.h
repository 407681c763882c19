// Figures as a real table: read by screen readers, walked by keyboard, copied by Ctrl+C.
#pragma once

#include "models/report/TableText.h"

#include <QAbstractTableModel>
#include <QTableView>

namespace muster::ui {

class Theme;

class FigureModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void set(report::TableOf table);
    [[nodiscard]] const report::TableOf& figures() const { return m_table; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    report::TableOf m_table;
};

class FigureTable : public QTableView {
    Q_OBJECT
public:
    FigureTable(Theme& theme, const QString& name, QWidget* parent);

    void set(report::TableOf table);
    [[nodiscard]] const report::TableOf& figures() const { return m_model->figures(); }
    void copyAsCsv() const;
    void copyAsMarkdown() const;
    // As high as its rows, up to `most` of them.
    void fitRows(int most);

protected:
    void keyPressEvent(QKeyEvent* event) override; // Ctrl+C: the marked rows, or all
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();
    bool narrow(std::vector<int>& widths) const; // to the room there is; true: texts have to wrap
    void fitHeight();

    Theme& m_theme;
    FigureModel* m_model = nullptr;
    int m_mostRows = 0;
};

} // namespace muster::ui
