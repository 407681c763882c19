// The rows that are shown of an OutputLog: in the order of arrival, or folded (every text once, under the
// names of the hosts that printed it), of all hosts and streams or of some. Any row is found in the time of
// a few comparisons; a refresh after new output costs as much as there are groups, not lines.
#pragma once

#include "models/output/OutputLog.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace muster::output {

struct ShownRows {
    bool folded = true;
    bool out = true, err = true;
    std::set<std::string, std::less<>> hosts; // empty: all

    bool operator==(const ShownRows&) const = default;
};

// Names a row for as long as it exists, wherever it stands.
struct Row {
    enum class Kind : std::uint8_t {
        letGo, // says how many lines are kept no more
        act,   // a title; `number`: the act
        hosts, // who printed what follows; `number`: the act, `transcript`: the leader
        line,  // `number`: of the line
        open,  // a line that grows
    };
    Kind kind = Kind::line;
    Stream stream = Stream::out;
    std::uint32_t transcript = 0;
    std::uint64_t number = 0;

    bool operator==(const Row&) const = default;
};

class Rows {
public:
    explicit Rows(const OutputLog& log) : m_log(log) {}

    void show(const ShownRows& shown);
    [[nodiscard]] const ShownRows& shown() const { return m_shown; }
    void refresh(); // after the log changed; before it, no row may be asked for

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] Row at(std::size_t index) const;
    // nullopt: it is not shown (any more).
    [[nodiscard]] std::optional<std::size_t> find(const Row& row) const;
    // The same, and for a row that is gone one that stands near; nullopt: there are none at all.
    [[nodiscard]] std::optional<std::size_t> nearest(const Row& row) const;

    // All that is shown of a row; `own`: how many bytes of it were printed by the host, the rest is a mark
    // of ours, such as that a line was cut.
    struct Text {
        std::string text;
        std::size_t own = 0;
    };
    [[nodiscard]] Text text(const Row& row) const;
    [[nodiscard]] std::int64_t utcMs(const Row& row) const; // 0: has no time
    // Of a hosts row: everybody, with no bound.
    [[nodiscard]] std::string allHosts(const Row& row) const;
    [[nodiscard]] bool hasErrors() const { return m_log.anyError() && m_shown.err; }
    [[nodiscard]] bool namesHosts() const { return !m_shown.folded && m_log.hosts().size() > 1; }
    [[nodiscard]] const OutputLog& log() const { return m_log; }

private:
    struct Filtered {
        std::deque<std::uint32_t> lines;
        std::uint64_t seen = 0; // lines of the source that were looked at
    };
    struct Segment {
        std::uint32_t act = 0;
        std::optional<Group> group; // folded
        std::vector<Row> heads;
        const std::deque<std::uint32_t>* lines = nullptr; // else all from `first`
        std::uint64_t first = 0;
        std::size_t count = 0;
        std::vector<Row> open;
        std::size_t start = 0; // index of its first row

        [[nodiscard]] std::size_t size() const { return heads.size() + count + open.size(); }
    };

    void addAct(std::uint32_t act);
    void addSegment(Segment segment);
    [[nodiscard]] bool wants(std::uint32_t transcript) const;
    [[nodiscard]] bool wants(Stream stream) const {
        return stream == Stream::out ? m_shown.out : m_shown.err;
    }
    [[nodiscard]] const std::deque<std::uint32_t>& filtered(const Segment& segment);
    [[nodiscard]] const Segment* segmentOf(const Row& row) const;
    [[nodiscard]] std::optional<std::size_t> positionIn(const Segment& segment, std::uint64_t number,
                                                        bool orBefore) const;
    [[nodiscard]] std::string hostsText(const Group& group, std::size_t atMost) const;

    const OutputLog& m_log;
    ShownRows m_shown;
    std::vector<Segment> m_segments;
    std::map<std::uint32_t, std::vector<Group>> m_groups;                   // of acts that are over
    std::map<std::pair<std::uint32_t, std::uint32_t>, Filtered> m_filtered; // (act, leader or none)
    std::size_t m_size = 0;
};

// "812,331"
std::string withCommas(std::uint64_t number);

} // namespace muster::output
