// Becomes a program, and tells first_paint.cpp in it when that was.
//
//   bench_start PRELOADED PROGRAM [ARGUMENTS...]
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <unistd.h>

int main(int argc, char** argv) {
    if (argc < 3)
        return 2;
    setenv("LD_PRELOAD", argv[1], 1);
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    setenv("BENCH_STARTED_NS",
           std::to_string(static_cast<long long>(now.tv_sec) * 1'000'000'000 + now.tv_nsec).c_str(), 1);
    execv(argv[2], argv + 2);
    std::perror(argv[2]);
    return 3;
}
