#include "engine/journal/Chain.h"

#include "models/base/Sha256.h"
#include "models/base/Utc.h"

namespace muster::journal {
namespace {

// Deeper than anything that Muster writes, and shallow enough for a serializer that calls itself.
constexpr int deepest = 100;

bool tooDeep(std::string_view line) {
    int depth = 0;
    bool inText = false;
    for (std::size_t at = 0; at < line.size(); ++at) {
        const char c = line[at];
        if (inText && c == '\\')
            ++at;
        else if (c == '"')
            inText = !inText;
        else if (!inText && (c == '{' || c == '['))
            depth = depth + 1;
        else if (!inText && (c == '}' || c == ']'))
            --depth;
        if (depth > deepest)
            return true;
    }
    return false;
}

} // namespace

Result<Link> continueChain(Head& head, const ports::Entry& entry, bool opensRun, const std::string& writer,
                           ports::Instant now, const incident::Actor& actor) {
    if (!opensRun && (entry.run < 0 || entry.run > head.runs))
        return failure({"the journal refuses an event of run " + std::to_string(entry.run),
                        "there is no such run", "open the run first", "", Retry::never});
    if (opensRun != (entry.type == "run.opened"))
        return failure({"the journal refuses " + entry.type,
                        "a run begins with run.opened, whose number is the journal's to give",
                        "open a run with openRun, append all else to it", "", Retry::never});
    Link link;
    auto& event = link.event;
    event.sequence = head.events + 1;
    event.writer = writer;
    event.previous = head.hash;
    event.monotonicNs = now.monotonicNs;
    event.utcMs = now.utcMs;
    event.actor = actor;
    event.run = opensRun ? head.runs + 1 : entry.run;
    event.type = entry.type;
    event.body = entry.body;
    link.line = lineOf(event);
    // What the caller gets back is what the line says: bytes that are no UTF-8 were replaced in it.
    auto written = eventOf(link.line);
    if (!written)
        return failure({"the journal refuses an event of type " + entry.type, written.error().why,
                        "this is a defect of Muster; please report it", "", Retry::never});
    event = std::move(*written);
    head = {event.sequence, opensRun ? head.runs + 1 : head.runs, event.hash};
    return link;
}

std::string lineOf(const incident::Event& event) {
    const Json line{
        {"seq", event.sequence},
        {"writer", event.writer},
        {"prev", event.previous},
        {"mono", event.monotonicNs},
        {"utc", formatUtc(event.utcMs)},
        {"actor",
         {{"name", event.actor.name}, {"login", event.actor.login}, {"machine", event.actor.machine}}},
        {"run", event.run},
        {"type", event.type},
        {"body", event.body}};
    // Bytes from elsewhere that are no UTF-8 must not stop the record: they become U+FFFD, the exact ones are
    // blobs.
    return line.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<incident::Event> eventOf(std::string_view line) {
    const auto broken = [](const std::string& why) {
        return failure({"this is not a line of a journal", why, "", "", Retry::never});
    };
    if (tooDeep(line))
        return broken("it is nested deeper than anything that Muster writes");
    const Json read = Json::parse(line, nullptr, false);
    if (!read.is_object())
        return broken("it is not a JSON object");
    incident::Event event;
    try {
        event.sequence = read.at("seq").get<std::int64_t>();
        event.writer = read.at("writer").get<std::string>();
        event.previous = read.at("prev").get<std::string>();
        event.monotonicNs = read.at("mono").get<std::int64_t>();
        const auto utc = parseUtc(read.at("utc").get<std::string>());
        if (!utc)
            return broken("its time is not a time");
        event.utcMs = *utc;
        event.actor = {read.at("actor").at("name").get<std::string>(),
                       read.at("actor").at("login").get<std::string>(),
                       read.at("actor").at("machine").get<std::string>()};
        event.run = read.at("run").get<std::int64_t>();
        event.type = read.at("type").get<std::string>();
        event.body = read.at("body");
    } catch (const Json::exception& error) {
        return broken(error.what());
    }
    event.hash = sha256(line);
    return event;
}

} // namespace muster::journal
