#include "ui/shell/HostKeyDialog.h"

#include "models/base/Printable.h"
#include "ui/widgets/Card.h"
#include "ui/widgets/CodeView.h"
#include "ui/widgets/SectionLabel.h"
#include "ui/widgets/WrapLabel.h"

#include <QCheckBox>

namespace muster::ui {
namespace {

QString shown(const std::string& text) {
    return QString::fromStdString(printableLine(text));
}

} // namespace

QString HostKeyDialog::grouped(const std::string& fingerprint) {
    const auto all = shown(fingerprint);
    const auto colon = all.indexOf(QLatin1Char(':')) + 1;
    QString out = all.left(colon);
    for (qsizetype i = colon; i < all.size(); i += 4)
        out += QLatin1Char(' ') + all.mid(i, 4);
    return out.trimmed();
}

QString HostKeyDialog::commandOnHost(const std::string& keyType) {
    const auto type = QString::fromStdString(keyType);
    const auto file = type.contains(QLatin1String("ed25519")) ? QStringLiteral("ed25519")
                      : type.contains(QLatin1String("ecdsa")) ? QStringLiteral("ecdsa")
                      : type.contains(QLatin1String("rsa"))   ? QStringLiteral("rsa")
                                                              : QStringLiteral("*");
    return QStringLiteral("ssh-keygen -lf /etc/ssh/ssh_host_%1_key.pub").arg(file);
}

HostKeyDialog::HostKeyDialog(const Theme& theme, const ports::HostKeyAsk& ask, QWidget* parent)
    : Dialog(theme, QStringLiteral("hostKey"), QStringLiteral("Is this really %1?").arg(shown(ask.host)),
             QStringLiteral(
                 "%1 was never spoken with before. Somebody in between could pretend to be it, and would see "
                 "everything that is sent there. Nothing is sent until you decide.")
                 .arg(shown(ask.host)),
             parent) {
    auto* where =
        new WrapLabel(QStringLiteral("%1, port %2, shows a key of the type %3 with this fingerprint:")
                          .arg(shown(ask.address))
                          .arg(ask.port)
                          .arg(shown(ask.keyType)),
                      this);
    body()->addWidget(where);
    auto* panel = new Card(theme, this, Role::sunken);
    auto* fingerprint = new WrapLabel(grouped(ask.fingerprint), panel);
    fingerprint->setObjectName(QStringLiteral("hostKey.fingerprint"));
    fingerprint->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    Theme::setType(fingerprint, Type::mono);
    panel->body()->addWidget(fingerprint);
    body()->addWidget(panel);
    body()->addWidget(new SectionLabel(QStringLiteral("How to compare"), this));
    body()->addWidget(new WrapLabel(
        QStringLiteral("Ask whoever runs the host for the fingerprint, by a way other than this "
                       "network, or run this on its own console:"),
        this));
    auto* command = new CodeView(theme, QStringLiteral("command that shows the fingerprint"), this);
    command->setCode(commandOnHost(ask.keyType));
    body()->addWidget(command);
    auto* compared = new QCheckBox(QStringLiteral("I have compared it, and it is the same"), this);
    compared->setObjectName(QStringLiteral("hostKey.compared"));
    body()->addWidget(compared);

    cancel()->setText(QStringLiteral("Host: refuse the key"));
    cancel()->setAccessibleName(QStringLiteral("Host: refuse the key"));
    auto* trust =
        addAction(QStringLiteral("Host: trust the key"), QStringLiteral("trust"), Button::Kind::danger);
    trust->setEnabled(false);
    connect(compared, &QCheckBox::toggled, trust, &QPushButton::setEnabled);
    setWidth(580);
    cancel()->setFocus();
}

} // namespace muster::ui
