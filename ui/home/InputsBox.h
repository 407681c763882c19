// The inputs of a runbook, each with its help, checked against its pattern as it is typed.
#pragma once

#include "models/runbook/Runbook.h"

#include <QWidget>
#include <map>
#include <string>
#include <vector>

class QLineEdit;
class QVBoxLayout;

namespace muster::ui {

class Theme;
class WrapLabel;

class InputsBox : public QWidget {
    Q_OBJECT
public:
    explicit InputsBox(Theme& theme, QWidget* parent = nullptr);

    void show(const std::vector<runbook::Input>& inputs);
    [[nodiscard]] std::map<std::string, std::string> values() const; // those that differ from their defaults
    [[nodiscard]] QString wrong() const; // the first input that does not fit, in words; empty: all do

signals:
    void changed();

private:
    struct Row {
        runbook::Input input;
        QLineEdit* field;
        WrapLabel* hint;
        QString wrong;
    };
    void check(Row& row);

    Theme& m_theme;
    QVBoxLayout* m_column;
    std::vector<Row> m_rows;
};

} // namespace muster::ui
