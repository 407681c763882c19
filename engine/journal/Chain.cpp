#include "engine/journal/Chain.h"

#include "models/base/Sha256.h"
#include "models/base/Utc.h"

namespace muster::journal {

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
