// Asks the person at the terminal.
#pragma once

#include "models/ports/Session.h"

#include <string>

namespace muster::app {

// Reads lines from the controlling terminal; end of input means stop.
class TerminalOperator : public ports::Operator {
public:
    std::optional<ports::Answer> ask(const ports::Question& question, std::stop_token stop) override;

    // True when standard input and standard error are a terminal.
    static bool present();

    // One line typed by the person; nullopt at the end of input or when `stop` was requested.
    static std::optional<std::string> readLine(const std::string& prompt, const std::stop_token& stop);
};

} // namespace muster::app
