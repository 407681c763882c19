#include "models/base/Secret.h"

#include <sodium.h>

namespace muster {

void Secret::wipe() {
    // The whole capacity: a moved-from short string has size 0 and still holds its bytes.
    m_bytes.resize(m_bytes.capacity());
    sodium_memzero(m_bytes.data(), m_bytes.size());
    m_bytes.clear();
}

} // namespace muster
