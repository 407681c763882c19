#include "ui/drills/RunDrillDialog.h"

#include "models/base/Printable.h"
#include "models/runbook/DrillReach.h"
#include "ui/drills/DrillAbout.h"
#include "ui/widgets/ProseView.h"
#include "ui/widgets/WrapLabel.h"

#include <QLineEdit>
#include <QScrollArea>

namespace muster::ui {
namespace {

QString titleOf(const environment::Environment& environment) {
    return said(environment.title.empty() ? environment.name : environment.title);
}

} // namespace

RunDrillDialog::RunDrillDialog(const Theme& theme, const ports::LibraryView::DrillEntry& entry,
                               const environment::Environment& environment, QWidget* parent)
    : Dialog(theme, QStringLiteral("drill.confirm"), tr("Break %1?").arg(titleOf(environment)),
             tr("The drill “%1” breaks something for real, follows the runbook, measures, and puts back what "
                "it broke.")
                 .arg(drillTitle(entry.drill)),
             parent) {
    const auto line = [&](const QString& text, Type type, Role role) {
        auto* label = new WrapLabel(text, this);
        Theme::setType(label, type);
        Theme::setTone(label, role);
        body()->addWidget(label);
    };
    line(tr("Where: %1").arg(whereLines(entry.drill, &environment).join(QStringLiteral("; "))), Type::strong,
         Role::text);
    line(tr("What it breaks"), Type::caption, Role::faint);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setMaximumHeight(theme.pixels(220));
    auto* prose = new ProseView(theme, scroll);
    const std::string breaks = runbook::breakingProse(entry.drill);
    prose->setProse(breaks.empty()
                        ? tr("The drill does not say what it breaks. Read its commands before you run it.")
                        : QString::fromStdString(printable(breaks)));
    scroll->setWidget(prose);
    body()->addWidget(scroll);
    line(tr("Nobody is asked while it runs: the drill file answers. You can stop it at any time; what it "
            "broke is put back then, too, even "
            "if this window is killed."),
         Type::small, Role::faint);
    auto* confirm = addAction(tr("Drill: break %1 now").arg(titleOf(environment)), QStringLiteral("run"),
                              environment.production ? Button::Kind::danger : Button::Kind::primary);
    if (environment.production) {
        line(tr("This is a production system. Type its name, %1, to go on.").arg(said(environment.name)),
             Type::strong, Role::bad);
        m_typed = new QLineEdit(this);
        m_typed->setObjectName(QStringLiteral("drill.confirm.name"));
        m_typed->setAccessibleName(tr("Name of the environment"));
        body()->addWidget(m_typed);
        confirm->setEnabled(false);
        connect(m_typed, &QLineEdit::textChanged, this,
                [confirm, name = said(environment.name)](const QString& typed) {
                    confirm->setEnabled(typed == name);
                });
    }
    setMinimumWidth(theme.pixels(560));
}

} // namespace muster::ui
