// An act as a person can run it elsewhere: in a terminal through ssh, or through curl. Secrets stay names.
#pragma once

#include "models/environment/Environment.h"
#include "models/ports/Session.h"

#include <QString>
#include <QStringList>

namespace muster::ui {

// The words of `ssh` to the host, without a command; empty for this machine and for what is no host.
QStringList sshWords(const environment::Environment& environment, const std::string& host);

// Empty where it cannot be said so: a request over ssh, a script through curl.
QString asSsh(const ports::Preview& act, const environment::Environment& environment);
QString asCurl(const ports::Preview& act, const environment::Environment& environment);

} // namespace muster::ui
