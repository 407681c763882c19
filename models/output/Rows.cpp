#include "models/output/Rows.h"

#include "models/base/Printable.h"

#include <algorithm>
#include <limits>

namespace muster::output {
namespace {

constexpr std::size_t hostsNamed = 8;
constexpr std::uint32_t noLeader = std::numeric_limits<std::uint32_t>::max();

} // namespace

void Rows::show(const ShownRows& shown) {
    if (shown == m_shown)
        return;
    m_shown = shown;
    m_groups.clear();
    m_filtered.clear();
    refresh();
}

bool Rows::wants(std::uint32_t transcript) const {
    return m_shown.hosts.empty() || m_shown.hosts.contains(m_log.hostOf(transcript));
}

void Rows::refresh() {
    m_segments.clear();
    m_size = 0;
    if (m_log.letGo() > 0) {
        Segment segment;
        segment.heads.push_back({Row::Kind::letGo, Stream::out, 0, 0});
        addSegment(std::move(segment));
    }
    for (std::uint32_t act = 0; act < m_log.acts().size(); ++act)
        addAct(act);
}

void Rows::addSegment(Segment segment) {
    segment.start = m_size;
    m_size += segment.size();
    m_segments.push_back(std::move(segment));
}

void Rows::addAct(std::uint32_t index) {
    const Act& act = m_log.acts()[index];
    const std::uint64_t first = std::max(act.firstLine, m_log.store().first());
    const bool running = index + 1 == m_log.acts().size();
    if (!running && first >= act.endLine && act.firstLine < act.endLine) {
        m_groups.erase(index); // all of it was let go
        m_filtered.erase(m_filtered.lower_bound({index, 0}), m_filtered.upper_bound({index, noLeader}));
        return;
    }
    std::vector<Row> heads;
    if (!act.title.empty())
        heads.push_back({Row::Kind::act, Stream::out, 0, index});
    std::vector<std::uint32_t> wanted;
    std::ranges::copy_if(act.transcripts, std::back_inserter(wanted),
                         [&](std::uint32_t one) { return wants(one); });
    const auto addOpen = [&](Segment& segment, std::uint32_t transcript) {
        for (const Stream stream : {Stream::out, Stream::err}) {
            if (wants(stream) &&
                !m_log.transcripts()[transcript].open[static_cast<std::size_t>(stream)].empty())
                segment.open.push_back({Row::Kind::open, stream, transcript, 0});
        }
    };
    const bool allStreams = m_shown.out && m_shown.err;

    if (!m_shown.folded || wanted.empty()) {
        Segment segment;
        segment.act = index;
        segment.heads = heads;
        segment.first = first;
        segment.count = static_cast<std::size_t>(act.endLine > first ? act.endLine - first : 0);
        if (!m_shown.hosts.empty() || !allStreams) {
            segment.lines = &filtered(segment);
            segment.count = segment.lines->size();
        }
        for (const std::uint32_t transcript : wanted)
            addOpen(segment, transcript);
        addSegment(std::move(segment));
        return;
    }

    std::vector<Group> groups;
    if (const auto known = m_groups.find(index); known != m_groups.end() && !running) {
        groups = known->second;
    } else {
        groups = m_log.groups(index, wanted);
        if (!running)
            m_groups[index] = groups;
    }
    for (const Group& group : groups) {
        Segment segment;
        segment.act = index;
        segment.heads = std::move(heads);
        heads.clear();
        segment.group = group;
        segment.lines = &m_log.transcripts()[group.leader].lines;
        if (!allStreams)
            segment.lines = &filtered(segment);
        segment.count = segment.lines->size();
        addOpen(segment, group.leader);
        if (m_log.hosts().size() > 1 && segment.count + segment.open.size() > 0)
            segment.heads.push_back({Row::Kind::hosts, Stream::out, group.leader, index});
        addSegment(std::move(segment));
    }
}

// The lines of a segment's source that are wanted; only those that came since the last time are looked at.
const std::deque<std::uint32_t>& Rows::filtered(const Segment& segment) {
    const LineStore& store = m_log.store();
    Filtered& its = m_filtered[{segment.act, segment.group ? segment.group->leader : noLeader}];
    while (!its.lines.empty() &&
           static_cast<std::int32_t>(its.lines.front() - static_cast<std::uint32_t>(store.first())) < 0)
        its.lines.pop_front();
    if (segment.group) {
        const Transcript& transcript = m_log.transcripts()[segment.group->leader];
        for (its.seen = std::max(its.seen, transcript.letGo); its.seen < transcript.count(); ++its.seen) {
            const std::uint32_t low = transcript.lines[static_cast<std::size_t>(its.seen - transcript.letGo)];
            if (wants(store.line(m_log.number(low)).stream))
                its.lines.push_back(low);
        }
        return its.lines;
    }
    const std::uint64_t end = m_log.acts()[segment.act].endLine;
    for (its.seen = std::max(its.seen, segment.first); its.seen < end; ++its.seen) {
        const Line line = store.line(its.seen);
        if (wants(line.stream) && wants(line.transcript))
            its.lines.push_back(static_cast<std::uint32_t>(its.seen));
    }
    return its.lines;
}

Row Rows::at(std::size_t index) const {
    const auto after =
        std::upper_bound(m_segments.begin(), m_segments.end(), index,
                         [](std::size_t wanted, const Segment& segment) { return wanted < segment.start; });
    const Segment& segment = *(after - 1);
    std::size_t within = index - segment.start;
    if (within < segment.heads.size())
        return segment.heads[within];
    within -= segment.heads.size();
    if (within >= segment.count)
        return segment.open[within - segment.count];
    Row row;
    row.number = segment.lines != nullptr ? m_log.number((*segment.lines)[within]) : segment.first + within;
    const Line line = m_log.line(row.number);
    row.stream = line.stream;
    row.transcript = line.transcript;
    return row;
}

const Rows::Segment* Rows::segmentOf(const Row& row) const {
    if (m_segments.empty())
        return nullptr;
    if (row.kind == Row::Kind::letGo)
        return &m_segments.front();
    const auto act = row.kind == Row::Kind::act ? static_cast<std::uint32_t>(row.number)
                                                : m_log.transcripts()[row.transcript].act;
    const Segment* first = nullptr;
    for (auto at = std::ranges::lower_bound(m_segments, act, {}, &Segment::act);
         at != m_segments.end() && at->act == act; ++at) {
        if (!at->heads.empty() && at->heads.front().kind == Row::Kind::letGo)
            continue;
        if (first == nullptr)
            first = &*at;
        if (!at->group || row.kind == Row::Kind::act)
            break;
        if (std::ranges::find(at->group->members, row.transcript, &Group::Member::transcript) !=
            at->group->members.end())
            return &*at;
    }
    return first;
}

// Where a line stands among those of a segment; `orBefore`: or one that is there, near it.
std::optional<std::size_t> Rows::positionIn(const Segment& segment, std::uint64_t number,
                                            bool orBefore) const {
    if (segment.count == 0)
        return std::nullopt;
    if (segment.lines == nullptr) {
        if (number >= segment.first && number - segment.first < segment.count)
            return static_cast<std::size_t>(number - segment.first);
        if (!orBefore)
            return std::nullopt;
        return number < segment.first ? 0 : segment.count - 1;
    }
    const auto at =
        std::lower_bound(segment.lines->begin(), segment.lines->end(), number,
                         [&](std::uint32_t low, std::uint64_t wanted) { return m_log.number(low) < wanted; });
    const auto position = static_cast<std::size_t>(at - segment.lines->begin());
    if (position < segment.count && m_log.number((*segment.lines)[position]) == number)
        return position;
    if (!orBefore)
        return std::nullopt;
    return std::min(position, segment.count - 1);
}

std::optional<std::size_t> Rows::find(const Row& row) const {
    const Segment* segment = segmentOf(row);
    if (segment == nullptr)
        return std::nullopt;
    if (row.kind == Row::Kind::open) {
        const auto at = std::ranges::find(segment->open, row);
        if (at == segment->open.end())
            return std::nullopt;
        return segment->start + segment->heads.size() + segment->count +
               static_cast<std::size_t>(at - segment->open.begin());
    }
    if (row.kind != Row::Kind::line) {
        for (std::size_t i = 0; i < segment->heads.size(); ++i) {
            const Row& head = segment->heads[i];
            if (head.kind == row.kind && head.number == row.number)
                return segment->start + i;
        }
        return std::nullopt;
    }
    if (row.number < m_log.store().first() || row.number >= m_log.store().end())
        return std::nullopt;
    std::uint64_t number = row.number;
    if (segment->group && segment->group->leader != row.transcript) {
        // The same line of the host that is shown for this one.
        const Transcript& its = m_log.transcripts()[row.transcript];
        const Transcript& leader = m_log.transcripts()[segment->group->leader];
        const auto at = std::lower_bound(
            its.lines.begin(), its.lines.end(), number,
            [&](std::uint32_t low, std::uint64_t wanted) { return m_log.number(low) < wanted; });
        const std::uint64_t ordinal = its.letGo + static_cast<std::uint64_t>(at - its.lines.begin());
        if (ordinal < leader.letGo || ordinal >= leader.count())
            return std::nullopt;
        number = m_log.number(leader.lines[static_cast<std::size_t>(ordinal - leader.letGo)]);
    }
    const auto within = positionIn(*segment, number, false);
    if (!within)
        return std::nullopt;
    return segment->start + segment->heads.size() + *within;
}

std::optional<std::size_t> Rows::nearest(const Row& row) const {
    if (m_size == 0)
        return std::nullopt;
    if (const auto exact = find(row))
        return exact;
    if (row.kind == Row::Kind::letGo)
        return 0;
    const Segment* segment = segmentOf(row);
    if (segment == nullptr || segment->size() == 0)
        return row.kind == Row::Kind::open ? m_size - 1 : 0;
    if (row.kind == Row::Kind::open)
        return segment->start + segment->size() - 1;
    if (row.kind == Row::Kind::line) {
        if (const auto within = positionIn(*segment, row.number, true))
            return segment->start + segment->heads.size() + *within;
    }
    return segment->start;
}

Rows::Text Rows::text(const Row& row) const {
    Text shown;
    std::uint64_t cutBytes = 0;
    std::uint64_t states = 0;
    switch (row.kind) {
    case Row::Kind::letGo:
        shown.text =
            "… " + withCommas(m_log.letGo()) +
            (m_log.letGo() == 1 ? " earlier line is in the journal" : " earlier lines are in the journal");
        return shown;
    case Row::Kind::act:
        shown.text = m_log.acts()[static_cast<std::size_t>(row.number)].title;
        return shown;
    case Row::Kind::hosts: {
        const Segment* segment = segmentOf(row);
        if (segment != nullptr && segment->group)
            shown.text = hostsText(*segment->group, hostsNamed);
        return shown;
    }
    case Row::Kind::line: {
        const Line line = m_log.line(row.number);
        shown.text = line.text;
        cutBytes = line.cutBytes;
        states = line.states;
        break;
    }
    case Row::Kind::open: {
        const OpenLine& open = m_log.transcripts()[row.transcript].open[static_cast<std::size_t>(row.stream)];
        shown.text = open.text();
        cutBytes = open.cutBytes();
        states = open.states();
        break;
    }
    }
    shown.own = shown.text.size();
    if (cutBytes > 0)
        shown.text += " [… " + withCommas(cutBytes) + " more bytes of this line are in the journal]";
    if (states > 0)
        shown.text += " [" + withCommas(states) + " earlier states of this line are in the journal]";
    return shown;
}

std::int64_t Rows::utcMs(const Row& row) const {
    if (row.kind == Row::Kind::line)
        return m_log.line(row.number).utcMs;
    if (row.kind == Row::Kind::open)
        return m_log.transcripts()[row.transcript].open[static_cast<std::size_t>(row.stream)].utcMs;
    return 0;
}

std::string Rows::allHosts(const Row& row) const {
    const Segment* segment = segmentOf(row);
    return segment != nullptr && segment->group
               ? hostsText(*segment->group, std::numeric_limits<std::size_t>::max())
               : "";
}

std::string Rows::hostsText(const Group& group, std::size_t atMost) const {
    std::string text;
    std::size_t named = 0;
    const std::uint64_t lines = m_log.transcripts()[group.leader].count();
    for (const Group::Member& member : group.members) {
        if (named == atMost && group.members.size() > atMost + 1) {
            text += " and " + withCommas(group.members.size() - named) + " more";
            break;
        }
        text += (named == 0 ? "" : ", ") + printableLine(m_log.hostOf(member.transcript), 80);
        if (member.behind > 0)
            text += " [" + withCommas(lines - member.behind) + " of " + withCommas(lines) + " lines so far]";
        ++named;
    }
    if (group.members.size() > 1)
        text += " (" + withCommas(group.members.size()) + " hosts)";
    return text;
}

std::string withCommas(std::uint64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3; at -= 3)
        text.insert(at - 3, ",");
    return text;
}

} // namespace muster::output
