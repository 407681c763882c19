// A host that was never seen shows its key: whether it is the right one, only a person can find out. Refusing
// is the default; trusting takes the word that the fingerprint was compared.
#pragma once

#include "models/ports/Desk.h"
#include "ui/widgets/Dialog.h"

namespace muster::ui {

class HostKeyDialog : public Dialog {
    Q_OBJECT
public:
    HostKeyDialog(const Theme& theme, const ports::HostKeyAsk& ask, QWidget* parent);

    // "SHA256:uNiV ztks ...", four letters each, to be read aloud.
    [[nodiscard]] static QString grouped(const std::string& fingerprint);
    // What shows the same fingerprint on the host itself.
    [[nodiscard]] static QString commandOnHost(const std::string& keyType);
};

} // namespace muster::ui
