// The whole of the program muster-prober but its main(): reads its configuration from standard input,
// probes until it is told to stop, and keeps every answer.
#pragma once

namespace muster::measure {

// Reads one line of configuration from `input`, says "ready" (or one JSON line with what, why, next) on
// `output`, then probes on this thread until `input` says "stop", until it has been closed for the linger
// time, or until SIGTERM or SIGINT. Returns the exit code: 0 ended as told, 1 could not go on, 2 never began.
int runProber(int input, int output);

} // namespace muster::measure
