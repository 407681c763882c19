// Starting and waiting for the child of a Prober. Inside engine/measure only.
#pragma once

#include "models/base/Duration.h"
#include "models/base/Error.h"

#include <string>

namespace muster::measure {

struct ProberProcess {
    int pid = -1;
    int input = -1;  // our end of its standard input: a socket, so that writing to a dead child is no signal
    int output = -1; // our end of its standard output
};

// In a session of its own (an interrupt at the terminal is the console's to handle), with nothing of ours
// open and only the harmless part of our environment.
[[nodiscard]] Result<ProberProcess> spawnProber(const std::string& program);

// True if all of `bytes` went out.
bool sendAll(int socket, std::string_view bytes);

// What the child says up to the first newline, "" if it says nothing in time or ends.
std::string firstAnswer(int output, Milliseconds within);

// True once the child has ended; its status is taken then.
bool awaitEnd(int pid, Milliseconds within, int& status);

} // namespace muster::measure
