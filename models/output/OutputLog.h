// What commands on hosts print, kept for showing: bytes of many hosts, two streams each, become lines;
// the acts they belong to, and which hosts printed the same, are known. Everything that comes out is
// printable (models/base/Printable.h); what the limits took away is counted, and stands in the journal.
#pragma once

#include "models/output/KeyedHash.h"
#include "models/output/LineStore.h"
#include "models/output/OpenLine.h"

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster::output {

// What one host printed in one act.
struct Transcript {
    std::uint32_t act = 0;
    std::uint32_t host = 0;
    std::deque<std::uint32_t> lines; // low halves of the numbers of those that are kept
    std::uint64_t letGo = 0;         // lines before them
    std::uint64_t hash = 0;          // of all, with those let go
    std::array<OpenLine, 2> open;    // by stream

    [[nodiscard]] std::uint64_t count() const { return letGo + lines.size(); }
};

struct Act {
    std::string title; // empty: none was given
    std::uint64_t firstLine = 0;
    std::uint64_t endLine = 0; // one behind the last
    std::vector<std::uint32_t> transcripts;
    bool running = true;
};

// Hosts that printed the same in an act. While it runs, a host that has printed only the beginning of it
// so far is among them, behind the others.
struct Group {
    struct Member {
        std::uint32_t transcript = 0;
        std::uint64_t behind = 0; // lines
    };
    std::uint32_t leader = 0; // the transcript that is shown for all
    std::vector<Member> members;
};

class OutputLog {
public:
    explicit OutputLog(std::uint64_t key, Limits limits = {});

    // What comes from now on belongs to a new act; lines that are not ended are.
    void beginAct(std::string_view title);
    void endAct();
    void append(std::string_view host, Stream stream, std::string_view bytes, std::int64_t utcMs);
    void clear();

    [[nodiscard]] const LineStore& store() const { return m_store; }
    [[nodiscard]] Line line(std::uint64_t number) const { return m_store.line(number); }
    [[nodiscard]] std::uint64_t letGo() const { return m_store.first(); } // lines that are kept no more
    [[nodiscard]] const std::vector<std::string>& hosts() const { return m_hosts; }
    [[nodiscard]] const std::vector<Act>& acts() const { return m_acts; }
    [[nodiscard]] const std::vector<Transcript>& transcripts() const { return m_transcripts; }
    [[nodiscard]] const std::string& hostOf(std::uint32_t transcript) const;
    [[nodiscard]] bool anyError() const { return m_anyError; } // something came on stderr
    [[nodiscard]] bool anyTime() const { return m_anyTime; }   // of something it is known when it came
    // By first appearance of their first member; of the transcripts of the act that `wanted` says.
    [[nodiscard]] std::vector<Group> groups(std::uint32_t act,
                                            const std::vector<std::uint32_t>& wanted) const;
    // The whole number of a line of a transcript.
    [[nodiscard]] std::uint64_t number(std::uint32_t low) const;

private:
    Transcript& transcriptOf(std::string_view host);
    void finish(std::uint32_t transcript, Stream stream);
    void add(std::uint32_t transcript, Stream stream, std::string_view text, std::int64_t utcMs,
             const OpenLine* open);
    void closeOpen();
    [[nodiscard]] bool follows(const Transcript& one, const Transcript& leader, bool running) const;
    [[nodiscard]] std::optional<std::uint64_t> prefixOf(const Transcript& one, std::uint64_t count) const;

    KeyedHash m_hash;
    LineStore m_store;
    std::vector<std::string> m_hosts;
    std::map<std::string, std::uint32_t, std::less<>> m_hostIndex;
    std::vector<Act> m_acts;
    std::vector<Transcript> m_transcripts;
    std::map<std::uint32_t, std::uint32_t> m_here; // host -> transcript of the newest act
    std::optional<std::uint32_t> m_last;           // the transcript that was written last
    bool m_anyError = false;
    bool m_anyTime = false;
};

} // namespace muster::output
