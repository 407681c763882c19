#include "models/report/SeedTable.h"

#include "models/base/Duration.h"
#include "models/base/Json.h"
#include "models/base/Printable.h"

namespace muster::report {
namespace {

constexpr std::size_t longestText = 400;

Error wrong(const std::string& where, const std::string& why) {
    return {"this is no table of seed figures", where + ": " + why,
            "write it as docs/DRILL-PLANS.md describes muster.seed/1", "", Retry::never};
}

std::string text(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? printableLine(found->get<std::string>(), longestText)
                                                       : std::string();
}

Result<Seconds> seconds(const Json& object, const char* key, const std::string& where) {
    const auto found = object.find(key);
    if (found == object.end() || found->is_null())
        return Seconds();
    const auto duration = found->is_string() ? parseDuration(found->get<std::string>()) : std::nullopt;
    if (!duration)
        return failure(wrong(where, std::string("`") + key + "` is no duration such as \"1m52s\""));
    return Seconds(static_cast<double>(duration->count()) / 1000.0);
}

Result<SeedScenario> scenario(const Json& object, const std::string& where) {
    if (!object.is_object())
        return failure(wrong(where, "it is no object"));
    SeedScenario out;
    out.title = text(object, "title");
    if (out.title.empty())
        return failure(wrong(where, "it has no `title`"));
    const auto number = object.find("number");
    if (number == object.end() || !number->is_number_integer())
        return failure(wrong(where, "`number` is no whole number"));
    out.number = number->get<std::int64_t>();
    out.drill = text(object, "drill");
    out.note = text(object, "note");
    for (const auto& [key, field] : {std::pair{"rto_target", &out.rtoTarget}, std::pair{"rto", &out.rto},
                                     std::pair{"rpo_target", &out.rpoTarget}, std::pair{"rpo", &out.rpo}}) {
        auto value = seconds(object, key, where);
        if (!value)
            return failure(std::move(value.error()));
        *field = *value;
    }
    return out;
}

} // namespace

Result<SeedTable> readSeedTable(const std::string& bytes) {
    const Json document = Json::parse(bytes, nullptr, false);
    if (!document.is_object())
        return failure(wrong("the file", "it is no JSON object"));
    if (text(document, "schema") != "muster.seed/1")
        return failure(wrong("the file", "its `schema` is not muster.seed/1"));
    const auto scenarios = document.find("scenarios");
    if (scenarios == document.end() || !scenarios->is_array())
        return failure(wrong("the file", "`scenarios` is no list"));
    SeedTable out;
    out.source = text(document, "source");
    for (std::size_t i = 0; i < scenarios->size(); ++i) {
        auto each = scenario((*scenarios)[i], "scenario " + std::to_string(i + 1));
        if (!each)
            return failure(std::move(each.error()));
        out.scenarios.push_back(std::move(*each));
    }
    return out;
}

} // namespace muster::report
