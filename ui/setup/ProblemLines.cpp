#include "ui/setup/ProblemLines.h"

#include "ui/home/Labels.h"
#include "ui/home/Phrases.h"
#include "ui/theme/Theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QVBoxLayout>
#include <algorithm>

namespace muster::ui {

using namespace home;

ProblemLines::ProblemLines(Theme& theme, const char* name, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_summary(new Status(theme, "strong")), m_lines(new QPlainTextEdit) {
    setObjectName(QLatin1String(name));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.space(Space::small));
    auto* top = new QHBoxLayout;
    top->addWidget(m_summary, 1);
    auto* copy = button(theme, QStringLiteral("Copy lines"), "setup.copyProblems",
                        QStringLiteral("Copy all lines as they stand here"));
    copy->setObjectName(objectName() + QStringLiteral(".copy"));
    top->addWidget(copy);
    column->addLayout(top);
    m_lines->setObjectName(objectName() + QStringLiteral(".lines"));
    m_lines->setAccessibleName(QStringLiteral("Problems of the documents"));
    m_lines->setReadOnly(true);
    m_lines->setTabChangesFocus(true);
    m_lines->setProperty("field", true);
    m_lines->setProperty("type", QStringLiteral("monoSmall"));
    m_lines->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_lines->setToolTip(
        QStringLiteral("One problem a line: file, line, column, what is wrong, how to mend it"));
    column->addWidget(m_lines);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_lines->toPlainText()); });
    connect(&theme, &Theme::changed, this, &ProblemLines::fit);
}

void ProblemLines::show(const std::vector<Problem>& problems) {
    QStringList lines;
    long errors = 0;
    for (const auto& problem : problems) {
        const bool error = problem.severity == Severity::error;
        errors += error;
        lines << (error ? QStringLiteral("error    ") : QStringLiteral("warning  ")) + plain(problem.text());
    }
    const auto warnings = static_cast<long>(problems.size()) - errors;
    const auto count = [](long number, const QString& word) {
        return QStringLiteral("%1 %2%3").arg(number).arg(word, number == 1 ? QString() : QStringLiteral("s"));
    };
    m_summary->show(errors > 0     ? QStringLiteral("cross")
                    : warnings > 0 ? QStringLiteral("warning")
                                   : QStringLiteral("check"),
                    problems.empty() ? QStringLiteral("No problem was found")
                                     : count(errors, QStringLiteral("error")) + QStringLiteral(", ") +
                                           count(warnings, QStringLiteral("warning")),
                    errors > 0     ? Role::bad
                    : warnings > 0 ? Role::warning
                                   : Role::text);
    m_lines->setPlainText(lines.join(QLatin1Char('\n')));
    m_lines->setVisible(!problems.empty());
    findChild<QPushButton*>(objectName() + QStringLiteral(".copy"))->setVisible(!problems.empty());
    m_count = static_cast<int>(problems.size());
    fit();
}

void ProblemLines::fit() {
    // Wrapped lines need about twice the room.
    m_lines->setFixedHeight(m_theme.pixels(24) +
                            std::clamp(m_count * 2, 3, 16) * m_lines->fontMetrics().lineSpacing());
}

} // namespace muster::ui
