#include "ui/setup/ConnectionRow.h"

#include "models/base/Duration.h"
#include "ui/home/Labels.h"
#include "ui/home/Phrases.h"
#include "ui/theme/Theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace muster::ui {

using namespace home;

ConnectionRow::ConnectionRow(Theme& theme, const QString& kind, const QString& name,
                             const QStringList& details, QWidget* parent)
    : QFrame(parent), m_theme(theme), m_name(name),
      m_test(button(theme, QStringLiteral("Test"), "setup.test",
                    QStringLiteral("Connect now and show each stage"))),
      m_copy(button(theme, QStringLiteral("Copy"), "setup.copy", QStringLiteral("Copy what the test found"))),
      m_status(new Status(theme, "body")), m_found(new QWidget), m_stages(new QVBoxLayout(m_found)) {
    setObjectName(QStringLiteral("setup.%1.%2").arg(kind, name));
    setProperty("card", true);
    setProperty("panel", QStringLiteral("surface"));
    m_test->setObjectName(QStringLiteral("setup.test.%1.%2").arg(kind, name));
    m_test->setAccessibleName(QStringLiteral("Test %1 %2").arg(kind, name));
    auto* column = new QVBoxLayout(this);
    const int margin = theme.space(Space::medium);
    column->setContentsMargins(theme.space(Space::large), margin, margin, margin);
    column->setSpacing(theme.space(Space::small));
    auto* line = new QHBoxLayout;
    line->setSpacing(theme.space(Space::large));
    auto* words = new QVBoxLayout;
    words->setSpacing(theme.space(Space::hair));
    words->addWidget(label(name, "strong"));
    for (const auto& detail : details) {
        auto* text = label(detail, "small", "faint");
        words->addWidget(text);
    }
    line->addLayout(words, 1);
    line->addWidget(m_status, 0, Qt::AlignTop);
    m_copy->setObjectName(QStringLiteral("setup.copy.%1.%2").arg(kind, name));
    m_copy->setAccessibleName(QStringLiteral("Copy the result of %1").arg(name));
    line->addWidget(m_copy, 0, Qt::AlignTop);
    line->addWidget(m_test, 0, Qt::AlignTop);
    column->addLayout(line);
    m_stages->setContentsMargins(0, 0, 0, 0);
    m_stages->setSpacing(theme.space(Space::tight));
    column->addWidget(m_found);
    m_found->hide();
    m_status->hide();
    m_copy->hide();
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_report); });
    connect(m_test, &QPushButton::clicked, this, &ConnectionRow::test);
}

void ConnectionRow::takeFocus() {
    m_test->setFocus(Qt::OtherFocusReason);
}

void ConnectionRow::test() {
    m_test->setEnabled(false);
    m_test->setText(QStringLiteral("Testing…"));
    emit testAsked();
}

void ConnectionRow::show(const Result<ports::ConnectionTest>& result) {
    m_test->setEnabled(true);
    m_test->setText(QStringLiteral("Test"));
    empty(m_stages);
    m_report = m_name + QLatin1Char('\n');
    std::optional<Error> error;
    if (!result)
        error = result.error();
    else
        error = result->error;
    const auto took =
        result ? QStringLiteral(" in ") + QString::fromStdString(formatDuration(result->took)) : QString();
    m_status->show(error ? QStringLiteral("cross") : QStringLiteral("check"),
                   error ? QStringLiteral("Failed") : QStringLiteral("Works") + took,
                   error ? Role::bad : Role::good);
    m_status->setVisible(true);
    if (result)
        for (const auto& stage : result->stages) {
            auto* row = new Status(m_theme, "body");
            auto words = plain(stage.name) + (stage.ok ? QStringLiteral(": ok") : QStringLiteral(": failed"));
            row->show(stage.ok ? QStringLiteral("check") : QStringLiteral("cross"), words,
                      stage.ok ? Role::text : Role::bad);
            m_stages->addWidget(row);
            m_report += words + QLatin1Char('\n');
            if (!stage.detail.empty()) {
                auto* detail = label(paragraph(stage.detail), "small", "faint");
                detail->setContentsMargins(m_theme.space(Space::wide), 0, 0, 0);
                m_stages->addWidget(detail);
                m_report += QStringLiteral("    ") + paragraph(stage.detail) + QLatin1Char('\n');
            }
        }
    if (error) {
        const auto add = [this](const QString& name, const std::string& text, const char* type) {
            if (text.empty())
                return;
            m_stages->addWidget(label(name + paragraph(text), type));
            m_report += name + paragraph(text) + QLatin1Char('\n');
        };
        add(QStringLiteral("What failed: "), error->what, "strong");
        add(QStringLiteral("Why: "), error->why, "body");
        add(QStringLiteral("Next: "), error->next, "body");
    }
    m_copy->setVisible(true);
    m_found->setVisible(m_stages->count() > 0);
    setAccessibleDescription(error ? QStringLiteral("Failed: ") + paragraph(error->text())
                                   : QStringLiteral("Works"));
}

} // namespace muster::ui
