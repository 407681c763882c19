#include "tests/bench/Figures.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <unistd.h>

namespace muster::bench {

double nowMs() {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

double percentile(std::vector<double> values, double percent) {
    if (values.empty())
        return std::nan("");
    std::ranges::sort(values);
    const auto rank = static_cast<std::size_t>(std::ceil(percent / 100 * static_cast<double>(values.size())));
    return values[std::clamp<std::size_t>(rank, 1, values.size()) - 1];
}

double residentBytes() {
    std::ifstream statm("/proc/self/statm");
    double total = 0;
    double resident = 0;
    statm >> total >> resident;
    return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

QByteArray logChunk(std::uint64_t& number, std::uint64_t last) {
    static const QByteArray words =
        "automatic recovery in progress, redo at 0/3000148 system usage: CPU user 1.90 s";
    QByteArray chunk;
    chunk.reserve(33'000);
    while (chunk.size() < 32'000 && number < last) {
        chunk += "2026-11-24 03:21:27 LOG: ";
        chunk += QByteArray::number(static_cast<qulonglong>(number));
        chunk += ' ';
        chunk += words.left(static_cast<qsizetype>(number * 7919 % 78));
        chunk += '\n';
        ++number;
    }
    return chunk;
}

void say(const char* name, double value) {
    std::printf("%s %.3f\n", name, value);
    std::fflush(stdout);
}

} // namespace muster::bench
