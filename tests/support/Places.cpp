#include "tests/support/Places.h"

namespace muster::tests {

const char* sourceDirectory() {
    return MUSTER_CONFIGURED_SOURCE_DIR;
}

const char* programDirectory() {
    return MUSTER_CONFIGURED_BIN_DIR;
}

} // namespace muster::tests
