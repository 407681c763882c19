#include "range/supervisor/Unit.h"

#include "models/base/Json.h"
#include "range/processes/SyncedFile.h"

namespace muster::range {

Result<> keepUnit(const Unit& unit) {
    const auto& supervisor = unit.supervisor;
    const Json json = {{"supervisor", supervisor.name},
                       {"program", unit.programName},
                       {"command", supervisor.command},
                       {"environment", supervisor.environment},
                       {"folder", supervisor.workingFolder.string()},
                       {"log", supervisor.log.string()},
                       {"records", supervisor.records.string()}};
    return writeSynced(unit.file, json.dump(2) + "\n");
}

Result<Unit> loadUnit(const std::filesystem::path& file) {
    const auto json = Json::parse(readWhole(file).value_or(""), nullptr, false);
    try {
        Unit unit;
        unit.file = file;
        unit.programName = json.at("program").get<std::string>();
        unit.supervisor.name = json.at("supervisor").get<std::string>();
        unit.supervisor.command = json.at("command").get<std::vector<std::string>>();
        unit.supervisor.environment = json.at("environment").get<std::map<std::string, std::string>>();
        unit.supervisor.workingFolder = json.at("folder").get<std::string>();
        unit.supervisor.log = json.at("log").get<std::string>();
        unit.supervisor.records = json.at("records").get<std::string>();
        if (!unit.supervisor.command.empty())
            return unit;
    } catch (const Json::exception&) {
    }
    return failure({.what = "cannot read the unit " + file.string(),
                    .why = "there is none, or it was not written by a supervisor",
                    .next = "name the file that the supervisor was started with: --unit"});
}

} // namespace muster::range
