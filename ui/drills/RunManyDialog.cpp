#include "ui/drills/RunManyDialog.h"

#include "models/report/Standing.h"
#include "models/report/TimeLeft.h"
#include "ui/widgets/WrapLabel.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QListWidget>

namespace muster::ui {
namespace {

QString rowText(const DrillLine& line, report::Seconds usual) {
    if (line.obstacle)
        return QObject::tr("%1 · does not run here: %2")
            .arg(line.title, said(line.obstacle->why.empty() ? line.obstacle->what : line.obstacle->why));
    return usual ? QObject::tr("%1 · about %2").arg(line.title, said(report::spoken(usual)))
                 : QObject::tr("%1 · never ran here").arg(line.title);
}

} // namespace

RunManyDialog::RunManyDialog(const Theme& theme, std::vector<DrillLine> lines,
                             std::vector<report::Seconds> usual, const environment::Environment& environment,
                             QWidget* parent)
    : Dialog(theme, QStringLiteral("drills.choose"), tr("Run many drills"),
             tr("They run one after another. Each breaks something for real, follows its runbook, measures, "
                "and puts "
                "back what it broke before the next one begins."),
             parent),
      m_lines(std::move(lines)), m_usual(std::move(usual)), m_environment(environment.name),
      m_title(said(environment.title.empty() ? environment.name : environment.title)) {
    setWidth(620);
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("drills.choose.list"));
    m_list->setAccessibleName(tr("Drills to run; Space chooses"));
    m_list->setWordWrap(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setMinimumHeight(theme.pixels(120));
    m_list->setMaximumHeight(theme.pixels(260));
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        auto* item = new QListWidgetItem(rowText(m_lines[i], m_usual[i]), m_list);
        item->setFlags(m_lines[i].obstacle
                           ? Qt::ItemIsSelectable
                           : Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemIsUserCheckable);
        item->setCheckState(m_lines[i].obstacle ? Qt::Unchecked : Qt::Checked);
    }
    auto* buttons = new QHBoxLayout;
    const auto button = [&](const QString& text, const QString& name, bool all) {
        auto* made = new Button(theme, text, name, this, Button::Kind::quiet);
        connect(made, &QPushButton::clicked, this, [this, all]() { mark(all); });
        buttons->addWidget(made);
    };
    button(tr("Drills: choose all"), QStringLiteral("drills.choose.all"), true);
    button(tr("Drills: choose none"), QStringLiteral("drills.choose.none"), false);
    buttons->addStretch(1);
    const auto box = [&](const QString& text, const QString& name) {
        auto* made = new QCheckBox(text, this);
        made->setObjectName(name);
        made->setAccessibleName(text);
        return made;
    };
    m_shuffle = box(tr("In any order; the result names the seed that gives it again"),
                    QStringLiteral("drills.choose.shuffle"));
    m_failFast =
        box(tr("Stop at the first drill that is not passed"), QStringLiteral("drills.choose.failFast"));
    m_chosen = new WrapLabel({}, this);
    m_chosen->setObjectName(QStringLiteral("drills.choose.chosen"));
    Theme::setType(m_chosen, Type::strong);
    auto* quiet =
        new WrapLabel(tr("Nobody is asked while they run: the drill files answer. You can stop at any time: "
                         "what runs is put back, and the rest counts as not run."),
                      this);
    Theme::setType(quiet, Type::small);
    Theme::setTone(quiet, Role::faint);
    body()->addWidget(m_list, 1);
    body()->addLayout(buttons);
    body()->addWidget(m_shuffle);
    body()->addWidget(m_failFast);
    body()->addWidget(m_chosen);
    body()->addWidget(quiet);
    m_confirm = addAction({}, QStringLiteral("run"),
                          environment.production ? Button::Kind::danger : Button::Kind::primary);
    if (environment.production) {
        m_toType = said(environment.name);
        auto* warning = new WrapLabel(
            tr("This is a production system. Type its name, %1, to go on.").arg(m_toType), this);
        Theme::setType(warning, Type::strong);
        Theme::setTone(warning, Role::bad);
        m_typed = new QLineEdit(this);
        m_typed->setObjectName(QStringLiteral("drills.choose.name"));
        m_typed->setAccessibleName(tr("Name of the environment"));
        body()->addWidget(warning);
        body()->addWidget(m_typed);
        connect(m_typed, &QLineEdit::textChanged, this, &RunManyDialog::refresh);
    }
    connect(m_list, &QListWidget::itemChanged, this, &RunManyDialog::refresh);
    m_list->setCurrentRow(0);
    refresh();
}

void RunManyDialog::mark(bool all) {
    const QSignalBlocker quiet(m_list);
    for (int i = 0; i < m_list->count(); ++i)
        if ((m_list->item(i)->flags() & Qt::ItemIsUserCheckable) != 0)
            m_list->item(i)->setCheckState(all ? Qt::Checked : Qt::Unchecked);
    refresh();
}

void RunManyDialog::refresh() {
    std::vector<report::Seconds> usual;
    for (int i = 0; i < m_list->count(); ++i)
        if (m_list->item(i)->checkState() == Qt::Checked)
            usual.push_back(m_usual[static_cast<std::size_t>(i)]);
    const int chosen = static_cast<int>(usual.size());
    const auto left = report::timeLeft(usual, 0);
    QString text = tr("%1 of %2 chosen").arg(chosen).arg(m_list->count());
    if (left.known > 0)
        text += tr(" · they usually take about %1").arg(said(report::spoken(left.seconds)));
    if (left.unknown > 0 && chosen > 0)
        text += left.known > 0 ? tr(", and %1 never ran here").arg(left.unknown)
                               : tr(" · none of them ever ran here, so nobody knows how long they take");
    m_chosen->setText(text);
    m_confirm->setText(tr("Drills: run %1 on %2 now").arg(chosen).arg(m_title));
    m_confirm->setAccessibleName(m_confirm->text());
    m_confirm->setEnabled(chosen > 0 && (m_typed == nullptr || m_typed->text() == m_toType));
}

ports::PlanRequest RunManyDialog::request() const {
    ports::PlanRequest out;
    out.environment = m_environment;
    out.shuffle = m_shuffle->isChecked();
    out.failFast = m_failFast->isChecked();
    for (int i = 0; i < m_list->count(); ++i)
        if (m_list->item(i)->checkState() == Qt::Checked)
            out.drills.push_back(m_lines[static_cast<std::size_t>(i)].id);
    return out;
}

} // namespace muster::ui
