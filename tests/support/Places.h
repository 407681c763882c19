// Where the checkout and the built programs are. The two folders are known to one source file alone: were
// they on every test's command line, no test compiled in one clone could be taken from the compiler cache in
// another.
#pragma once

namespace muster::tests {

// The root of the checkout, absolute, without a slash at its end.
const char* sourceDirectory();

// The folder with the built programs (muster, muster-core, ...), absolute, without a slash at its end.
const char* programDirectory();

} // namespace muster::tests

// Not literals: write std::string(MUSTER_BIN_DIR) + "/muster" or std::filesystem::path(MUSTER_BIN_DIR) /
// "muster".
#define MUSTER_SOURCE_DIR ::muster::tests::sourceDirectory()
#define MUSTER_BIN_DIR ::muster::tests::programDirectory()
