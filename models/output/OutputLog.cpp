#include "models/output/OutputLog.h"

#include "models/base/Printable.h"

#include <algorithm>

namespace muster::output {

OutputLog::OutputLog(std::uint64_t key, Limits limits) : m_hash(key), m_store(limits) {}

void OutputLog::beginAct(std::string_view title) {
    endAct();
    Act act;
    act.title = printableLine(title);
    act.firstLine = act.endLine = m_store.end();
    m_acts.push_back(std::move(act));
    m_here.clear();
    m_last.reset();
}

void OutputLog::endAct() {
    if (m_acts.empty())
        return;
    closeOpen();
    m_acts.back().running = false;
}

void OutputLog::closeOpen() {
    for (const std::uint32_t transcript : m_acts.back().transcripts) {
        for (const Stream stream : {Stream::out, Stream::err}) {
            if (!m_transcripts[transcript].open[static_cast<std::size_t>(stream)].empty())
                finish(transcript, stream);
        }
    }
}

void OutputLog::clear() {
    m_store = LineStore(m_store.limits());
    m_hosts.clear();
    m_hostIndex.clear();
    m_acts.clear();
    m_transcripts.clear();
    m_here.clear();
    m_last.reset();
    m_anyError = m_anyTime = false;
}

const std::string& OutputLog::hostOf(std::uint32_t transcript) const {
    return m_hosts[m_transcripts[transcript].host];
}

std::uint64_t OutputLog::number(std::uint32_t low) const {
    return m_store.first() + static_cast<std::uint32_t>(low - static_cast<std::uint32_t>(m_store.first()));
}

Transcript& OutputLog::transcriptOf(std::string_view host) {
    if (m_last && m_hosts[m_transcripts[*m_last].host] == host)
        return m_transcripts[*m_last];
    auto known = m_hostIndex.find(host);
    if (known == m_hostIndex.end()) {
        known = m_hostIndex.emplace(std::string(host), static_cast<std::uint32_t>(m_hosts.size())).first;
        m_hosts.emplace_back(host);
    }
    const auto [here, isNew] =
        m_here.try_emplace(known->second, static_cast<std::uint32_t>(m_transcripts.size()));
    if (isNew) {
        Transcript transcript;
        transcript.act = static_cast<std::uint32_t>(m_acts.size() - 1);
        transcript.host = known->second;
        m_transcripts.push_back(std::move(transcript));
        m_acts.back().transcripts.push_back(here->second);
    }
    m_last = here->second;
    return m_transcripts[here->second];
}

void OutputLog::append(std::string_view host, Stream stream, std::string_view bytes, std::int64_t utcMs) {
    if (bytes.empty())
        return;
    if (m_acts.empty())
        beginAct("");
    m_acts.back().running = true; // bytes that come late still belong to it
    m_anyError = m_anyError || stream == Stream::err;
    m_anyTime = m_anyTime || utcMs != 0;
    transcriptOf(host);
    const std::uint32_t transcript = m_last.value_or(0);
    const std::size_t limit = m_store.limits().lineBytes;
    while (!bytes.empty()) {
        OpenLine& open = m_transcripts[transcript].open[static_cast<std::size_t>(stream)];
        if (open.empty()) {
            // Nearly all lines come whole and are plain: they go the short way.
            const std::size_t newline = bytes.find('\n');
            const std::string_view whole = bytes.substr(0, newline);
            if (newline != bytes.npos && newline <= limit && plainBytes(whole)) {
                add(transcript, stream, whole, utcMs, nullptr);
                bytes.remove_prefix(newline + 1);
                continue;
            }
            open.utcMs = utcMs;
        }
        bytes.remove_prefix(open.take(bytes, limit, m_hash));
        if (open.ended())
            finish(transcript, stream);
    }
    while (true) {
        const LineStore::Chunk gone = m_store.takeSurplus();
        if (gone.lines.empty())
            break;
        for (const LineStore::Info& info : gone.lines) {
            Transcript& its = m_transcripts[info.transcript];
            its.lines.pop_front();
            ++its.letGo;
        }
    }
}

void OutputLog::finish(std::uint32_t transcript, Stream stream) {
    OpenLine& open = m_transcripts[transcript].open[static_cast<std::size_t>(stream)];
    const std::string text = open.text();
    add(transcript, stream, text, open.utcMs, &open);
    open = OpenLine();
}

void OutputLog::add(std::uint32_t transcript, Stream stream, std::string_view text, std::int64_t utcMs,
                    const OpenLine* open) {
    Transcript& its = m_transcripts[transcript];
    Line line;
    line.text = text;
    line.transcript = transcript;
    line.stream = stream;
    line.utcMs = utcMs;
    std::uint64_t hash = m_hash.join(m_hash.of(text), static_cast<std::uint64_t>(stream));
    if (open != nullptr && (open->cutBytes() != 0 || open->states() != 0)) {
        line.cutBytes = open->cutBytes();
        line.states = open->states();
        hash = m_hash.join(m_hash.join(m_hash.join(hash, line.cutBytes), open->restHash()), line.states);
    }
    its.hash = m_hash.join(its.hash, hash);
    line.prefix = its.hash;
    its.lines.push_back(static_cast<std::uint32_t>(m_store.add(line)));
    m_acts.back().endLine = m_store.end();
}

std::optional<std::uint64_t> OutputLog::prefixOf(const Transcript& one, std::uint64_t count) const {
    if (count == one.count())
        return one.hash;
    if (count == 0)
        return 0;
    if (count <= one.letGo)
        return std::nullopt;
    return m_store.line(number(one.lines[static_cast<std::size_t>(count - one.letGo - 1)])).prefix;
}

// Whether `one` printed what `leader` did: all of it, or, of an act that runs, its beginning.
bool OutputLog::follows(const Transcript& one, const Transcript& leader, bool running) const {
    if (one.count() != leader.count() && !running)
        return false;
    if (prefixOf(leader, one.count()) != one.hash)
        return false;
    const bool level = one.count() == leader.count();
    for (std::size_t stream = 0; stream < 2; ++stream) {
        const OpenLine& open = one.open[stream];
        if (open.empty())
            continue;
        if (open.states() != 0 || open.cutBytes() != 0)
            return false;
        if (level) {
            if (!leader.open[stream].kept().starts_with(open.kept()) || leader.open[stream].states() != 0)
                return false;
            continue;
        }
        const auto next = static_cast<std::size_t>(one.count() - leader.letGo);
        const Line line = m_store.line(number(leader.lines[next]));
        if (static_cast<std::size_t>(line.stream) != stream || !line.text.starts_with(open.text()))
            return false;
    }
    return true;
}

std::vector<Group> OutputLog::groups(std::uint32_t act, const std::vector<std::uint32_t>& wanted) const {
    const auto openBytes = [](const Transcript& one) {
        return one.open[0].kept().size() + one.open[1].kept().size();
    };
    std::vector<std::uint32_t> byLength = wanted;
    std::ranges::stable_sort(byLength, [&](std::uint32_t left, std::uint32_t right) {
        const Transcript& a = m_transcripts[left];
        const Transcript& b = m_transcripts[right];
        if (a.count() != b.count())
            return a.count() > b.count();
        if (openBytes(a) != openBytes(b))
            return openBytes(a) > openBytes(b);
        return a.lines.size() > b.lines.size(); // who has more left to show
    });
    std::vector<Group> groups;
    for (const std::uint32_t candidate : byLength) {
        const Transcript& one = m_transcripts[candidate];
        const auto its = std::ranges::find_if(groups, [&](const Group& group) {
            return follows(one, m_transcripts[group.leader], m_acts[act].running);
        });
        if (its == groups.end())
            groups.push_back({candidate, {{candidate, 0}}});
        else
            its->members.push_back({candidate, m_transcripts[its->leader].count() - one.count()});
    }
    for (Group& group : groups) {
        std::ranges::sort(group.members, {}, &Group::Member::transcript);
    }
    std::ranges::sort(groups, {}, [](const Group& group) { return group.members.front().transcript; });
    return groups;
}

} // namespace muster::output
