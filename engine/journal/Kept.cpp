#include "engine/journal/Kept.h"

#include "models/base/Sha256.h"

namespace muster::journal {

void keepWithin(std::string_view bytes, Kept& kept) {
    kept.blob.sizeBytes = static_cast<std::int64_t>(bytes.size());
    kept.blob.truncated = bytes.size() > keptBytesOfBlob;
    kept.bytes = bytes;
    if (kept.blob.truncated) {
        kept.shortened = bytes.substr(0, keptBytesOfBlob - keptTailOfBlob);
        kept.shortened += bytes.substr(bytes.size() - keptTailOfBlob);
        kept.bytes = kept.shortened;
    }
    // Of what is kept: then the chain, which holds this hash, vouches for bytes that are still there.
    kept.blob.sha256 = sha256(kept.bytes);
}

} // namespace muster::journal
