#include "ui/incident/OutputPart.h"

#include "ui/incident/Pieces.h"
#include "ui/incident/Words.h"
#include "ui/output/OutputView.h"
#include "ui/shell/DeskEvents.h"

#include <QAction>
#include <QDateTime>
#include <QStackedWidget>
#include <algorithm>

namespace muster::ui {

OutputPart::OutputPart(ports::Desk& desk, Theme& theme, QWidget* parent)
    : QWidget(parent), m_desk(desk), m_views(new QStackedWidget(this)), m_live(new OutputView(theme, this)),
      m_past(new OutputView(theme, this)) {
    setObjectName(QStringLiteral("outputPart"));
    m_live->setObjectName(QStringLiteral("liveOutput"));
    m_past->setObjectName(QStringLiteral("pastOutput"));
    auto* column = new QVBoxLayout(this);
    pad(theme, column, even(0, 6));
    m_views->addWidget(m_live);
    m_views->addWidget(m_past);
    column->addWidget(m_views, 1);
    for (auto* view : {m_live, m_past}) {
        // The screen's own action finds wherever the focus is; two shortcuts of one key would block each
        // other.
        if (auto* own = view->findChild<QAction*>(QStringLiteral("outputFind")))
            own->setShortcut({});
        connect(view, &OutputView::copied, this, &OutputPart::copied);
    }
}

void OutputPart::append(const QString& host, bool errorStream, const QByteArray& bytes) {
    m_live->append(host, errorStream, bytes, QDateTime::currentMSecsSinceEpoch());
    if (!m_liveAny) {
        m_liveAny = true;
        emit cameOrWent();
    }
}

void OutputPart::showLive(const ports::RunView& view, const OutlineRow& row) {
    m_views->setCurrentWidget(m_live);
    const auto* visit = view.state->active();
    if (view.stage == ports::Stage::acting && visit != nullptr) {
        // An act is the visit, its part and the attempt: each begins a block of its own.
        QString key = QString::number(visit->at);
        if (!visit->acts.empty())
            key += QStringLiteral("/%1/%2")
                       .arg(QString::fromStdString(visit->acts.back().part))
                       .arg(visit->acts.back().attempt);
        if (key != m_liveKey) {
            m_liveKey = key;
            m_live->beginAct(row.number.isEmpty() ? row.text : row.number + QStringLiteral("  ") + row.text);
        }
    } else if (!m_liveKey.isEmpty()) {
        m_live->endAct();
    }
    m_live->setTitle(QStringLiteral("Output"));
}

void OutputPart::showPast(const ports::RunView& view, const OutlineRow& row) {
    m_views->setCurrentWidget(m_past);
    m_past->setTitle(QStringLiteral("Output of step %1").arg(row.number));
    std::vector<report::Act> acts;
    QString key = QString::fromStdString(row.position.runbook + "/" + row.position.step);
    if (view.report)
        for (const auto& step : view.report->steps)
            if (step.runbook == row.position.runbook && step.step == row.position.step)
                acts = step.acts;
    for (const auto& act : acts)
        key += QString::fromStdString("/" + act.outSha256 + act.errSha256);
    if (key == m_pastKey)
        return;
    m_pastKey = key;
    m_past->clear();
    m_pastAny = std::any_of(acts.begin(), acts.end(),
                            [](const auto& act) { return !act.outSha256.empty() || !act.errSha256.empty(); });
    fetch(acts);
    emit cameOrWent();
}

void OutputPart::fetch(const std::vector<report::Act>& acts) {
    for (const auto& act : acts)
        for (const bool error : {false, true}) {
            const auto& hash = error ? act.errSha256 : act.outSha256;
            if (hash.empty())
                continue;
            const QString host = shown(act.host);
            m_desk.output(hash, onUi<std::string>(m_past, [this, host, error,
                                                           key = m_pastKey](Result<std::string> text) {
                              if (key != m_pastKey)
                                  return; // another step is looked at by now
                              m_past->setText(host, error,
                                              text ? QByteArray::fromStdString(*text)
                                                   : QByteArray::fromStdString("The output cannot be read: " +
                                                                               text.error().text()));
                          }));
        }
}

bool OutputPart::hasOutput() const {
    return m_views->currentWidget() == m_live ? m_liveAny : m_pastAny;
}

void OutputPart::find() {
    (m_views->currentWidget() == m_live ? m_live : m_past)->find();
}

} // namespace muster::ui
