// What the benches share: a monotonic clock, percentiles, memory, and lines as servers print them.
#pragma once

#include <QByteArray>
#include <cstdint>
#include <vector>

namespace muster::bench {

double nowMs(); // monotonic
double percentile(std::vector<double> values, double percent);
double residentBytes();
// The next 32 KiB of lines like those of a database's log, 30 to 110 bytes long; `number` counts them.
QByteArray logChunk(std::uint64_t& number, std::uint64_t last);
void say(const char* name, double value); // "name value" on stdout

} // namespace muster::bench
