#include "engine/measure/ProberProgram.h"

#include <cstdio>
#include <cstring>
#include <unistd.h>

int main(int argc, char** argv) {
    const bool wantsHelp =
        argc == 2 && (std::strcmp(argv[1], "--help") == 0 || std::strcmp(argv[1], "-h") == 0);
    if (wantsHelp || argc > 1 || ::isatty(STDIN_FILENO) != 0) {
        std::fputs("muster-prober: writes to a service on a fixed schedule and keeps every answer.\n"
                   "It is started by muster, which gives it its configuration on standard input\n"
                   "(docs/MEASURING.md); it takes no arguments and is not meant to be used alone.\n",
                   wantsHelp ? stdout : stderr);
        return wantsHelp ? 0 : 2;
    }
    return muster::measure::runProber(STDIN_FILENO, STDOUT_FILENO);
}
